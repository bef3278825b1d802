"""Pages of the panel say the merchant's words in the language of who reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from admin_web.panel.tax import words
from domain.kit.db import sql
from domain.kit.i18n import Translator
from domain.shop.actions import change_facts
from domain.shop.words import WordEdit, edit_words
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.admin_web.conftest import Browser
from tests.kit.market import Market
from tests.kit.shop import ShopKit

RUSSIAN = {"Large": "Большая", "Courier": "Курьер", "VAT": "НДС"}


async def teach(shop: ShopKit | Market) -> None:
    await change_facts(shop.by, locales=["en", "ru"])
    await edit_words(shop.by, [WordEdit("ru", word, "", text) for word, text in RUSSIAN.items()])
    await sql("UPDATE staff SET locale = 'ru' WHERE shop_id = $1", shop.id)


@pytest.fixture
async def owner(tea: ShopKit, enter: Callable[..., Any]) -> Browser:
    """Reads Russian."""
    entered: Browser = await enter(tea)
    await teach(tea)
    return entered


async def test_variants_are_called_as_the_reader_calls_them_and_edited_as_they_were_written(
    tea: ShopKit, owner: Browser
) -> None:
    product_id = await tea.product("Shirt", sizes=("Small", "Large"), stock=1)
    page = await owner.get(f"/admin/products/{product_id}")
    assert "<b>Большая</b>" in page.text
    assert 'value="Small, Large"' in page.text
    assert "Большая" in (await owner.get("/admin/")).plain


async def test_an_order_is_read_in_the_words_of_who_packs_it(boss: Browser, market: Market) -> None:
    tea = await market.item("Green tea")
    await save_rate(market.owner, RateView(2100, name="VAT"))
    await market.order(await market.buyer(), (tea, 1))
    await teach(market)
    page = await boss.get("/admin/orders/1001")
    for said in ("Курьер", "НДС", '<bdi class="muted small">Courier</bdi>'):
        assert said in page.text, said


async def test_ways_of_delivery_and_taxes_are_listed_in_the_readers_words(boss: Browser, market: Market) -> None:
    await save_rate(market.owner, RateView(2100, name="VAT"))
    await teach(market)
    assert "Курьер" in (await boss.get("/admin/settings/delivery")).plain
    assert "НДС" in (await boss.get("/admin/settings/taxes")).plain


def test_a_class_of_goods_may_be_typed_in_words_or_as_its_code() -> None:
    t = Translator()
    assert [words.typed(text, t) for text in ("Not taxed", "exempt", "Tyres")] == ["exempt", "exempt", "Tyres"]
    assert words.choices(("standard", "tyres"), "food", t) == (
        ("standard", "Standard"),
        ("tyres", "tyres"),
        ("food", "Food"),
    )
