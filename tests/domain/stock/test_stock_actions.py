"""Stock: held, taken, given back, counted."""

import asyncio
from datetime import timedelta

import pytest

from domain.kit.actor import Actor, Permission
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import BadInput, NotAllowed, NotFound
from domain.outbox.models import OutboxItem
from domain.stock import actions as stock
from domain.stock.errors import HeldByOrders, NotEnough, SoldOut, StockMoved
from domain.stock.inventory import set_threshold
from domain.stock.levels import Units
from domain.stock.queries import free_units, level, moves
from tests.kit.market import Market


@pytest.fixture
async def waiting(market):
    """An order that waits for money, and the variant it holds two of ten units of."""
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    return order.id, tea


async def held(order_id):
    rows = await sql("SELECT quantity, status FROM reservation WHERE order_id = $1", order_id)
    return [(row["quantity"], row["status"]) for row in rows]


async def test_an_order_does_not_hold_the_same_goods_twice(market, waiting):
    order_id, tea = waiting
    async with transaction():
        await stock.reserve(market.by, order_id, [(tea, 2)], now() + timedelta(hours=1))
    assert (await market.stock(tea), await held(order_id)) == ((10, 2), [(2, "held")])


async def test_what_was_released_can_be_held_again(market, waiting):
    order_id, tea = waiting
    async with transaction():
        await stock.release(market.by, order_id)
        await stock.release(market.by, order_id)
        assert await market.stock(tea) == (10, 0)
        await stock.reserve(market.by, order_id, [(tea, 2)], now() + timedelta(hours=1))
    assert (await market.stock(tea), await held(order_id)) == ((10, 2), [(2, "held")])


async def test_what_others_hold_cannot_be_taken(market, waiting):
    _, tea = waiting
    assert await free_units(market.by, [tea]) == {tea: 8}
    with pytest.raises(NotEnough) as refused:
        async with transaction():
            await stock.claim(market.by, 99, [Units(tea, 9)], held=False)
    assert (refused.value.values, await market.stock(tea)) == ({"item": "Tea", "left": 8}, (10, 2))


async def test_one_thing_missing_takes_nothing_of_the_others(market):
    tea, cup = await market.item("Tea"), await market.item("Cup", stock=0)
    with pytest.raises(SoldOut):
        async with transaction():
            await stock.claim(market.by, 99, [Units(tea, 1), Units(cup, 1)], held=False)
    assert (await market.stock(tea), await market.count("stock_move")) == ((10, 0), 1)


async def test_what_can_be_ordered_again_may_be_owed(market):
    tea, anna = await market.item("Tea", stock=1, policy="backorder"), await market.buyer()
    cup = await market.item("Cup", stock=0, policy="backorder")
    await market.order(anna, (tea, 3), (cup, 2))
    assert (await market.stock(tea), await market.stock(cup)) == ((-2, 0), (-2, 0))
    assert await free_units(market.by, [tea, cup]) == {tea: None, cup: None}


async def test_what_is_not_counted_leaves_no_trace(market):
    tea, anna = await market.item("Gift card", stock=None), await market.buyer()
    await market.order(anna, (tea, 3))
    await market.order(anna, (tea, 3), payment="transfer")
    assert (await market.count("stock_level"), await market.count("stock_move")) == (0, 0)


async def test_a_count_says_what_the_person_saw(market):
    tea = await market.item("Tea")
    assert await stock.set_on_hand(market.owner, tea, 10, 7, "counted the shelf") == 7
    with pytest.raises(StockMoved) as refused:
        await stock.set_on_hand(market.owner, tea, 10, 12, "counted the shelf")
    assert refused.value.values == {"was": 10, "is_now": 7}
    assert [(m.kind, m.quantity, m.actor) for m in await moves(market.owner, tea)] == [
        ("count", -3, "staff:1"), ("count", 10, "staff:1"),
    ]  # fmt: skip


async def test_a_difference_needs_no_figure(market):
    tea = await market.item("Tea")
    await asyncio.gather(*(stock.adjust(market.owner, tea, 1, "found one") for _ in range(5)))
    assert (await level(market.owner, tea)).on_hand == 15
    with pytest.raises(BadInput):
        await stock.adjust(market.owner, tea, -16, "broken")


async def test_what_orders_hold_cannot_be_counted_away(market, waiting):
    _, tea = waiting
    with pytest.raises(HeldByOrders) as refused:
        await stock.set_on_hand(market.owner, tea, 10, 1, "broken")
    assert refused.value.values == {"held": 2}
    assert await stock.adjust(market.owner, tea, -8, "broken") == 2


async def test_only_staff_of_the_shop_with_the_permission_count(market):
    tea, other = await market.item("Tea"), await Market.open("other")
    with pytest.raises(NotAllowed):
        await stock.adjust(Actor(market.id, "staff", 2, frozenset({Permission.MOVE_ORDERS})), tea, 1, "")
    with pytest.raises(NotFound):
        await stock.adjust(other.owner, tea, 1, "")
    assert await market.stock(tea) == (10, 0)


async def test_coming_back_is_announced_once_and_only_from_nothing(market):
    tea = await market.item("Tea", stock=0)
    for delta in (1, 1, -2, 3):
        await stock.adjust(market.owner, tea, delta, "delivery")
    rows = await sql("SELECT payload FROM outbox WHERE topic = 'stock.back'")
    assert len(rows) == 2


async def test_a_fall_to_few_is_said_once_and_again_only_after_a_rise(market):
    async def sell(units):
        async with transaction():
            await stock.claim(market.by, 99, [Units(tea, units)], held=False)
        return [row["left"] for row in await OutboxItem.filter(topic="stock.low").values_list("payload", flat=True)]

    tea = await market.item("Tea", stock=6)  # three are few, where nobody says otherwise
    assert [await sell(2), await sell(1), await sell(1)] == [[], [3], [3]]
    await stock.adjust(market.owner, tea, 3, "received")
    assert await sell(4) == [3, 1]
    await stock.adjust(market.owner, tea, 9, "received")
    await set_threshold(market.owner, tea, 8)
    assert await sell(2) == [3, 1, 8]
