"""The currencies an invoice may be in: digits after the point, and about what the least payment is (some 1 USD)."""

from __future__ import annotations

RATES = {
    (0, 100): "ISK JPY",
    (0, 600): "CLP",
    (0, 1_000): "KRW",
    (0, 3_000): "UGX",
    (0, 6_000): "PYG",
    (0, 20_000): "VND",
    (2, 70): "GBP",
    (2, 80): "EUR",
    (2, 90): "CHF PAB",
    (2, 100): "AUD AZN BAM BGN BND CAD NZD SGD USD",
    (2, 200): "GEL",
    (2, 300): "AED BRL ILS PEN PLN QAR SAR",
    (2, 400): "MYR RON",
    (2, 500): "TRY",
    (2, 600): "BOB CNY DKK HRK TTD",
    (2, 700): "GTQ HKD",
    (2, 800): "NOK",
    (2, 900): "MAD SEK TJS",
    (2, 1_000): "EGP MDL MVR MXN ZAR",
    (2, 2_000): "CZK HNL UAH",
    (2, 3_000): "ARS MUR NIO THB TWD UYU",
    (2, 5_000): "DOP PHP",
    (2, 6_000): "KGS MZN RUB",
    (2, 7_000): "AFN INR",
    (2, 8_000): "BDT",
    (2, 10_000): "ALL DZD JMD KES LKR NPR PKR RSD",
    (2, 20_000): "HUF YER",
    (2, 30_000): "KZT NGN",
    (2, 40_000): "AMD",
    (2, 60_000): "CRC",
    (2, 100_000): "LBP",
    (2, 200_000): "MNT TZS",
    (2, 300_000): "COP",
    (2, 800_000): "UZS",
    (2, 1_000_000): "IDR",
}
EXPONENTS = {code: exponent for (exponent, _), codes in RATES.items() for code in codes.split()}
LEAST = {code: least for (_, least), codes in RATES.items() for code in codes.split()}
STARS = "XTR"
MOST_STARS = 100_000
SPAN = 10_000


def within(currency: str, total: int) -> bool:
    """Whether a sum is one that may be asked for; the real bounds follow the exchange rates day by day."""
    if currency == STARS:
        return 1 <= total <= MOST_STARS
    return LEAST[currency] <= total <= LEAST[currency] * SPAN * 2
