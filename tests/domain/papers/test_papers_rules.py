"""Papers add up: the lines to the order, the credit notes to the invoice, tax by tax."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart.pricing import DeliveryChoice, Fee, PricedLine, TaxContext, price
from domain.papers.body import Sold, items_of, taxed_of
from domain.papers.changes import Standing, lacks
from domain.papers.rules import Rate, Taxed, Wanted, due_back, left_of, rates_on, taken_back
from domain.tax.rules import TaxRate

CLASSES = ("standard", "food", "free")
AMOUNTS = st.one_of(st.integers(0, 50), st.integers(0, 10**9))


@st.composite
def orders(draw, on_top=None):
    """An order as placing writes it, from the one calculation of prices."""
    rates = (TaxRate("", "", "standard", draw(st.integers(0, 3000)), "VAT"), TaxRate("", "", "food", 700, "Less"))
    kinds = st.tuples(st.integers(1, 9), AMOUNTS, st.sampled_from(CLASSES))
    lines = [PricedLine(n, *line) for n, line in enumerate(draw(st.lists(kinds, min_size=1, max_size=6)), 1)]
    shares = [draw(st.integers(0, line.goods_minor)) for line in lines]
    delivery = DeliveryChoice(1, draw(AMOUNTS), draw(st.sampled_from(CLASSES)))
    fees = (Fee("cash", draw(AMOUNTS), draw(st.sampled_from(CLASSES))),)
    inclusive = not draw(st.booleans()) if on_top is None else not on_top
    totals = price(lines, shares, delivery, TaxContext(rates, inclusive=inclusive), currency="EUR", fees=fees)
    return sold(totals, tip=draw(st.sampled_from((0, 0, 77))))


def sold(totals, *, tip=0, rows=True):
    lines = [
        SimpleNamespace(
            id=n, title=f"Thing {n}", options="", sku="", quantity=line.quantity, unit_price=line.unit_minor,
            discount=line.discount_minor, total=line.total_minor, tax=line.tax_minor, tax_row=row if rows else None,
        )
        for n, (line, row) in enumerate(zip(totals.lines, totals.tax_rows, strict=True), 1)
    ]  # fmt: skip
    order = SimpleNamespace(
        taxes=[[x.name, x.rate_bp, x.net_minor, x.tax_minor] for x in totals.tax_summary], tax=totals.tax_minor,
        tax_on_top=totals.tax_on_top_minor, delivery_fee=totals.delivery_minor, fees=totals.fees_minor + tip, tip=tip,
        total=totals.total_minor + tip, delivery={"name": "Courier"},
    )  # fmt: skip
    return Sold(order, lines, None, None, ())


def parts(order):
    taxed = taxed_of(order.order)
    return items_of(order, taxed), taxed


@given(orders())
def test_the_lines_come_to_the_order(order):
    items, taxed = parts(order)
    assert sum(taxed.gross(item) for item in items) == order.order.total
    assert sum(item.tax for item in items) == order.order.tax
    assert all(taxed.net(item) + item.tax == taxed.gross(item) for item in items)


@given(orders())
def test_what_lies_at_each_rate_is_what_the_order_was_taxed_with(order):
    items, taxed = parts(order)
    charged = [rate for rate in taxed.rates if rate.net or rate.tax]
    assert [rate for rate in rates_on(items, taxed) if rate.net or rate.tax] == charged


@given(orders(), st.data())
def test_credit_notes_over_everything_are_the_invoice(order, data):
    items, taxed = parts(order)
    notes, rest = [], order.order.total
    while rest:
        amount = data.draw(st.integers(1, rest)) if len(notes) < 5 else rest
        notes.append(note(items, notes, amount, taxed, data))
        rest -= amount
    assert sum_of(notes) == {item.at: (item.total, item.tax) for item in items if taxed.gross(item)}


def note(items, notes, amount, taxed, data):
    """One more credit note, over some of the goods by name or over all of them."""
    names = st.dictionaries(st.integers(1, 6), st.integers(1, 9), max_size=3)
    wanted = Wanted(data.draw(names), delivery=data.draw(st.booleans()))
    left = left_of(items, notes)
    made = taken_back(left, amount, wanted, taxed)
    assert sum(taxed.gross(item) for item in made) == amount
    most = {item.at: item for item in left}
    assert all(0 <= item.total <= most[item.at].total and 0 <= item.tax <= most[item.at].tax for item in made)
    return made


def sum_of(notes):
    found = {}
    for item in (item for made in notes for item in made):
        total, tax = found.get(item.at, (0, 0))
        found[item.at] = (total + item.total, tax + item.tax)
    return found


@given(orders())
def test_one_credit_note_over_all_counts_everything_again(order):
    items, taxed = parts(order)
    made = taken_back(items, order.order.total, Wanted({}), taxed)
    assert made == tuple(item for item in items if taxed.gross(item))


def test_named_units_go_back_as_units_with_their_own_tax():
    lines = [PricedLine(1, 3, 1000), PricedLine(2, 1, 500, "food")]
    rates = (TaxRate("", "", "standard", 2000, "VAT"), TaxRate("", "", "food", 500, "Less"))
    items, taxed = parts(sold(price(lines, (), None, TaxContext(rates), currency="EUR")))
    (back,) = taken_back(items, 2000, Wanted({1: 2}), taxed)
    assert (back.title, back.quantity, back.total, back.tax, back.discount) == ("Thing 1", 2, 2000, 333, 0)


def test_an_amount_without_a_name_is_spread_over_all_by_their_shares():
    lines = [PricedLine(1, 1, 3000), PricedLine(2, 1, 1000)]
    items, taxed = parts(sold(price(lines, (), DeliveryChoice(1, 1000), currency="EUR")))
    assert [(x.quantity, x.total) for x in taken_back(items, 1000, Wanted({}), taxed)] == [(0, 600), (0, 200), (0, 200)]


def test_more_than_is_left_is_taken_from_nothing():
    items, taxed = parts(sold(price([PricedLine(1, 1, 100)], currency="EUR")))
    with pytest.raises(ValueError, match="101 of 100"):
        taken_back(items, 101, Wanted({}), taxed)


@pytest.mark.parametrize(
    ("captured", "refunded", "credited", "amount", "due"),
    [
        (100, 30, 0, 30, 30),
        (100, 50, 30, 20, 20),
        (200, 100, 0, 100, 0),  # paid twice: the second payment was never on a paper
        (200, 130, 0, 30, 30),
        (130, 130, 0, 130, 100),
        (100, 100, 100, 100, 0),
    ],
)
def test_a_credit_note_takes_back_only_what_the_paper_speaks_of(captured, refunded, credited, amount, due):
    assert due_back(100, captured, refunded, credited, amount) == due


@given(orders(on_top=False))
def test_orders_from_before_rates_were_kept_still_add_up(order):
    order = replace(order, lines=[SimpleNamespace(**vars(line) | {"tax_row": None}) for line in order.lines])
    items, taxed = parts(order)
    assert sum(item.tax for item in items) == order.order.tax
    assert sum(taxed.gross(item) for item in items) == order.order.total


def test_a_line_without_its_row_is_given_the_nearest_rate():
    taxed = Taxed((Rate("VAT", 2000, 10_000, 2000), Rate("VAT", 500, 1000, 50)), inclusive=False)
    totals = price(
        [PricedLine(1, 1, 10_000), PricedLine(2, 1, 1000, "food")], (), None,
        TaxContext((TaxRate("", "", "standard", 2000, "VAT"), TaxRate("", "", "food", 500, "VAT")), inclusive=False),
        currency="EUR",
    )  # fmt: skip
    assert [item.row for item in items_of(sold(totals, rows=False), taxed)] == [0, 1]


def gross(items, taxed):
    return sum(taxed.gross(item) for item in items)


@given(st.data(), st.booleans())
def test_the_papers_of_a_changed_order_come_to_what_it_is_now(data, on_top):
    first, then, last = (data.draw(orders(on_top=on_top)) for _ in range(3))
    papers = [[items_of(first, taxed_of(first.order)), [], taxed_of(first.order)]]
    for now in (then, last):
        taxed = taxed_of(now.order)
        found = lacks(items_of(now, taxed), taxed, [standing(*paper) for paper in papers])
        for paper, note in zip(papers, found.gone, strict=True):
            paper[1].append(note)
            assert all(item.total >= 0 and item.tax >= 0 for item in standing(*paper).left)
        papers.append([found.new, [], taxed])
        assert (sum(come_to(paper)[0] for paper in papers), sum(come_to(paper)[1] for paper in papers)) == (
            now.order.total, now.order.tax,
        )  # fmt: skip


def come_to(paper):
    items, notes, taxed = paper
    back = [item for note in notes for item in note]
    return gross(items, taxed) - gross(back, taxed), sum(x.tax for x in items) - sum(x.tax for x in back)


def standing(items, notes, taxed):
    return Standing(items, [item for note in notes for item in note], left_of(items, notes), taxed)
