"""Which sums Telegram lets a card pay: from about one US dollar to about ten thousand, in the shop's currency."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError
from domain.kit.money import Money, exponent
from domain.shop.native import BY_CARD
from domain.shop.views import ShopView

SPAN = 10_000
# About a dollar in minor units, rounded up. Telegram's own bounds follow the exchange rates day by day: a sum it will
# not have after all is offered without its button, and said so.
_LEAST = {
    code: int(least)
    for least, *codes in map(
        str.split,
        (
            "75 GBP; 87 EUR; 99 CHF PAB; 100 USD; 110 JPY; 120 ISK; 140 AUD BND CAD SGD; 150 NZD; 170 AZN; "
            "180 BAM BGN; 270 GEL; 340 PEN; 370 AED ILS QAR; 380 BRL PLN SAR; 420 MYR RON; 530 TRY; 660 DKK; 670 CLP; "
            "680 CNY TTD; 690 BOB; 770 GTQ; 790 HKD; 860 NOK; 910 SEK; 940 TJS; 960 MAD; 1200 KRW; 1400 ZAR; 1600 MVR; "
            "1800 EGP MDL; 1900 MXN; 2300 CZK; 2500 HNL; 2800 UAH; 3100 TWD; 3200 THB; 3300 NIO UYU; 3500 MUR; "
            "3700 UGX; 3800 ARS; 5100 DOP; 5300 PHP; 6100 PYG; 6200 MZN; 6600 RUB; 7000 KGS; 7100 INR; 7600 AFN; "
            "8400 BDT; 11000 ALL KES RSD; 12000 DZD NPR; 14000 JMD PKR; 19000 LKR; 24000 VND; 26000 YER; 28000 HUF; "
            "37000 NGN; 38000 KZT; 49000 AMD; 61000 CRC; 160000 LBP; 240000 TZS; 270000 MNT; 320000 COP; 840000 UZS; "
            "1500000 IDR"
        ).split(";"),
    )
    for code in codes
}


class TooMuchForCards(ShopError):
    """`most` is Money: the largest sum."""

    message = N_("Telegram takes at most {most} by card, and it is the only way to pay here. Add another one first.")
    status = 422


def about_a_dollar(currency: str) -> int:
    """A sum of about that size to begin with, in minor units: round, and never far more."""
    near = _LEAST.get(currency) or int(10 ** exponent(currency))
    size = int(10 ** (len(str(near)) - 1))
    return max(size, near // size * size)


def least_by_card(currency: str) -> Money:
    """The smallest sum, for a currency Telegram takes."""
    return Money(_LEAST[currency], currency)


def most_by_card(currency: str) -> Money:
    """The largest sum; in other money than dollars a tenth below Telegram's own, which moves."""
    most = _LEAST[currency] * SPAN
    return Money(most if currency == "USD" else most * 9 // 10, currency)


def card_takes(total: Money) -> bool:
    """Whether a sum can be paid by card in Telegram."""
    known = total.currency in _LEAST
    return known and least_by_card(total.currency) <= total <= most_by_card(total.currency)


def payable(shop: ShopView, price: Money) -> bool:
    """Whether anybody could pay a price: not one beyond the card in Telegram where there is no other way."""
    alone = shop.settings.payment_methods == (BY_CARD,) and price.currency in _LEAST
    return not alone or price <= most_by_card(price.currency)


def check_price(shop: ShopView, price: Money) -> None:
    """Raises `TooMuchForCards` for a price that nobody could pay."""
    if not payable(shop, price):
        raise TooMuchForCards(most=most_by_card(price.currency))
