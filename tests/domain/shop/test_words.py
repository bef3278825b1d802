"""The merchant's words in other languages, wherever customers meet them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from domain.cart import actions as cart
from domain.cart.queries import cart as read_cart
from domain.cart.queries import pickup_points, product_delivery
from domain.catalog.queries import ListQuery, facets, product_of_variant
from domain.delivery.actions import save_point
from domain.delivery.views import PointForm
from domain.kit.actor import Actor
from domain.kit.errors import BadInput, NotAllowed, Stale
from domain.payments import actions as payments
from domain.saved.actions import tell_when_back
from domain.saved.queries import alerts
from domain.search.actions import reindex_words
from domain.search.queries import search
from domain.shop.queries import shop_of
from domain.shop.words import WordEdit, Words, dictionary, edit_words, words_at
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.market import Market
from tests.kit.shop import ShopKit

RUSSIAN = {"Size": "Размер", "Large": "Большой", "Small": "Маленький", "Fabric": "Ткань", "Linen": "Лён", "Mon": "пн"}


async def teach(shop: ShopKit | Market, texts: dict[str, str], locale: str = "ru") -> None:
    await edit_words(shop.by, [WordEdit(locale, word, "", text) for word, text in texts.items()])


@pytest.fixture
async def shirt(shop: ShopKit) -> int:
    await shop.product("Shirt", sizes=("Small", "Large"), attributes={"Fabric": "Linen"})
    await shop.product("Skirt", sizes=("Small",), attributes={"Fabric": "Linen"})
    await teach(shop, RUSSIAN)
    return await shop.variant("Shirt", "Large")


# ------------------------------------------------------------------------------------------------------ where they show


async def test_a_product_says_its_options_and_attributes_in_the_readers_words(shop: ShopKit, shirt: int) -> None:
    view = await product_of_variant(shop.by, shirt, locale="ru")
    assert [(o.name, o.merchant, [v.value for v in o.values]) for o in view.options] == [
        ("Размер", "Size", ["Маленький", "Большой"])
    ]
    assert view.attributes == (("Ткань", "Лён"),)
    assert view.variants[1].values == ("Большой",)


async def test_words_without_a_translation_stay_as_the_merchant_wrote_them(shop: ShopKit, shirt: int) -> None:
    view = await product_of_variant(shop.by, shirt, locale="zh_Hans")
    assert (view.options[0].name, view.attributes) == ("Size", (("Fabric", "Linen"),))


async def test_other_languages_fall_back_to_the_shops_own(shop: ShopKit, shirt: int) -> None:
    words = await words_at(shop.by, (await shop_of(shop.by)).version, "zh_Hans", "ru")
    assert words("Size") == "Размер"


async def test_filters_are_named_in_the_readers_words_and_keep_their_keys(shop: ShopKit, shirt: int) -> None:
    here, there = [await facets(shop.by, ListQuery(), locale=locale) for locale in ("en", "ru")]
    assert [f.key for f in here] == [f.key for f in there]
    assert {f.label: [v.label for v in f.values] for f in there}["Размер"] == ["Маленький", "Большой"]
    assert [v.key for f in here for v in f.values] == [v.key for f in there for v in f.values]


async def test_what_somebody_waits_for_is_named_in_their_words(shop: ShopKit, shirt: int) -> None:
    sold_out = await shop.product("Mug", stock=0, sizes=("Large",))
    assert sold_out
    anna = Actor(shop.id, "customer", await _met(shop), channel="web")
    await tell_when_back(anna, await shop.variant("Mug", "Large"), True)
    assert [row.options for row in await alerts(anna, locale="ru")] == ["Большой"]


async def _met(shop: ShopKit) -> int:
    from domain.customers.actions import meet

    return await meet(shop.id, "web", "anna", "ru", "Anna")


async def test_the_opening_hours_are_read_word_by_word() -> None:
    words = Words({"Mon": "пн", "Fri": "пт", "By appointment": "по записи"})
    assert words.within("Mon–Fri 09:00–18:00") == "пн–пт 09:00–18:00"
    assert words.within("By appointment") == "по записи"


# ---------------------------------------------------------------------------------------------------- cart and order


@pytest.fixture
async def anna(market: Market) -> Actor:
    await teach(market, {"Courier": "Курьер", "Pickup": "Самовывоз", "Old Town": "Старый город", "VAT": "НДС"})
    return replace(await market.buyer(), locale="ru")


async def test_the_ways_of_delivery_are_named_in_the_cart(market: Market, anna: Actor) -> None:
    await cart.add_at_least(anna, await market.item("Mug"), 1)
    way = (await read_cart(anna, "basket", locale="ru")).delivery
    assert way is not None
    assert way.name == "Курьер"
    shop = await shop_of(market.by)
    alone = await product_delivery(anna, shop, 300, 2000)
    assert alone is not None
    assert alone.name == "Курьер"


async def test_pickup_points_and_their_hours_are_named(market: Market, anna: Actor) -> None:
    method = await market.pickup()
    await save_point(market.owner, PointForm("Old Town", "12 Market St", "Mon 09:00–18:00"))
    await teach(market, {"Mon": "пн"})
    await cart.add_at_least(anna, await market.item("Mug"), 1)
    points = await pickup_points(anna, "basket", method)
    assert [(p.name, p.address, p.hours) for p in points] == [("Старый город", "12 Market St", "пн 09:00–18:00")]


async def test_an_order_keeps_the_words_its_customer_saw(market: Market, anna: Actor) -> None:
    await save_rate(market.owner, RateView(2100, country="LV", name="VAT"))
    quote = await market.quoted(anna, (await market.item("Mug"), 1))
    order = await payments.place(anna, quote.id, quote.revision)
    assert ([tax.name for tax in quote.taxes], order.delivery_name) == (["НДС"], "Курьер")
    await edit_words(market.by, [WordEdit("ru", "Courier", "Курьер", "Доставка")])
    from domain.orders.queries import order as read_order

    assert (await read_order(anna, order.id)).delivery_name == "Курьер"


async def test_another_language_does_not_change_what_is_promised(market: Market, anna: Actor) -> None:
    quote = await market.quoted(anna, (await market.item("Mug"), 1))
    again = await cart.quote(replace(anna, locale="en"), "basket")
    assert (again.id, again.revision) == (quote.id, quote.revision)


# ------------------------------------------------------------------------------------------------------------- search


async def test_goods_are_found_by_their_words_in_every_language(shop: ShopKit, shirt: int) -> None:
    assert (await search(shop.by, "большая")).product_ids == ()
    await reindex_words(shop.by, ["Large", "Linen"])
    assert len((await search(shop.by, "льняной лён")).product_ids or (await search(shop.by, "лён")).product_ids) == 2
    assert len((await search(shop.by, "большой")).product_ids) == 1


# ------------------------------------------------------------------------------------------------------------ changing


async def test_a_changed_word_is_seen_at_once_and_costs_nothing_afterwards(
    shop: ShopKit, shirt: int, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    await product_of_variant(shop.by, shirt, locale="ru")
    with statements() as seen:
        await product_of_variant(shop.by, shirt, locale="ru")
    assert len(seen) == 1
    await edit_words(shop.by, [WordEdit("ru", "Size", "Размер", "Рост")])
    assert (await product_of_variant(shop.by, shirt, locale="ru")).options[0].name == "Рост"


async def test_two_people_do_not_write_over_each_other(shop: ShopKit, shirt: int) -> None:
    with pytest.raises(Stale):
        await edit_words(
            shop.by, [WordEdit("ru", "Large", "Большой", "Крупный"), WordEdit("ru", "Size", "Рост", "Мера")]
        )
    with pytest.raises(Stale):
        await edit_words(shop.by, [WordEdit("ru", "Size", "", "Мера")])
    assert (await dictionary(shop.by))["Large"] == {"ru": "Большой"}


async def test_saving_what_is_there_already_is_no_change(shop: ShopKit, shirt: int) -> None:
    assert await edit_words(shop.by, [WordEdit("ru", "Size", "Размер", "Размер")]) == 0
    assert await edit_words(shop.by, [WordEdit("ru", "Size", "Что-то", "Размер")]) == 1


async def test_an_empty_word_takes_the_translation_away(shop: ShopKit, shirt: int) -> None:
    await edit_words(shop.by, [WordEdit("ru", "Size", "Размер", "")])
    assert "Size" not in await dictionary(shop.by)


async def test_only_who_edits_the_catalogue_may(shop: ShopKit, shirt: int) -> None:
    with pytest.raises(NotAllowed):
        await edit_words(Actor(shop.id, "staff", 2), [WordEdit("ru", "Size", "", "Рост")])
    with pytest.raises(BadInput):
        await edit_words(shop.by, [WordEdit("ru", "Size", "", "Р" * 301)])


async def test_one_shops_words_are_not_anothers(shop: ShopKit, shirt: int) -> None:
    other = await ShopKit.open("other")
    await other.product("Shirt", sizes=("Large",))
    view = await product_of_variant(other.by, await other.variant("Shirt", "Large"), locale="ru")
    assert view.options[0].name == "Size"
