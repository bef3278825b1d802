"""Categories and words in every language, by forms that need no script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from domain.kit.actor import system
from domain.kit.money import Money
from domain.shop.actions import change_facts, set_text
from domain.shop.words import WordEdit, dictionary, edit_words
from domain.staff.actions import invite
from tests.admin_web.conftest import WORDS
from tests.kit.shop import ShopKit


@pytest.fixture
async def owner(tea: ShopKit, enter: Callable[..., Any]) -> Any:
    await change_facts(tea.by, locales=["en", "ru"])
    await tea.product("Shirt", sizes=("Small", "Large"), category=("Clothes", "Shirts"))
    return await enter(tea)


def fields(page: str) -> dict[str, str]:
    """What the page's form would send."""
    inputs = re.findall(r"<input[^>]*>", page)
    named = ((re.search(r' name="([^"]+)"', one), re.search(r' value="([^"]*)"', one)) for one in inputs)
    return {name[1]: value[1] for name, value in named if name and value}


async def test_a_word_is_said_in_another_language(tea: ShopKit, owner: Any) -> None:
    page = await owner.get("/admin/products/words?kind=value")
    sent = fields(page.text)
    n = next(key.split("_")[1] for key, value in sent.items() if key.startswith("word_") and value == "Large")
    answer = await owner.post("/admin/products/words?kind=value", **{**sent, f"to_{n}_ru": "Большой"})
    assert answer.goes_to == "/admin/products/words?kind=value&page=1"
    assert (await dictionary(tea.by))["Large"] == {"ru": "Большой"}


async def test_a_word_somebody_else_changed_is_not_lost(tea: ShopKit, owner: Any) -> None:
    sent = fields((await owner.get("/admin/products/words?kind=option")).text)
    await edit_words(tea.by, [WordEdit("ru", "Size", "", "Рост")])
    answer = await owner.post("/admin/products/words?kind=option", **{**sent, "to_0_ru": "Размер"})
    assert answer.status == 422
    assert "saving again keeps yours" in answer.plain
    again = await owner.post("/admin/products/words?kind=option", **fields(answer.text))
    assert again.status == 303
    assert (await dictionary(tea.by))["Size"] == {"ru": "Размер"}


async def test_a_shop_of_one_language_is_told_how_to_have_more(tea: ShopKit, enter: Callable[..., Any]) -> None:
    owner = await enter(tea)
    assert "The shop speaks one language" in (await owner.get("/admin/products/words")).plain


async def test_categories_are_listed_made_named_moved_and_removed(tea: ShopKit, owner: Any) -> None:
    page = await owner.get("/admin/products/categories")
    assert "Clothes" in page.plain
    assert "not in every language" in page.plain
    made = await owner.post("/admin/products/categories", name="Hats", parent="")
    one = await owner.follow(made)
    sent = fields(one.text) | {"name_ru": "Шапки", "description_ru": "На голову"}
    assert (await owner.post(made.goes_to, **sent)).goes_to == "/admin/products/categories"
    assert "Шапки" in (await owner.get(made.goes_to)).text
    assert (await owner.post(f"{made.goes_to}/shift", to="up")).status == 303
    gone = await owner.follow(await owner.post(f"{made.goes_to}/remove"))
    assert "The category is gone" in gone.plain


async def test_a_category_that_holds_something_stays(tea: ShopKit, owner: Any) -> None:
    page = await owner.get("/admin/products/categories")
    number = re.findall(r'id="c(\d+)"', page.text)[0]
    refused = await owner.post(f"/admin/products/categories/{number}/remove", back="/admin/products/categories")
    assert "Move its products and categories elsewhere first" in (await owner.follow(refused)).plain


async def test_an_old_page_of_a_category_overwrites_nothing(tea: ShopKit, owner: Any) -> None:
    path = (await owner.post("/admin/products/categories", name="Hats", parent="")).goes_to
    old = fields((await owner.get(path)).text)
    await owner.post(path, **{**old, "name_en": "Caps"})
    answer = await owner.post(path, **{**old, "name_en": "Bonnets"})
    assert answer.status == 422
    assert 'value="Bonnets"' in answer.text
    assert (await owner.post(path, **fields(answer.text))).status == 303


async def test_what_is_wrong_is_said(tea: ShopKit, owner: Any) -> None:
    answer = await owner.post("/admin/products/categories", name="", parent="")
    assert (answer.status, "Fill this in." in answer.plain) == (422, True)
    answer = await owner.post("/admin/products/categories", name="Clothes", parent="")
    assert "There is a category of this name here already." in answer.plain


async def test_a_product_shows_the_shops_own_words_where_a_language_has_none(tea: ShopKit, owner: Any) -> None:
    page = await owner.get("/admin/products")
    number = re.findall(r"/admin/products/(\d+)", page.text)[0]
    assert 'placeholder="Shirt"' in (await owner.get(f"/admin/products/{number}")).text


async def test_a_packer_edits_neither(tea: ShopKit, enter: Callable[..., Any]) -> None:
    packer = await enter(tea, "packer")
    for path in ("/admin/products/words", "/admin/products/categories"):
        assert (await packer.get(path)).status == 403


# ------------------------------------------------------------------------------------------- the panel's own language


def spoken(page: str) -> str:
    return re.findall(r'<html lang="([^"]+)" dir="ltr"', page)[0]


async def test_who_is_not_in_reads_the_browsers_language(tea: ShopKit, browser: Callable[[], Any]) -> None:
    page = await browser().get("/admin/login", **{"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})
    assert spoken(page.text) == "zh-Hans"


async def test_who_is_new_keeps_the_browsers_language(tea: ShopKit, browser: Callable[[], Any]) -> None:
    token = await invite(system(tea.id), "boris@example.com", "packer")
    boris = browser()
    await boris.post(
        f"/admin/setup/{token}", name="Boris", password=WORDS, headers={"Accept-Language": "ru-RU,ru;q=0.9"}
    )
    assert spoken((await boris.get("/admin/me", **{"Accept-Language": "en"})).text) == "ru"


async def test_the_panel_changes_its_language_at_once(tea: ShopKit, enter: Callable[..., Any]) -> None:
    owner = await enter(tea)
    page = await owner.follow(await owner.post("/admin/me", name="Owner", locale="zh_Hans"))
    assert spoken(page.text) == "zh-Hans"


@pytest.mark.parametrize("path", ["/admin/", "/admin/orders", "/admin/products", "/admin/products/words"])
async def test_every_page_says_which_language_it_is_in(tea: ShopKit, enter: Callable[..., Any], path: str) -> None:
    owner = await enter(tea)
    await owner.post("/admin/me", name="Owner", locale="ru")
    assert spoken((await owner.get(path)).text) == "ru"


# ------------------------------------------------------------------------------------------------------ the shop's own


async def test_a_text_without_a_translation_shows_what_customers_read_instead(tea: ShopKit, owner: Any) -> None:
    await set_text(tea.by, "returns", "en", "Fourteen days.")
    page = await owner.get("/admin/settings/texts/returns?locale=ru")
    assert 'placeholder="Fourteen days."' in page.text
    assert 'placeholder="Fourteen days."' not in (await owner.get("/admin/settings/texts/returns")).text


async def test_whole_prices_are_the_merchants_choice(tea: ShopKit, owner: Any) -> None:
    sent = fields((await owner.get("/admin/settings/checkout")).text)
    await owner.post("/admin/settings/checkout", **{**sent, "whole_prices": "on"})
    shop = await tea.view()
    assert (shop.settings.whole_prices, shop.speaking("en").money(Money(2000, "USD"))) == (True, "$20")


async def test_a_shop_speaks_the_languages_its_merchant_ticks(tea: ShopKit, owner: Any) -> None:
    page = await owner.get("/admin/settings/shop")
    assert [name in page.plain for name in ("English", "Русский", "简体中文")] == [True, True, True]
