"""Changing an order before it is packed: goods, money and words follow, or nothing does."""

from __future__ import annotations

import pytest

from domain.doctor.examine import violations
from domain.kit.db import sql
from domain.kit.errors import BadInput, Stale
from domain.orders.queries import order as read_order
from domain.payments.actions import advance, cancel, confirm_transfer, deliver, edit_order, weigh_edit
from domain.payments.edits import Edit
from domain.payments.errors import NotEditable, SumChanged
from domain.stock.errors import NotEnough
from tests.kit.market import euros
from tests.kit.races import after_lock, before_begin, before_commit, meet


@pytest.fixture
async def anna(market):
    return await market.buyer()


@pytest.fixture
async def tea(market):
    return await market.item("Tea", stock=5)


@pytest.fixture
async def cup(market):
    return await market.item("Cup", price=900, stock=5)


@pytest.fixture(autouse=True)
async def _nothing_breaks(db):
    yield
    assert await violations() == []


def units(order, count):
    return Edit(units={order.lines[0].id: count})


async def changed(market, order, edit):
    return await edit_order(market.owner, order.id, edit, order.revision)


async def test_less_of_a_paid_order_gives_the_difference_back(market, anna, tea):
    order = await market.paid(anna, (tea, 3))
    now = await changed(market, order, units(order, 1))
    assert (now.total, now.refunded, now.due, now.payment_status) == (euros(2300), euros(4000), euros(0), "paid")
    assert await market.stock(tea) == (4, 0)


async def test_more_of_a_paid_order_leaves_the_rest_to_be_paid(market, anna, tea, cup):
    order = await market.paid(anna, (tea, 1))
    now = await changed(market, order, Edit(added={cup: 2}))
    assert (now.total, now.due, now.extra, now.status) == (euros(4100), euros(1800), "transfer", "placed")
    assert [(x.title, x.quantity) for x in now.lines] == [("Tea", 1), ("Cup", 2)]
    assert (await market.stock(cup), await market.stock(tea)) == ((3, 0), (4, 0))
    paid = await confirm_transfer(market.owner, order.id, now.due, "R9")
    assert (paid.due, paid.payment_status, paid.needs_attention) == (euros(0), "paid", "")


async def test_what_was_given_back_has_to_be_paid_when_it_is_wanted_after_all(market, anna, tea):
    order = await market.paid(anna, (tea, 2))
    less = await changed(market, order, units(order, 1))
    more = await changed(market, less, units(less, 2))
    assert (more.due, more.paid, more.refunded) == (euros(2000), euros(4300), euros(2000))


async def test_cash_is_simply_another_sum_at_the_door(market, anna, tea, cup):
    order = await market.order(anna, (tea, 2))
    now = await changed(market, order, Edit(units={order.lines[0].id: 1}, added={cup: 1}))
    assert (now.total, now.extra) == (euros(3200), "")
    for status in ("packing", "shipped"):
        await advance(market.owner, order.id, status)
    assert (await deliver(market.owner, order.id)).paid == euros(3200)


async def test_an_order_that_waits_for_a_transfer_holds_what_it_is_now(market, anna, tea, cup):
    order = await market.order(anna, (tea, 3), payment="transfer")
    now = await changed(market, order, Edit(units={order.lines[0].id: 1}, added={cup: 1}))
    assert (await market.stock(tea), await market.stock(cup), now.due) == ((5, 1), (5, 1), euros(3200))
    await confirm_transfer(market.owner, order.id, now.due, "R9")
    assert (await market.stock(tea), await market.stock(cup)) == ((4, 0), (4, 0))


async def test_what_is_not_there_cannot_be_added_and_nothing_changes(market, anna, tea, cup):
    order = await market.paid(anna, (tea, 1))
    before = await market.state()
    with pytest.raises(NotEnough, match="Cup"):
        await changed(market, order, Edit(units={order.lines[0].id: 2}, added={cup: 9}))
    assert (await market.state(), await market.stock(tea)) == (before, (4, 0))


async def test_a_discount_stays_in_proportion(market, anna, tea):
    await market.coupon()
    order = await market.order(anna, (tea, 3), code="SAVE10")
    now = await changed(market, order, units(order, 2))
    assert (now.discount, now.total) == (euros(400), euros(3900))


async def test_a_place_and_a_note_change_no_amount(market, anna, tea):
    order = await market.order(anna, (tea, 1))
    now = await changed(market, order, Edit(address="5 Lake Rd, Riga, LV-1011", phone="+37129", note="Ring twice"))
    assert (now.total, now.phone, now.extras["note"]) == (order.total, "+37129", "Ring twice")
    assert now.address == "5 Lake Rd, Riga, LV-1011"


async def test_pickup_instead_of_a_courier_costs_less(market, anna, tea):
    pickup = await market.pickup("Corner shop")
    order = await market.order(anna, (tea, 1))
    now = await changed(market, order, Edit(method_id=pickup))
    assert (now.total, now.delivery_kind, now.point) == (euros(2000), "pickup", "Corner shop")


async def test_what_has_been_seen_is_what_is_saved(market, anna, tea):
    order = await market.paid(anna, (tea, 2))
    seen = await weigh_edit(market.owner, order.id, units(order, 1))
    assert (seen.before, seen.after, seen.back, seen.due) == (euros(4300), euros(2300), euros(2000), euros(0))
    with pytest.raises(SumChanged):
        await edit_order(market.owner, order.id, units(order, 1), order.revision, agreed=euros(2200))
    with pytest.raises(Stale):
        await edit_order(market.owner, order.id, units(order, 1), order.revision - 1)
    with pytest.raises(BadInput):
        await weigh_edit(market.owner, order.id, units(order, 0))


async def test_what_is_being_packed_stays(market, anna, tea):
    order = await market.order(anna, (tea, 1))
    now = await advance(market.owner, order.id, "packing")
    with pytest.raises(NotEditable):
        await changed(market, now, units(order, 2))


@pytest.mark.parametrize("point", [before_begin, after_lock, before_commit], ids=lambda p: p.__name__)
@pytest.mark.parametrize("rival", ["pack", "cancel"])
async def test_an_order_is_changed_or_it_moves_on(market, anna, tea, point, rival):
    order = await market.paid(anna, (tea, 2))
    verbs = {
        "pack": lambda: advance(market.owner, order.id, "packing", was="placed"),
        "cancel": lambda: cancel(anna, order.id, "changed my mind", order.revision),
    }
    met = await meet(lambda: changed(market, order, units(order, 1)), verbs[rival], point)
    now = await read_order(market.owner, order.id)
    if met.first == "done":
        assert (now.total, met.rival) == (euros(2300), "done" if rival == "pack" else "Stale")
    else:
        assert (met.first, met.rival) == ("Stale", "done")
    rows = await sql("SELECT SUM(amount) AS n FROM payment WHERE status = 'captured'")
    assert int(rows[0]["n"]) == 4300
