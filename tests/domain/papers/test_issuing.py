"""Papers of real orders: what is written, once, and never at the cost of a payment."""

import pytest

from domain.kit.actor import Actor, Permission
from domain.kit.db import sql
from domain.kit.errors import NotAllowed, NotFound
from domain.orders.attention import PAPER_FAILED
from domain.orders.queries import order as read_order
from domain.papers import actions
from domain.papers.errors import NotPaidYet
from domain.papers.queries import lacking, paper, papers_of
from domain.payments.actions import advance, cancel, capture, refund
from domain.payments.actions.refund_parts import refund_parts
from domain.payments.parts import Parts
from domain.shop.actions import change_settings
from domain.shop.models import Shop
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.market import Market, euros

LEGAL = {"legal_name": "Riga Tea SIA", "legal_address": "Brīvības 12\nRīga", "tax_number": "LV40103456789"}


async def live(market, **settings):
    await Shop.filter(id=market.id).update(test_mode=False, prices_include_tax=True)
    await change_settings(market.by, **(LEGAL | settings))
    await save_rate(market.owner, RateView(2100, name="PVN"))


async def sold(market, quantity=2):
    tea, anna = await market.item("Tea"), await market.buyer()
    return await market.paid(anna, (tea, quantity))


async def papers(market, order):
    return [(p.kind, p.name, p.total.minor, p.tax.minor) for p in await papers_of(market.by, order.id)]


async def wanted(market):
    rows = await sql("SELECT topic, once FROM outbox WHERE shop_id = $1 AND topic LIKE 'paper%' ORDER BY id", market.id)
    return [(row["topic"], row["once"]) for row in rows]


async def credit(market):
    rows = await sql("SELECT id FROM refund WHERE shop_id = $1 AND status = 'done' ORDER BY id", market.id)
    for row in rows:
        await actions.issue_for_refund(market.by, row["id"])


async def test_money_that_comes_asks_for_a_paper_and_the_paper_says_it(market):
    await live(market)
    order = await sold(market)
    assert await wanted(market) == [("paper.issue", f"paper:{order.id}")]
    await actions.issue_for_order(market.by, order.id)
    assert await papers(market, order) == [("invoice", "INV-0001", 4300, 746)]
    assert order.total == euros(4300)


async def test_issued_twice_it_is_issued_once(market):
    await live(market)
    order = await sold(market)
    for _ in range(3):
        await actions.issue_for_order(market.by, order.id)
    assert len(await papers(market, order)) == 1
    assert await sql("SELECT value FROM paper_series") == [{"value": 1}]


async def test_it_keeps_what_was_true_when_it_was_issued(market):
    await live(market)
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    await change_settings(market.by, legal_name="Somebody Else", invoice_prefix="X-")
    (view,) = await papers_of(market.by, order.id)
    assert (view.name, view.body["seller"]["name"], view.body["buyer"]["name"]) == ("INV-0001", "Riga Tea SIA", "Anna")
    assert view.body["rates"] == [{"name": "PVN", "rate_bp": 2100, "net": 3554, "tax": 746}]


async def test_a_shop_without_tax_data_gives_receipts(market):
    await live(market, tax_number="")
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    assert [row[:2] for row in await papers(market, order)] == [("receipt", "R-0001")]


async def test_tests_have_a_series_of_their_own(market):
    await change_settings(market.by, **LEGAL)
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    assert [row[:2] for row in await papers(market, order)] == [("invoice", "TEST-INV-0001")]


async def test_a_series_may_begin_anew_every_year(market):
    await live(market, invoice_prefix="A-{year}-")
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    (view,) = await papers_of(market.by, order.id)
    assert view.name == f"A-{view.body['dates']['issued'][:4]}-0001"


async def test_cash_gets_its_paper_when_it_is_taken(market):
    await live(market)
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1))
    await actions.issue_for_order(market.by, order.id)
    assert (await papers(market, order), await wanted(market)) == ([], [])
    for step in ("packing", "shipped", "delivered"):
        await advance(market.owner, order.id, step)
    assert await wanted(market) == [("paper.issue", f"paper:{order.id}")]
    await actions.issue_for_order(market.by, order.id)
    (view,) = await papers_of(market.by, order.id)
    assert (view.body["ways"], bool(view.body["dates"]["delivered"])) == (["cash"], True)


@pytest.mark.parametrize("wants", [True, False])
async def test_what_costs_nothing_has_a_paper_where_the_shop_wants_it(market, wants):
    await live(market, papers_for_free=wants)
    gift, anna = await market.item("Gift", price=0, requires_shipping=False), await market.buyer()
    order = await market.order(anna, (gift, 1))
    assert await wanted(market) == [("paper.issue", f"paper:{order.id}")]
    await actions.issue_for_order(market.by, order.id)
    assert [row[2] for row in await papers(market, order)] == ([0] if wants else [])


async def test_by_hand_where_the_shop_does_not_want_them_by_themselves(market):
    await live(market, papers_automatic=False)
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    assert (await papers(market, order), bool(await lacking(market.owner, order.id))) == ([], True)
    await actions.issue(market.owner, order.id)
    assert [row[1] for row in await papers(market, order)] == ["INV-0001"]
    assert not await lacking(market.owner, order.id)


async def test_nothing_is_issued_before_the_money_is_there(market):
    await live(market)
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    await capture(market.by, order.id, "transfer", euros(100), "part")
    with pytest.raises(NotPaidYet):
        await actions.issue(market.owner, order.id)
    assert await papers(market, order) == []


async def test_only_who_looks_after_payments_issues_by_hand(market):
    order, anna = await sold(market), await market.buyer()
    packer = Actor(market.id, "staff", 2, frozenset({Permission.VIEW_ORDERS, Permission.MOVE_ORDERS}))
    for nobody in (packer, anna):
        with pytest.raises(NotAllowed):
            await actions.issue(nobody, order.id)


async def test_customers_see_their_own_papers_alone(market):
    await live(market)
    order, anna = await sold(market), await market.buyer()
    await actions.issue_for_order(market.by, order.id)
    (mine,) = await papers_of(anna, order.id)
    boris, other = await market.buyer("boris"), await Market.open("other")
    assert await papers_of(boris, order.id) == () == await papers_of(other.owner, order.id)
    for stranger in (boris, other.owner, Actor(market.id, "visitor")):
        with pytest.raises(NotFound):
            await paper(stranger, mine.id)
    with pytest.raises(NotAllowed):
        await paper(Actor(market.id, "staff", 3), mine.id)


# ------------------------------------------------------------------------------------------------------- credit notes


async def test_refunds_have_credit_notes_that_add_up_to_the_invoice(market):
    await live(market)
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    await refund(market.owner, order.id, euros(1000), "chipped", "k1")
    await refund(market.owner, order.id, euros(3300), "the rest", "k2")
    assert [topic for topic, _ in await wanted(market)] == ["paper.issue", "paper.credit", "paper.credit"]
    await credit(market)
    invoice, first, second = await papers(market, order)
    assert (first[:3], second[:3]) == (("credit_note", "CN-0001", 1000), ("credit_note", "CN-0002", 3300))
    assert first[3] + second[3] == invoice[3]


async def test_a_credit_note_names_the_paper_it_belongs_to(market):
    await live(market)
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    await refund(market.owner, order.id, euros(1000), "chipped", "k1")
    for _ in range(2):
        await credit(market)
    invoice, note = await papers_of(market.by, order.id)
    assert note.body["corrects"] == {"name": "INV-0001", "issued": invoice.body["dates"]["issued"]}


async def test_items_that_go_back_are_named_from_however_many_payments_they_are_paid_back(market):
    await live(market)
    tea, cup, anna = await market.item("Tea"), await market.item("Cup", 500), await market.buyer()
    order = await market.order(anna, (tea, 2), (cup, 1), payment="transfer")
    for part, reference in ((1500, "R1"), (order.total.minor - 1500, "R2")):
        await capture(market.by, order.id, "transfer", euros(part), reference)
    await actions.issue_for_order(market.by, order.id)
    await refund_parts(market.owner, order.id, Parts({order.lines[0].id: 1}), "chipped", "k1")
    await credit(market)
    _, *notes = await papers_of(market.by, order.id)
    assert [note.total.minor for note in notes] == [1500, 500]
    assert {item["title"] for note in notes for item in note.body["items"]} == {"Tea"}


async def test_a_whole_item_that_goes_back_is_counted(market):
    await live(market)
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    await refund_parts(market.owner, order.id, Parts({order.lines[0].id: 1}, delivery=True), "chipped", "k1")
    await credit(market)
    _, note = await papers_of(market.by, order.id)
    assert [(x["title"], x["quantity"], x["total"], x["tax"]) for x in note.body["items"]] == [
        ("Tea", 1, 2000, 347),
        ("Courier", 1, 300, 52),
    ]


async def test_an_order_that_is_cancelled_is_credited_whole(market):
    await live(market)
    order = await sold(market)
    await actions.issue_for_order(market.by, order.id)
    await cancel(market.owner, order.id, "sold out")
    await credit(market)
    invoice, note = await papers_of(market.by, order.id)
    assert (note.total, note.tax, note.body["items"]) == (invoice.total, invoice.tax, invoice.body["items"])


async def test_a_refund_that_was_faster_than_the_invoice_waits_for_it(market):
    await live(market)
    order = await sold(market)
    await cancel(market.owner, order.id, "sold out")
    await credit(market)
    assert [row[1] for row in await papers(market, order)] == ["INV-0001", "CN-0001"]
    await actions.issue_for_order(market.by, order.id)
    assert len(await papers(market, order)) == 2


async def test_a_second_payment_that_goes_back_was_on_no_paper(market):
    await live(market)
    order = await sold(market)
    await capture(market.by, order.id, "transfer", order.total, "again")
    await actions.issue_for_order(market.by, order.id)
    await refund(market.owner, order.id, order.total, "paid twice", "k1")
    await credit(market)
    assert [row[0] for row in await papers(market, order)] == ["invoice"]
    assert not await lacking(market.owner, order.id)


async def test_a_refund_of_an_order_without_papers_needs_none(market):
    await live(market, papers_automatic=False)
    order = await sold(market)
    await refund(market.owner, order.id, euros(1000), "chipped", "k1")
    await credit(market)
    assert await papers(market, order) == []
    await actions.issue(market.owner, order.id)
    assert [row[2] for row in await papers(market, order)] == [4300, 1000]


# ------------------------------------------------------------------------------------------------------ when it fails


async def test_what_cannot_be_issued_leaves_the_payment_and_takes_no_number(market, monkeypatch):
    await live(market)
    order = await sold(market)
    monkeypatch.setattr("domain.papers.writing.body", broken)
    with pytest.raises(ZeroDivisionError):
        await actions.issue_for_order(market.by, order.id)
    assert (await read_order(market.by, order.id)).payment_status == "paid"
    assert await sql("SELECT value FROM paper_series") == []
    monkeypatch.undo()
    await actions.issue_for_order(market.by, order.id)
    assert [row[1] for row in await papers(market, order)] == ["INV-0001"]


def broken(*_args):
    raise ZeroDivisionError


async def test_people_hear_of_a_failure_and_the_next_success_takes_it_back(market):
    await live(market)
    order = await sold(market)
    for _ in range(2):
        await actions.report_failure(market.by, order.id)
    assert (await read_order(market.by, order.id)).needs_attention == PAPER_FAILED
    await actions.issue_for_order(market.by, order.id)
    assert (await read_order(market.by, order.id)).needs_attention == ""


async def test_issuing_makes_no_button_of_the_order_stale(market):
    await live(market)
    order, anna = await sold(market), await market.buyer()
    before = (await read_order(anna, order.id)).revision
    await actions.issue_for_order(market.by, order.id)
    assert (await cancel(anna, order.id, "mind", before)).status == "cancelled"
