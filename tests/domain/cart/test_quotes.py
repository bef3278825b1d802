"""The review: kept as it was shown, written again only when something changed."""

from datetime import timedelta

import pytest

from domain.cart import actions as cart
from domain.cart.errors import BelowMinimum, CartEmpty, OrdersClosed
from domain.customers.actions import set_phone
from domain.kit.db import sql
from domain.orders.queries import order as read_order
from domain.shop.actions import change_facts, change_settings
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.market import euros


async def test_the_same_content_is_one_row(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    first = await market.quoted(anna, (tea, 2))
    clock.passes(minutes=5)
    again = await cart.quote(anna, "basket")
    assert (again.id, again.revision, again.expires_at) == (first.id, first.revision, first.expires_at)
    assert await market.count("quote") == 1


async def test_another_content_is_another_row_with_the_next_revision(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    first = await market.quoted(anna, (tea, 2))
    await cart.set_extra(anna, "basket", "note", "Ring twice", None)
    await set_phone(anna, "+371 29 999 999")
    second = await cart.quote(anna, "basket")
    assert (second.revision, second.total, await market.count("quote")) == (first.revision + 1, first.total, 2)


async def test_a_review_is_good_for_half_an_hour(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    first = await market.quoted(anna, (tea, 2))
    assert timedelta(minutes=29) < first.expires_at - clock.at <= timedelta(minutes=30)
    clock.passes(minutes=31)
    assert (await cart.quote(anna, "basket")).id != first.id


async def test_while_steps_are_missing_nothing_is_kept(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, 1)
    assert ((await cart.quote(anna, "basket")).id, await market.count("quote")) == (0, 0)


async def test_the_arrival_day_is_part_of_the_promise(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    first = await market.quoted(anna, (tea, 1))
    clock.passes(hours=3, minutes=10)  # past the cut-off of 14:00 in Riga
    second = await cart.quote(anna, "basket")
    assert (first.delivery.earliest < second.delivery.earliest, second.revision) == (True, first.revision + 1)


async def test_how_soon_a_pickup_is_ready_is_not(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    pickup = await market.pickup("Shop")
    await market.quoted(anna, (tea, 1))
    await cart.choose_method(anna, "basket", pickup, None)
    first = await cart.quote(anna, "basket")
    clock.passes(minutes=7)
    second = await cart.quote(anna, "basket")
    assert (first.id, first.delivery.ready_at < second.delivery.ready_at) == (second.id, True)


async def test_what_cannot_be_ordered_is_refused(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    with pytest.raises(CartEmpty):
        await cart.quote(anna, "basket")
    await cart.add_at_least(anna, tea, 1)
    await change_settings(market.by, minimum_order=2500)
    with pytest.raises(BelowMinimum) as refused:
        await cart.quote(anna, "basket")
    assert refused.value.values == {"missing": euros(500)}
    await change_settings(market.by, orders_closed=True)
    with pytest.raises(OrdersClosed):
        await cart.quote(anna, "basket")


@pytest.mark.parametrize(("inclusive", "on_top", "total"), [(True, 0, 5550), (False, 1166, 6716)])
async def test_order_quote_and_cart_show_the_same_sums_with_tax(market, inclusive, on_top, total):
    await change_facts(market.by, prices_include_tax=inclusive)
    await save_rate(market.owner, RateView(2100, "LV", name="PVN"))
    await market.coupon("SAVE10")
    tea, cup, anna = await market.item("Tea", 2417), await market.item("Cup", 999), await market.buyer()
    quote = await market.quoted(anna, (tea, 2), (cup, 1), code="SAVE10")
    order = await market.order(anna)
    assert (quote.total, quote.cart.total, order.total) == (euros(total),) * 3
    assert (order.tax_on_top, order.discount, quote.cart.discount) == (euros(on_top), euros(583), euros(583))
    assert sum(x.amount.minor for x in quote.taxes) == order.tax.minor
    assert sum(line.total.minor for line in order.lines) + 300 + on_top == total


async def test_the_order_is_a_copy_that_later_changes_do_not_touch(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    await market.reprice(tea, 9999)
    await sql("UPDATE product_text SET name = 'Coffee' WHERE id > $1", 0)
    await sql("UPDATE address SET line = 'Elsewhere' WHERE id > $1", 0)
    assert await read_order(anna, order.id) == order
    assert (order.lines[0].title, order.address) == ("Tea", "12 Market St, Riga, LV-1010")
