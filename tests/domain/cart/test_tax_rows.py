"""Each line knows which part of the tax summary its tax is in; what was promised does not depend on it."""

from dataclasses import replace

from domain.cart.pricing import DeliveryChoice, PricedLine, TaxContext, content_hash, price
from domain.tax.rules import TaxItem, TaxRate, taxes

BREAD, BOOK, STAMP = (PricedLine(n, 1, 1000, name) for n, name in enumerate(("food", "standard", "none"), 1))
RATES = (TaxRate("", "", "standard", 2000, "VAT"), TaxRate("", "", "food", 500, "VAT"))


def sold(*lines):
    return price(lines, (), DeliveryChoice(1, 300), TaxContext(RATES), currency="EUR")


def test_every_line_points_to_its_rate():
    totals = sold(BOOK, BREAD, STAMP, BOOK)
    assert totals.tax_rows == (0, 1, -1, 0)
    assert [totals.tax_summary[row].rate_bp for row in totals.tax_rows if row >= 0] == [2000, 500, 2000]


def test_items_are_told_apart_by_the_name_of_their_rate_too():
    state, city = TaxRate("", "", "", 500, "State"), TaxRate("", "", "", 500, "City")
    assert taxes([TaxItem(100, city), TaxItem(100, state), TaxItem(7)], inclusive=True).rows == (0, 1, -1)


def test_rows_are_no_part_of_what_was_promised():
    totals = sold(BOOK, BREAD)
    assert content_hash(totals) == content_hash(replace(totals, tax_rows=()))
