"""Lists of orders."""

import pytest

from domain.kit.errors import NotAllowed
from domain.orders.errors import OrderGone
from domain.orders.queries import (
    OrderFilters,
    active_orders,
    items_of,
    last_order_items,
    order_by_number,
    order_by_token,
    orders,
    orders_of,
    tab_counts,
)
from domain.payments.actions import advance, cancel, expire_orders
from tests.kit.market import Market, euros


@pytest.fixture
async def busy(market):
    """Anna's orders: one unpaid, one placed, one shipped, one cancelled; Boris has one to pick up."""
    tea, anna, boris = await market.item("Tea", stock=90), await market.buyer(), await market.buyer("boris")
    unpaid = await market.order(anna, (tea, 1), payment="transfer")
    placed, shipped, gone = [await market.order(anna, (tea, n)) for n in (2, 3, 4)]
    for step in ("packing", "shipped"):
        await advance(market.owner, shipped.id, step)
    await cancel(anna, gone.id, "")
    theirs = await market.order(boris, (tea, 5))
    return {"anna": anna, "boris": boris, "orders": (unpaid, placed, shipped, gone, theirs), "tea": tea}


async def test_a_customer_sees_what_is_under_way_and_what_is_past(busy):
    unpaid, placed, shipped, gone, _ = busy["orders"]
    active = await orders_of(busy["anna"], past=False)
    assert [row.number for row in active.items] == [shipped.number, placed.number, unpaid.number]
    newest = active.items[0]
    assert (newest.units, newest.total, newest.payment_status) == (3, euros(6300), "unpaid")
    assert [row.number for row in (await orders_of(busy["anna"], past=True)).items] == [gone.number]
    assert len(await active_orders(busy["boris"])) == 1


async def test_orders_that_ran_out_unpaid_are_left_out(market, busy, clock):
    clock.passes(hours=73)
    await expire_orders()
    numbers = [row.number for past in (True, False) for row in (await orders_of(busy["anna"], past=past)).items]
    assert busy["orders"][0].number not in numbers


async def test_a_long_list_has_pages(market, busy):
    for _ in range(4):
        await market.order(busy["anna"], (busy["tea"], 1))
    first, last = await orders_of(busy["anna"], False, 1), await orders_of(busy["anna"], False, 99)
    assert (len(first.items), len(last.items), last.number, first.total) == (5, 2, 2, 7)


@pytest.mark.parametrize(
    ("tab", "count"), [("all", 5), ("new", 2), ("unpaid", 1), ("shipped", 1), ("cancelled", 1), ("problems", 0)]
)
async def test_the_panels_tabs(market, busy, tab, count):
    counted = min(count, 1) if tab == "all" else count  # of endless tabs only whether there are any
    assert ((await orders(market.owner, tab)).total, (await tab_counts(market.owner))[tab]) == (count, counted)


async def test_the_panels_list_is_narrowed(market, busy):
    number = str(busy["orders"][1].number)
    for filters, count in (
        (OrderFilters(words=f"#{number}"), 1),
        (OrderFilters(words="BORIS"), 1),
        (OrderFilters(words="20123456"), 5),
        (OrderFilters(words="%"), 5),
        (OrderFilters(payment_method="transfer"), 1),
        (OrderFilters(delivery_kind="courier", channel="web"), 5),
        (OrderFilters(delivery_kind="pickup"), 0),
        (OrderFilters(customer_id=busy["boris"].id), 1),
    ):
        assert (await orders(market.owner, "all", filters)).total == count, filters


async def test_lists_are_the_shops_own_and_for_those_who_may(market, busy):
    assert (await orders((await Market.open("other")).owner, "all")).total == 0
    with pytest.raises(NotAllowed):
        await orders(busy["anna"], "all")


async def test_an_order_is_found_by_its_number_and_by_its_secret(market, busy):
    placed = busy["orders"][1]
    assert (await order_by_number(busy["anna"], placed.number)).id == placed.id
    assert (await order_by_token(busy["boris"], placed.token)).id == placed.id
    for lookup in (order_by_number(busy["boris"], placed.number), order_by_token(busy["anna"], "")):
        with pytest.raises(OrderGone):
            await lookup


async def test_what_was_bought_can_be_bought_again(busy):
    shipped = busy["orders"][2]
    (item,) = await items_of(busy["anna"], shipped.id)
    assert (item.variant_id, item.quantity, item.unit_minor) == (busy["tea"], 3, 2000)
    assert await last_order_items(busy["anna"]) == (item,)
