"""Units and money of returns: never more than were delivered, whoever is faster."""

from __future__ import annotations

import pytest

from domain.doctor.examine import violations
from domain.kit.db import sql
from domain.payments.actions import advance, confirm_transfer, refund_parts
from domain.payments.parts import Parts
from domain.returns import actions, deciding
from domain.returns.errors import NothingToReturn, TooManyUnits
from domain.returns.queries import order_return, returns, returns_of
from tests.kit.races import after_lock, before_begin, before_commit, meet
from tests.kit.statements import statements


@pytest.fixture
async def anna(market):
    return await market.buyer()


@pytest.fixture
async def order(market, anna):
    return await delivered(market, anna, (await market.item("Tea"), 3))


async def delivered(market, anna, *things, code=""):
    order = await market.order(anna, *things, payment="transfer", code=code)
    order = await confirm_transfer(market.owner, order.id, order.total, f"R{order.id}")
    for status in ("packing", "shipped", "delivered"):
        order = await advance(market.owner, order.id, status)
    return order


async def asked(anna, order, units=2):
    view = await actions.begin(anna, order.id)
    view = await actions.set_units(anna, view.id, order.lines[0].id, units, view.revision)
    view = await actions.set_reason(anna, view.id, "mind", view.revision)
    return await actions.send(anna, view.id, view.revision)


async def refunds_two(market, order):
    await refund_parts(market.owner, order.id, Parts({order.lines[0].id: 2}), "late", "k1")


async def test_units_that_were_paid_back_cannot_be_returned(market, anna, order):
    await refunds_two(market, order)
    with pytest.raises(TooManyUnits):
        await asked(anna, order, units=2)
    assert await violations() == []


async def test_what_has_all_gone_back_leaves_nothing(market, anna, order):
    view = await asked(anna, order, units=3)
    await deciding.approve(market.owner, view.id)
    await deciding.refund_return(market.owner, view.id)
    await deciding.refund_return(market.owner, view.id)
    assert (await order_return(anna, view.id)).amount.minor == 6000
    with pytest.raises(NothingToReturn):
        await actions.begin(anna, order.id)
    assert await violations() == []


async def test_a_list_says_what_a_return_itself_says_it_comes_to(market, anna):
    await market.coupon()
    teas = [await market.item(f"Tea {n}") for n in range(2)]
    asked_for = [await asked(anna, await delivered(market, anna, (tea, 3), code="SAVE10")) for tea in teas]
    with statements() as one:
        await returns_of(market.owner, asked_for[0].order_id)
    with statements() as listed:
        page = await returns(market.owner, "requested")
    assert [row.value.minor for row in page.items] == [view.value.minor for view in asked_for] == [3600, 3600]
    assert len(listed) == len(one) + 1
    await deciding.approve(market.owner, asked_for[0].id)
    await deciding.refund_return(market.owner, asked_for[0].id, delivery=True)
    assert (await returns(market.owner, "ended")).items[0].value.minor == 3900


@pytest.mark.parametrize("point", [before_begin, after_lock, before_commit], ids=lambda p: p.__name__)
async def test_a_refund_and_a_return_give_the_money_back_once(market, anna, order, point):
    view = await asked(anna, order)
    await deciding.approve(market.owner, view.id)
    met = await meet(
        lambda: deciding.refund_return(market.owner, view.id), lambda: refunds_two(market, order), point
    )  # fmt: skip
    assert sorted((met.first, met.rival)) == ["PartGone", "done"]
    rows = await sql("SELECT COALESCE(SUM(amount), 0) AS n FROM refund WHERE status <> 'failed'")
    assert int(rows[0]["n"]) == 4000
    assert await violations() == []
