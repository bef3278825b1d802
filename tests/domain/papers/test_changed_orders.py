"""An invoice is never changed: what a changed order lacks is credited, or stands on a paper of its own."""

from __future__ import annotations

import pytest

from domain.doctor.examine import violations
from domain.orders.desk import OrderFilters, picked
from domain.orders.queries import order as read_order
from domain.papers import actions
from domain.papers.queries import lacking, papers_of
from domain.payments.actions import confirm_transfer, edit_order
from domain.payments.actions.refund_parts import refund_parts
from domain.payments.edits import Edit
from domain.payments.parts import Parts
from domain.reports.sheets import sheet
from domain.shop.queries import shop_of
from tests.domain.papers.test_issuing import credit, live, papers
from tests.kit.market import euros


@pytest.fixture
async def tea(market):
    await live(market)
    return await market.item("Tea", stock=9)


@pytest.fixture
async def cup(market):
    return await market.item("Cup", price=900, stock=9)


@pytest.fixture
async def order(market, tea):
    """Three teas and the courier, 63 euros with 10.93 of tax, paid and billed."""
    order = await market.paid(await market.buyer(), (tea, 3))
    await actions.issue_for_order(market.by, order.id)
    assert await papers(market, order) == [("invoice", "INV-0001", 6300, 1093)]
    return order


async def changed(market, order, *, teas=3, more=None):
    now = await read_order(market.owner, order.id)
    edit = Edit(units={order.lines[0].id: teas}, added=more or {})
    now = await edit_order(market.owner, order.id, edit, now.revision)
    await carried_out(market, order)
    return now


async def carried_out(market, order):
    """What the outbox does, twice over."""
    for _ in range(2):
        await actions.issue_for_order(market.by, order.id)
        await credit(market)


async def tells(market, order):
    """The lines of each paper after the first."""
    _, *later = await papers_of(market.by, order.id)
    return [[(x["title"], x["quantity"], x["total"], x["tax"]) for x in paper.body["items"]] for paper in later]


async def adds_up(market, order):
    """All papers together are the order as it is now, to the last unit of money and of tax."""
    now, found = await read_order(market.owner, order.id), await papers_of(market.by, order.id)
    signed = [(-1 if p.kind == "credit_note" else 1, p) for p in found]
    assert sum(sign * p.total.minor for sign, p in signed) == now.total.minor
    assert sum(sign * p.tax.minor for sign, p in signed) == now.tax.minor
    assert not await lacking(market.owner, order.id)
    assert await violations() == []


async def test_what_was_added_has_a_paper_of_its_own_once_it_is_paid(market, order, cup):
    now = await changed(market, order, more={cup: 2})
    assert len(await papers(market, order)) == 1
    await confirm_transfer(market.owner, order.id, now.due, "R9")
    await carried_out(market, order)
    invoice, added = await papers_of(market.by, order.id)
    assert await papers(market, order) == [("invoice", "INV-0001", 6300, 1093), ("invoice", "INV-0002", 1800, 313)]
    assert await tells(market, order) == [[("Cup", 2, 1800, 313)]]
    assert added.body["adds_to"] == {"name": "INV-0001", "issued": invoice.body["dates"]["issued"]}
    await adds_up(market, order)


async def test_what_was_taken_off_is_credited_by_its_items(market, order):
    await changed(market, order, teas=1)
    assert (await papers(market, order))[1:] == [("credit_note", "CN-0001", 4000, 694)]
    assert await tells(market, order) == [[("Tea", 2, 4000, 694)]]
    await adds_up(market, order)


async def test_one_thing_in_place_of_another_is_both_even_when_no_money_moves(market, order, tea):
    other = await market.item("Coffee", price=2000, stock=9)
    now = await changed(market, order, teas=2, more={other: 1})
    assert (now.total, now.due, now.refunded) == (euros(6300), euros(0), euros(0))
    assert [row[:3] for row in (await papers(market, order))[1:]] == [
        ("credit_note", "CN-0001", 2000), ("invoice", "INV-0002", 2000),
    ]  # fmt: skip
    assert [[line[:2] for line in lines] for lines in await tells(market, order)] == [[("Tea", 1)], [("Coffee", 1)]]
    await adds_up(market, order)
    assert await packed(market, order) == [[("Tea", 2), ("Coffee", 1)], [("Coffee", 1), ("Tea", 2)]]


async def packed(market, order):
    """What its slip and its pick list say."""
    rows, shop = await picked(market.owner, "all", OrderFilters(), [order.number]), await shop_of(market.by)
    slip, pick = [await sheet(market.owner, shop, paper, rows, "") for paper in ("slips", "pick")]
    return [[(x["title"], x["quantity"]) for x in lines] for lines in (slip["orders"][0]["items"], pick["rows"])]


async def test_what_was_added_and_goes_again_is_taken_back_of_its_own_paper(market, order, cup):
    now = await changed(market, order, more={cup: 1})
    await confirm_transfer(market.owner, order.id, now.due, "R9")
    await carried_out(market, order)
    cups = next(line.id for line in now.lines if line.title == "Cup")
    edit = Edit(units={cups: 0, order.lines[0].id: 2})
    await edit_order(market.owner, order.id, edit, (await read_order(market.owner, order.id)).revision)
    await carried_out(market, order)
    found = await papers_of(market.by, order.id)
    notes = [(p.body["corrects"]["name"], p.total.minor) for p in found if p.kind == "credit_note"]
    assert sorted(notes) == [("INV-0001", 2000), ("INV-0002", 900)]
    await adds_up(market, order)


async def test_a_refund_of_what_was_added_corrects_the_paper_it_stands_on(market, order, cup):
    now = await changed(market, order, more={cup: 2})
    await confirm_transfer(market.owner, order.id, now.due, "R9")
    await carried_out(market, order)
    cups = next(line.id for line in now.lines if line.title == "Cup")
    await refund_parts(market.owner, order.id, Parts({order.lines[0].id: 1, cups: 1}), "chipped", "k1")
    await carried_out(market, order)
    *_, first, second = await papers_of(market.by, order.id)
    assert [(p.body["corrects"]["name"], p.total.minor, p.tax.minor) for p in (first, second)] == [
        ("INV-0001", 2000, 347), ("INV-0002", 900, 157),
    ]  # fmt: skip
    assert await violations() == []
