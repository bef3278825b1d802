from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kit.money import (
    EXPONENTS,
    MixedCurrencies,
    Money,
    UnreadableAmount,
    basis_points,
    exponent,
    half_up,
    share_out,
    total,
)

currencies = st.sampled_from(sorted(EXPONENTS))
minors = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("digits", "codes"),
    [
        (0, "JPY KRW CLP ISK PYG UGX VND XAF XOF XPF RWF XTR"),
        (2, "USD EUR GBP CNY RUB INR BRL HUF IDR TWD LBP MGA MRU"),
        (3, "KWD BHD JOD OMR TND IQD LYD"),
    ],
)
def test_exponents_are_those_of_iso_4217(digits, codes):
    assert {exponent(code) for code in codes.split()} == {digits}


def test_no_code_is_listed_twice_with_different_exponents():
    assert len(EXPONENTS) >= 150
    assert set(EXPONENTS.values()) == {0, 2, 3}
    assert all(len(code) == 3 and code.isupper() for code in EXPONENTS)


@pytest.mark.parametrize("code", ["", "usd", "XXX", "BTC"])
def test_an_unknown_currency_has_no_exponent(code):
    with pytest.raises(UnreadableAmount):
        exponent(code)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1234.50", "USD", 123450),
        (" 12 ", "USD", 1200),
        ("12.5", "KWD", 12500),
        ("1000", "JPY", 1000),
        ("1000.00", "JPY", 1000),
        ("0", "EUR", 0),
        ("-0.01", "EUR", -1),
        ("1e2", "EUR", 10000),
        ("999999999999999.99", "EUR", 99999999999999999),
    ],
)
def test_a_plain_decimal_is_read_exactly(text, currency, minor):
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "EUR"),
        ("twelve", "EUR"),
        ("1,50", "EUR"),
        ("$5", "USD"),
        ("NaN", "EUR"),
        ("Infinity", "EUR"),
        ("1e15", "EUR"),
        ("0.001", "EUR"),
        ("0.5", "JPY"),
        ("0.0001", "KWD"),
        ("1.0000000000000000000000000000000001", "EUR"),
        ("1e-999999", "EUR"),
        ("5", "XXX"),
    ],
)
def test_what_is_not_an_amount_is_refused_and_never_taken_as_zero(text, currency):
    with pytest.raises(UnreadableAmount):
        Money.parse(text, currency)


@given(minors, currencies)
def test_an_amount_survives_being_written_and_read(minor, currency):
    money = Money(minor, currency)
    assert Money.parse(f"{money.decimal:f}", currency) == money


@given(minors, minors, currencies)
def test_sums_and_differences_are_those_of_whole_numbers(a, b, currency):
    one, other = Money(a, currency), Money(b, currency)
    assert (one + other).minor == a + b
    assert (one - other).minor == a - b
    assert (-one).minor == -a
    assert (one * 3).decimal == one.decimal * 3
    assert (one < other, one <= other, bool(one)) == (a < b, a <= b, a != 0)


@pytest.mark.parametrize("meet", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: max(a, b)])
def test_two_currencies_never_meet(meet):
    with pytest.raises(MixedCurrencies):
        meet(Money(1, "EUR"), Money(2, "USD"))


def test_amounts_of_two_currencies_are_simply_not_equal():
    assert Money(1, "EUR") != Money(1, "USD")
    assert len({Money(1, "EUR"), Money(1, "USD"), Money(1, "EUR")}) == 2


def test_a_total_of_nothing_has_a_currency():
    assert total([], "KWD") == Money.zero("KWD")
    assert total([Money(1, "KWD"), Money(2, "KWD")], "KWD").decimal == Decimal("0.003")


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 10, 1), (4, 10, 0), (15, 10, 2), (-5, 10, -1), (-4, 10, 0), (5, -10, -1), (0, 7, 0), (7, 7, 1)],
)
def test_halves_are_rounded_away_from_zero(numerator, denominator, rounded):
    assert half_up(numerator, denominator) == rounded


@given(st.integers(), st.integers().filter(bool))
def test_rounding_agrees_with_exact_fractions(numerator, denominator):
    exact = Fraction(numerator, denominator)
    half = Fraction(1, 2)
    assert half_up(numerator, denominator) == (floor(exact + half) if exact >= 0 else ceil(exact - half))


def test_a_share_of_hundredths_of_a_percent():
    assert basis_points(1999, 2100) == 420
    assert basis_points(-1999, 2100) == -420
    assert basis_points(10**15, 1) == 10**11


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (10, [0, 5, 0], [0, 10, 0]),
        (2, [1, 98, 1], [0, 2, 0]),
        (7, [0, 0], [7, 0]),
        (7, [], []),
    ],
)
def test_sharing_out_gives_the_rest_to_the_largest_remainders(amount, weights, parts):
    assert share_out(amount, weights) == parts


@settings(max_examples=1000)
@given(minors, st.lists(st.integers(0, 10**12), min_size=1, max_size=30))
def test_parts_add_up_and_each_is_within_one_unit_of_fair(amount, weights):
    parts = share_out(amount, weights)
    assert sum(parts) == amount
    if whole := sum(weights):
        assert all(abs(p - Fraction(amount * w, whole)) < 1 for p, w in zip(parts, weights, strict=True))
        assert all(p == 0 for p, w in zip(parts, weights, strict=True) if w == 0)
