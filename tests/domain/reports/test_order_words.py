"""Whoever packs an order reads it in their own language, whatever its customer speaks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.catalog.models import ProductText, Variant
from domain.delivery.actions import remove_method
from domain.kit.actor import Actor
from domain.kit.errors import NotAllowed
from domain.orders.views import OrderView
from domain.reports.order_page import around
from domain.reports.order_words import Named, OrderWords, order_words
from domain.shop.actions import bump, change_facts
from domain.shop.queries import shop_of
from domain.shop.words import WordEdit, edit_words
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.market import Market
from tests.kit.statements import statements

CHINESE = {"Courier": "快递", "VAT": "增值税"}


@pytest.fixture
async def order(market: Market) -> OrderView:
    """Bought in Chinese from a shop whose own language is English."""
    await change_facts(market.by, locales=["en", "zh_Hans"])
    tea = await market.item("Green tea")
    product = (await Variant.filter(id=tea).values("product_id"))[0]["product_id"]
    await ProductText.add(market.by, product_id=product, locale="zh_Hans", name="绿茶")
    await save_rate(market.owner, RateView(2100, name="VAT"))
    await edit_words(market.by, [WordEdit("zh_Hans", word, "", text) for word, text in CHINESE.items()])
    return await market.order(replace(await market.buyer(), locale="zh_Hans"), (tea, 1))


async def read(market: Market, order: OrderView, locale: str = "en") -> OrderWords:
    by: Actor = replace(market.owner, locale=locale)
    found = await around(by, order.id, order.number, order.customer_id)
    return await order_words(by, await shop_of(market.by), order, found.taxes)


async def test_everything_is_said_to_the_packer_beside_what_the_customer_read(market: Market, order: OrderView) -> None:
    said = await read(market, order)
    assert list(said.lines.values()) == [Named("Green tea", told="绿茶")]
    assert said.delivery == Named("Courier", told="快递")
    assert said.taxes == {"增值税": Named("VAT", told="增值税")}


async def test_who_reads_as_the_customer_sees_it_once(market: Market, order: OrderView) -> None:
    said = await read(market, order, "zh_Hans")
    assert list(said.lines.values()) == [Named("绿茶")]
    assert (said.delivery, said.taxes["增值税"]) == (Named("快递"), Named("增值税"))


async def test_what_was_renamed_is_shown_under_both_names(market: Market, order: OrderView) -> None:
    await ProductText.filter(locale="zh_Hans").update(name="龙井")
    await bump(market.by)
    assert list((await read(market, order, "zh_Hans")).lines.values()) == [Named("龙井", told="绿茶")]


async def test_a_way_that_is_gone_keeps_the_words_of_the_order(market: Market, order: OrderView) -> None:
    await remove_method(market.owner, order.method_id)
    assert (await read(market, order)).delivery == Named("快递")


async def test_the_words_of_all_lines_cost_one_statement(market: Market, order: OrderView) -> None:
    await read(market, order)
    alone = await cost(market, order)
    assert alone == await cost(market, replace(order, lines=order.lines * 3))


async def cost(market: Market, order: OrderView) -> int:
    shop = await shop_of(market.by)
    with statements() as seen:
        await order_words(market.owner, shop, order, ())
    return len(seen)


async def test_who_may_not_see_orders_reads_no_words(market: Market, order: OrderView) -> None:
    with pytest.raises(NotAllowed):
        await order_words(replace(market.owner, permissions=frozenset()), await shop_of(market.by), order, ())
