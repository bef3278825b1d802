"""What Stripe is told for an amount, in every currency there is."""

import pytest

from domain.kit.money import EXPONENTS, STARS, Money
from domain.payments.port import Inexact
from integrations.payments.stripe.amounts import THREE, ZERO, money, units

NOT_TAKEN = {"IQD", "LYD"}


@pytest.mark.parametrize(
    ("minor", "currency", "told"),
    [
        (4720, "USD", 4720), (1, "EUR", 1), (500, "JPY", 500), (500, "KRW", 500), (100, "VND", 100),
        (5, "ISK", 500), (5, "UGX", 500), (5120, "KWD", 5120), (5000, "BHD", 5000), (1000, "MGA", 10),
        (1045, "HUF", 1045), (80045, "TWD", 80045), (999_999_999_999, "USD", 999_999_999_999),
    ],
)  # fmt: skip
def test_amounts_are_told_as_stripe_counts(minor, currency, told):
    assert units(Money(minor, currency)) == told
    assert money(told, currency.lower()) == Money(minor, currency)


@pytest.mark.parametrize(
    ("minor", "currency"),
    [
        (5124, "KWD"),
        (1, "OMR"),
        (150, "MGA"),
        (1000, "IQD"),
        (1000, "LYD"),
        (0, "USD"),
        (10**12, "USD"),
        (10**11, "ISK"),
    ],
)
def test_what_cannot_be_said_exactly_is_refused_and_never_rounded(minor, currency):
    with pytest.raises(Inexact):
        units(Money(minor, currency))


@pytest.mark.parametrize("currency", sorted(set(EXPONENTS) - NOT_TAKEN - {STARS}))
def test_whole_amounts_of_every_currency_go_there_and_back(currency):
    amount = Money(7 * 10 ** EXPONENTS[currency], currency)
    told = units(amount)
    assert told == {True: 7, False: 700}[currency in ZERO] * (10 if currency in THREE else 1)
    assert money(told, currency.lower()) == amount


@pytest.mark.parametrize(("number", "currency"), [(0, "usd"), (-5, "usd"), (True, "usd"), ("5", "usd"), (5.0, "usd"),
                                                 (5, "xxx"), (None, "usd"), (150, "isk"), (10**12, "usd")])  # fmt: skip
def test_what_is_no_amount_is_not_believed(number, currency):
    with pytest.raises(ValueError):
        money(number, currency)
