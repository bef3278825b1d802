"""How Stripe counts money: in minor units, but not always those of ISO 4217.

After https://docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases". ISK and UGX have no decimals
and are still sent with two, always 00. Amounts of the three-decimal currencies must end in 0: nothing is rounded here,
what cannot be said is refused.
"""

from __future__ import annotations

from typing import Any

from domain.kit.money import Money, exponent
from domain.payments.port import Inexact, money_of_units, provider_units

ZERO = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
THREE = frozenset("BHD JOD KWD OMR TND".split())
TWO = 2
LARGEST = 10**12


def units(amount: Money) -> int:
    """The amount as Stripe is told it. Raises `Inexact` for one that Stripe cannot take."""
    number = provider_units(amount, digits(amount.currency))
    if amount.currency in THREE and number % 10:
        raise Inexact(f"{number} {amount.currency} does not end in 0")
    if not 0 < number < LARGEST:
        raise Inexact(f"{number} is not between 1 and {LARGEST}")
    return number


def money(number: Any, currency: Any) -> Money:
    """The amount Stripe means. Raises `ValueError` for what is no amount of a currency we know."""
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < LARGEST:
        raise ValueError(f"amount {number!r}")
    code = str(currency).upper()
    exponent(code)
    return money_of_units(number, code, digits(code))


def digits(currency: str) -> int:
    """Decimals of a currency at Stripe. Raises `Inexact` for one that Stripe does not take."""
    if currency in ZERO:
        return 0
    if currency in THREE:
        return 3
    if exponent(currency) > TWO:
        raise Inexact(f"Stripe takes no {currency}")
    return TWO
