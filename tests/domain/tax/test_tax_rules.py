from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.tax.rules import RateSum, TaxItem, TaxRate, rate_for, tax_in, tax_on, taxes

STANDARD = TaxRate("LV", "", "standard", 2100, "PVN")
BOOKS = TaxRate("LV", "", "books", 500, "PVN")
SPAIN = TaxRate("ES", "", "standard", 2100, "IVA")
SPAIN_FOOD = TaxRate("ES", "", "food", 1000, "IVA")
CANARIES = TaxRate("ES", "Canarias", "", 700, "IGIC")
ANYWHERE = TaxRate("", "", "", 0, "Export")
ALL = (ANYWHERE, STANDARD, BOOKS, SPAIN, SPAIN_FOOD, CANARIES)


@pytest.mark.parametrize(
    ("country", "region", "tax_class", "rate"),
    [
        ("LV", "", "standard", STANDARD),
        ("lv", "Rīga", "books", BOOKS),
        ("LV", "", "alcohol", ANYWHERE),
        ("ES", "Madrid", "food", SPAIN_FOOD),
        ("ES", "CANARIAS", "food", CANARIES),
        ("JP", "", "standard", ANYWHERE),
    ],
)
def test_the_most_specific_rate_applies_and_the_place_comes_before_the_class(country, region, tax_class, rate):
    assert rate_for(ALL, country, region, tax_class) == rate
    assert rate_for(ALL[::-1], country, region, tax_class) == rate


def test_where_no_rate_applies_nothing_is_taxed():
    assert rate_for((STANDARD,), "EE", "", "standard") is None
    assert taxes([TaxItem(1000)], inclusive=False).total_minor == 0


@pytest.mark.parametrize(
    ("amount", "rate_bp", "inside", "on_top"),
    [
        (12100, 2100, 2100, 2541),
        (100, 2000, 17, 20),
        (1, 2100, 0, 0),
        (5, 1000, 0, 1),
        (999, 0, 0, 0),
        (11, 1000, 1, 1),
    ],
)
def test_tax_is_rounded_half_up(amount, rate_bp, inside, on_top):
    assert tax_in(amount, rate_bp) == inside
    assert tax_on(amount, rate_bp) == on_top


def test_tax_is_taken_on_the_sum_of_a_rate_and_not_line_by_line():
    items = [TaxItem(12, STANDARD)] * 3
    assert taxes(items, inclusive=False).parts == (3, 3, 2)
    assert sum(tax_on(12, 2100) for _ in items) == 9


def test_the_summary_names_each_rate_with_its_net():
    items = [TaxItem(12100, STANDARD), TaxItem(1050, BOOKS), TaxItem(12100, STANDARD), TaxItem(77)]
    result = taxes(items, inclusive=True)
    assert result.summary == (RateSum("PVN", 2100, 20000, 4200), RateSum("PVN", 500, 1000, 50))
    assert result.parts == (2100, 50, 2100, 0)


amounts = st.integers(0, 10**12) | st.integers(0, 300)
rates = st.sampled_from([0, 1, 500, 700, 825, 1000, 1900, 2000, 2100, 2550, 8875, 10_000])
carts = st.lists(
    st.builds(TaxItem, amounts, st.none() | rates.map(lambda bp: TaxRate("", "", "", bp, f"{bp}"))), max_size=12
)


def exact(amount, rate_bp, inclusive):
    rate = Fraction(rate_bp, 10_000)
    return amount - amount / (1 + rate) if inclusive else amount * rate


@settings(max_examples=1500, deadline=None)
@given(carts, st.booleans())
def test_no_rate_is_off_by_one_against_exact_fractions(items, inclusive):
    result = taxes(items, inclusive=inclusive)
    for bp in {item.rate.rate_bp for item in items if item.rate}:
        members = [i for i, item in enumerate(items) if item.rate and item.rate.rate_bp == bp]
        true = exact(Fraction(sum(items[i].minor for i in members)), bp, inclusive)
        assert sum(result.parts[i] for i in members) == floor(true + Fraction(1, 2))


@settings(max_examples=1500, deadline=None)
@given(carts, st.booleans())
def test_shares_add_up_and_stay_within_a_unit_of_their_own_part(items, inclusive):
    result = taxes(items, inclusive=inclusive)
    assert sum(result.parts) == sum(line.tax_minor for line in result.summary) == result.total_minor
    for item, part in zip(items, result.parts, strict=True):
        true = exact(Fraction(item.minor), item.rate.rate_bp if item.rate else 0, inclusive)
        assert part >= 0
        assert abs(part - true) < Fraction(3, 2)
        assert not inclusive or part <= item.minor


@given(carts, st.booleans())
def test_net_and_tax_of_the_summary_make_the_amounts(items, inclusive):
    taxed = sum(item.minor for item in items if item.rate)
    result = taxes(items, inclusive=inclusive)
    assert sum(line.net_minor for line in result.summary) + (result.total_minor if inclusive else 0) == taxed
