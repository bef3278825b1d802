"""Money back: once per press, never more than came."""

import pytest

from domain.kit.actor import Actor, Permission
from domain.kit.db import sql
from domain.kit.errors import BadInput, NotAllowed
from domain.orders.attention import TO_PAY_OUT
from domain.orders.errors import OrderGone
from domain.orders.queries import order as read_order
from domain.payments.actions import cancel, capture, pay_out, refund
from domain.payments.errors import RefundTooMuch
from tests.kit.market import Market, euros


async def test_a_part_goes_back_and_the_rest_later(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    part = await refund(market.owner, order.id, euros(1000), "one cup was chipped", "k1")
    assert (part.payment_status, part.refunded, part.status) == ("part_refunded", euros(1000), "placed")
    whole = await refund(market.owner, order.id, euros(3300), "the rest", "k2")
    assert (whole.payment_status, whole.refunded) == ("refunded", euros(4300))
    assert (await market.topics()).count("order.refunded") == 2


async def test_the_same_press_twice_gives_back_once(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    for _ in range(2):
        view = await refund(market.owner, order.id, euros(1000), "chipped", "press-1")
    assert (view.refunded, await market.count("refund")) == (euros(1000), 1)


async def test_more_than_came_is_refused_with_what_is_left(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    await refund(market.owner, order.id, euros(4000), "", "k1")
    before = await market.state()
    with pytest.raises(RefundTooMuch) as refused:
        await refund(market.owner, order.id, euros(301), "", "k2")
    assert (refused.value.values, await market.state()) == ({"left": euros(300)}, before)


async def test_a_refund_may_span_two_payments(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    await capture(market.by, order.id, "transfer", order.total, "ch_2")
    view = await refund(market.owner, order.id, euros(5000), "paid twice", "k1")
    assert [p.refunded for p in view.payments] == [euros(4300), euros(700)]


async def test_an_unpaid_order_has_nothing_to_give_back(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    with pytest.raises(RefundTooMuch):
        await refund(market.owner, order.id, euros(1), "", "k1")


async def test_only_staff_who_may_refund_do(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    for person in (Actor(market.id, "staff", 2, frozenset({Permission.MOVE_ORDERS})), anna):
        with pytest.raises(NotAllowed):
            await refund(person, order.id, euros(1), "", "k1")
    with pytest.raises(OrderGone):
        await refund((await Market.open("other")).owner, order.id, euros(1), "", "k1")
    with pytest.raises(BadInput):
        await refund(market.owner, order.id, euros(0), "", "k1")
    assert (await read_order(anna, order.id)).refunded == euros(0)


async def test_what_waits_to_be_paid_out_is_done_by_a_person_once(market):

    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    gone = await cancel(anna, order.id, "too slow")
    assert (gone.payment_status, gone.needs_attention) == ("paid", TO_PAY_OUT)
    (row,) = await sql("SELECT id FROM refund")
    for _ in range(2):
        done = await pay_out(market.owner, row["id"])
    assert (done.payment_status, done.refunded, done.needs_attention) == ("refunded", euros(4300), "")
    assert (await market.topics()).count("order.refunded") == 1
