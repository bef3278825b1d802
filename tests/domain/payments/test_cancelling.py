"""The end of an order: goods, code and money go back once."""

import pytest

from domain.cart import queries as carts
from domain.kit.actor import Actor, Permission
from domain.kit.errors import NotAllowed, Stale
from domain.orders.attention import GOODS_UNDER_WAY
from domain.orders.errors import OrderGone
from domain.orders.queries import order as read_order
from domain.payments.actions import advance, back_to_cart, cancel, deny_cancel, expire_orders
from domain.payments.errors import NotCancellable
from domain.promotions.queries import terms
from domain.stock.queries import free_units
from tests.kit.market import euros


async def test_an_unpaid_order_gives_back_what_it_held(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    gone = await cancel(anna, order.id, "found cheaper", order.revision)
    assert (gone.status, gone.cancel_reason, gone.due) == ("cancelled", "found cheaper", euros(0))
    assert (await market.stock(tea), [p.status for p in gone.payments]) == ((10, 0), ["cancelled"])


async def test_a_firm_order_is_restocked_once_however_often_it_is_cancelled(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    for _ in range(3):
        await cancel(anna, order.id, "changed my mind", order.revision)
    assert (await market.stock(tea), await market.count("stock_move")) == ((10, 0), 3)
    assert (await market.topics()).count("order.cancelled") == 1


async def test_a_cancelled_order_gives_its_code_back(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.coupon("ONCE", usage_limit=1, per_customer=1)
    order = await market.order(anna, (tea, 2), code="ONCE")
    assert (await terms(anna, "ONCE")).used == 1
    await cancel(anna, order.id, "")
    after = await terms(anna, "ONCE")
    assert (after.used, after.used_by_customer) == (0, 0)
    assert (await market.order(anna, (tea, 1), code="ONCE")).discount == euros(200)


async def test_staff_cancel_and_pay_back_in_one_step(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    gone = await cancel(market.owner, order.id, "broken in the store")
    assert (gone.payment_status, gone.refunded, gone.needs_attention) == ("refunded", euros(4300), "")
    assert await market.stock(tea) == (10, 0)


async def test_staff_who_may_not_refund_cannot_cancel_what_is_paid(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    packer = Actor(market.id, "staff", 2, frozenset({Permission.MOVE_ORDERS}))
    with pytest.raises(NotAllowed):
        await cancel(packer, order.id, "")
    assert (await read_order(anna, order.id)).status == "placed"


async def test_once_packed_a_customer_can_only_ask(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    await advance(market.owner, order.id, "packing")
    for _ in range(2):
        asked = await cancel(anna, order.id, "too slow")
    assert (asked.status, asked.cancel_requested, asked.can_cancel) == ("packing", True, False)
    assert (await market.topics()).count("order.cancel_requested") == 1
    assert (await deny_cancel(market.owner, order.id, "on its way")).cancel_requested is False


async def test_goods_on_their_way_are_not_on_the_shelf(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    for step in ("packing", "shipped"):
        await advance(market.owner, order.id, step)
    gone = await cancel(market.owner, order.id, "refused at the door")
    assert (gone.status, await market.stock(tea)) == ("cancelled", (8, 0))
    assert gone.needs_attention == GOODS_UNDER_WAY


async def test_a_delivered_order_cannot_be_cancelled(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    for step in ("packing", "shipped", "delivered"):
        await advance(market.owner, order.id, step)
    before = await market.state()
    for person in (market.owner, anna):
        with pytest.raises(NotCancellable):
            await cancel(person, order.id, "")
    assert await market.state() == before


async def test_a_stale_button_and_a_stranger_change_nothing(market):
    tea, anna, boris = await market.item("Tea"), await market.buyer(), await market.stranger("boris")
    order = await market.order(anna, (tea, 2))
    with pytest.raises(Stale):
        await cancel(anna, order.id, "", order.revision + 1)
    with pytest.raises(OrderGone):
        await cancel(boris, order.id, "", order.revision)
    assert (await read_order(anna, order.id)).status == "placed"


async def test_what_comes_back_is_announced(market):
    tea, anna = await market.item("Tea", stock=2), await market.buyer()
    order = await market.order(anna, (tea, 2))
    before = await market.count("outbox")
    await cancel(anna, order.id, "")
    assert await market.count("outbox") == before + 2
    assert await free_units(anna, [tea]) == {tea: 2}


async def test_an_order_nobody_paid_ends_by_itself_and_the_cart_is_back(market, clock):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup"), await market.buyer()
    order = await market.order(anna, (tea, 2), (cup, 1), payment="transfer")
    assert await expire_orders() == 0
    clock.passes(hours=72, minutes=1)
    assert (await expire_orders(), await expire_orders()) == (1, 0)
    view = await read_order(anna, order.id)
    assert (view.status, view.cancel_reason, await market.stock(tea)) == ("cancelled", "expired", (10, 0))
    cart = await carts.cart(anna, "basket")
    assert [(line.title, line.quantity) for line in cart.lines] == [("Tea", 2), ("Cup", 1)]
    assert (await market.topics())[-1] == "order.expired"


async def test_cash_orders_never_expire(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.order(anna, (tea, 2))
    clock.passes(days=400)
    assert await expire_orders() == 0


async def test_another_way_to_pay_gives_the_goods_back_to_the_cart(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    for _ in range(2):
        assert (await back_to_cart(anna, order.id)).status == "cancelled"
    assert ((await carts.cart(anna, "basket")).units, await market.stock(tea)) == (2, (10, 0))
