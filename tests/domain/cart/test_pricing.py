from dataclasses import replace
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cart.pricing import (
    DeliveryChoice,
    Fee,
    PricedLine,
    TaxContext,
    content_hash,
    goods_after,
    missing_for_free,
    price,
)
from domain.delivery.rules import PriceRule
from domain.kit.money import EXPONENTS, Money, share_out
from domain.tax.rules import RateSum, TaxRate

PVN = (TaxRate("LV", "", "standard", 2100, "PVN"), TaxRate("LV", "", "books", 500, "PVN"))
INCLUDED = TaxContext(PVN, "LV", inclusive=True)
ON_TOP = TaxContext(PVN, "LV", inclusive=False)
SHIRTS, SOCKS = PricedLine(1, 2, 2400), PricedLine(2, 1, 500)
COURIER = DeliveryChoice(7, 300)


def test_the_review_screen_adds_up():
    totals = price([SHIRTS, SOCKS], (480, 50), COURIER, INCLUDED, currency="USD")
    assert [line.total_minor for line in totals.lines] == [4320, 450]
    assert (totals.goods_minor, totals.discount_minor, totals.delivery_minor) == (5300, 530, 300)
    assert (totals.total_minor, totals.tax_minor, totals.tax_on_top_minor) == (5070, 880, 0)
    assert totals.tax_summary == (RateSum("PVN", 2100, 4190, 880),)


def test_tax_on_top_is_added_for_lines_delivery_and_fees():
    book = PricedLine(3, 1, 1000, "books")
    totals = price([SOCKS, book], (), COURIER, ON_TOP, currency="USD", fees=[Fee("cash", 100)])
    assert [line.tax_minor for line in totals.lines] == [105, 50]
    assert totals.tax_summary == (RateSum("PVN", 2100, 900, 189), RateSum("PVN", 500, 1000, 50))
    assert totals.total_minor == 500 + 1000 + 300 + 100 + 239


def test_delivery_is_taxed_by_its_own_class():
    totals = price([SOCKS], (), replace(COURIER, tax_class="books"), ON_TOP, currency="EUR")
    assert [line.tax_minor for line in totals.tax_summary] == [105, 15]


def test_without_rates_there_is_no_tax():
    totals = price([SHIRTS], currency="EUR")
    assert (totals.total_minor, totals.tax_minor, totals.tax_summary) == (4800, 0, ())


def test_a_whole_discount_leaves_nothing_to_pay():
    totals = price([SHIRTS, SOCKS], (4800, 500), None, ON_TOP, currency="EUR")
    assert (totals.total_minor, totals.tax_minor) == (0, 0)


def test_an_empty_cart_costs_nothing():
    assert price([], currency="JPY").total_minor == 0


@pytest.mark.parametrize(
    ("lines", "shares", "delivery", "fees"),
    [
        ([SHIRTS], (4801,), None, ()),
        ([SHIRTS], (-1,), None, ()),
        ([SHIRTS], (1, 1), None, ()),
        ([replace(SHIRTS, quantity=0)], (), None, ()),
        ([replace(SHIRTS, unit_minor=-1)], (), None, ()),
        ([SHIRTS], (), DeliveryChoice(1, -1), ()),
        ([SHIRTS], (), None, [Fee("cash", -1)]),
    ],
)
def test_impossible_amounts_are_a_bug_and_not_a_quote(lines, shares, delivery, fees):
    with pytest.raises(ValueError):
        price(lines, shares, delivery, INCLUDED, currency="EUR", fees=fees)


@pytest.mark.parametrize(("goods", "missing"), [(0, 5000), (4999, 1), (5000, None), (9000, None)])
def test_progress_to_free_delivery_is_counted_after_discounts(goods, missing):
    assert missing_for_free(PriceRule("flat", ((None, 300),), 5000), goods) == missing
    assert missing_for_free(PriceRule("flat", ((None, 300),)), goods) is None
    assert goods_after([SHIRTS, SOCKS], (480, 50)) == 4770


def test_the_hash_is_of_the_content_and_not_of_the_order_of_keys():
    totals = price([SHIRTS], (), COURIER, INCLUDED, currency="EUR")
    again = price([SHIRTS], (0,), COURIER, INCLUDED, currency="EUR")
    assert content_hash(totals, {"address": 5, "code": "X"}) == content_hash(again, {"code": "X", "address": 5})


def test_the_hash_differs_for_whatever_is_paid_for():
    def digest(lines=(SHIRTS,), shares=(), delivery=COURIER, tax=INCLUDED, currency="EUR", fees=(), also=None):
        return content_hash(price(lines, shares, delivery, tax, currency=currency, fees=fees), also)

    changed = [
        digest(),
        digest(lines=[replace(SHIRTS, variant_id=9)]),
        digest(lines=[PricedLine(1, 1, 4800)]),
        digest(shares=(1,)),
        digest(delivery=DeliveryChoice(8, 300)),
        digest(delivery=DeliveryChoice(7, 301)),
        digest(delivery=None),
        digest(tax=ON_TOP),
        digest(tax=replace(INCLUDED, rates=())),
        digest(currency="USD"),
        digest(fees=[Fee("cash", 0)]),
        digest(also={"address": 5}),
        digest(also={"address": 6}),
        digest(also={"address": "5"}),
    ]
    assert len(set(changed)) == len(changed)


@pytest.mark.parametrize("unfit", [{"lat": 56.95}, {"deep": [{"x": 1.0}]}, {"when": object()}, {"map": {1: "a"}}])
def test_the_hash_refuses_what_has_no_exact_text(unfit):
    with pytest.raises(TypeError):
        content_hash(price([SHIRTS], currency="EUR"), unfit)


def test_the_hash_is_the_same_today_and_tomorrow():
    digest = content_hash(price([SHIRTS], (1,), COURIER, INCLUDED, currency="EUR"), {"place": "Rīga"})
    assert digest == "fdc1e40ba58b339e41337aaad8bded46298c53cde3491b21572cac5d86330a85"


classes = st.sampled_from(["standard", "books", "food", "none"])
units = st.integers(0, 10**9) | st.integers(0, 50)
rates = st.lists(
    st.builds(
        TaxRate, st.just("LV"), st.just(""), classes, st.sampled_from([0, 1, 500, 825, 1200, 2100, 2550]), classes
    ),
    max_size=4,
)
lines = st.lists(st.builds(PricedLine, st.integers(1, 99), st.integers(1, 99), units, classes), max_size=10)
deliveries = st.none() | st.builds(DeliveryChoice, st.integers(1, 9), units, classes)
fees = st.lists(st.builds(Fee, st.just("cash"), units, classes), max_size=2)
currencies = st.sampled_from(sorted(EXPONENTS))


@st.composite
def quotes(draw):
    cart = draw(lines)
    goods = [line.goods_minor for line in cart]
    shares = share_out(draw(st.integers(0, sum(goods))), goods) if draw(st.booleans()) else ()
    tax = TaxContext(tuple(draw(rates)), "LV", "", draw(st.booleans()))
    delivery, extra = draw(deliveries), draw(fees)
    return cart, shares, delivery, tax, extra, price(cart, shares, delivery, tax, currency=draw(currencies), fees=extra)


@settings(max_examples=2000, deadline=None)
@given(quotes())
def test_everything_adds_up_and_nothing_is_negative(quote):
    cart, shares, delivery, tax, extra, totals = quote
    on_top = 0 if tax.inclusive else totals.tax_minor
    net = sum(line.goods_minor for line in cart) - sum(shares)
    assert net == sum(line.total_minor for line in totals.lines) == totals.goods_minor - totals.discount_minor
    assert totals.total_minor == net + (delivery.fee_minor if delivery else 0) + sum(f.minor for f in extra) + on_top
    assert min([totals.total_minor, totals.tax_minor, *(x.total_minor for x in totals.lines)]) >= 0
    assert sum(line.tax_minor for line in totals.lines) <= totals.tax_minor
    assert sum(line.tax_minor for line in totals.tax_summary) == totals.tax_minor


def brute_force_tax(cart, shares, delivery, tax, extra):
    sums = {}
    parts = [(x.goods_minor - s, x.tax_class) for x, s in zip(cart, shares or [0] * len(cart), strict=True)]
    parts += [(delivery.fee_minor, delivery.tax_class)] if delivery else []
    for minor, tax_class in parts + [(fee.minor, fee.tax_class) for fee in extra]:
        rate = next((r for r in tax.rates if r.tax_class == tax_class), None)
        if rate:
            sums[rate.rate_bp, rate.name] = sums.get((rate.rate_bp, rate.name), 0) + Fraction(minor)
    exact = [(s, Fraction(bp, 10_000)) for (bp, _), s in sums.items()]
    return sum(floor((s - s / (1 + r) if tax.inclusive else s * r) + Fraction(1, 2)) for s, r in exact)


@settings(max_examples=2000, deadline=None)
@given(quotes())
def test_tax_is_never_off_by_one_from_exact_fractions(quote):
    *basis, totals = quote
    assert totals.tax_minor == brute_force_tax(*basis)


@given(quotes())
def test_the_sums_of_minor_units_are_the_sums_of_money_in_every_currency(quote):
    totals = quote[-1]
    money = [Money(line.total_minor, totals.currency) for line in totals.lines]
    rest = totals.delivery_minor + totals.fees_minor + totals.tax_on_top_minor
    whole = sum((m.decimal for m in money), Money(rest, totals.currency).decimal)
    assert Money.parse(f"{whole:f}", totals.currency).minor == totals.total_minor
