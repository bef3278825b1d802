"""Amounts in the units of a provider: every currency exact, nothing rounded in silence."""

import pytest

from domain.kit.money import EXPONENTS, Money
from domain.payments.port import Inexact, money_of_units, payment_key, payment_of_key, provider_units


@pytest.mark.parametrize("currency", sorted(EXPONENTS))
def test_a_provider_that_counts_as_iso_does_gets_what_we_have(currency):
    amount = Money(123_450, currency)
    assert provider_units(amount, EXPONENTS[currency]) == 123_450
    assert money_of_units(123_450, currency, EXPONENTS[currency]) == amount


@pytest.mark.parametrize(
    ("currency", "minor", "digits", "units"),
    [("JPY", 500, 0, 500), ("JPY", 500, 2, 50_000), ("KWD", 12_340, 3, 12_340), ("KWD", 12_340, 2, 1_234),
     ("ISK", 100, 2, 10_000), ("USD", 4720, 2, 4720), ("UGX", 7, 2, 700)],
)  # fmt: skip
def test_another_count_of_decimals_is_carried_over_and_back(currency, minor, digits, units):
    assert provider_units(Money(minor, currency), digits) == units
    assert money_of_units(units, currency, digits) == Money(minor, currency)


def test_what_would_lose_a_digit_is_refused():
    with pytest.raises(Inexact):
        provider_units(Money(12_345, "KWD"), 2)
    with pytest.raises(Inexact):
        money_of_units(150, "JPY", 2)


def test_a_payment_is_called_by_its_row_outside():
    assert payment_of_key(payment_key(57)) == 57
    assert [payment_of_key(key) for key in ("", "57", "payment-", "payment-x", "payment--1", "payment-٣")] == [0] * 6
