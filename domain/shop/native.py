"""Ways to pay on a messenger's own payment sheet: where they are, and what money they take. Facts of Telegram."""

from __future__ import annotations

from domain.kit.money import STARS
from domain.shop.views import ShopView

TELEGRAM = "telegram"
BY_CARD, BY_STARS = "telegram", "stars"
NATIVE = frozenset({BY_CARD, BY_STARS})
# Counted by Telegram in the same minor units as by ISO 4217; a test compares them with Telegram's own list.
CURRENCIES = frozenset(
    "AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BND BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP EUR GBP GEL GTQ "
    "HKD HNL HUF IDR ILS INR ISK JMD JPY KES KGS KRW KZT LBP LKR MAD MDL MNT MUR MVR MXN MYR MZN NGN NIO NOK NPR NZD "
    "PAB PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD THB TJS TRY TTD TWD TZS UAH UGX USD UYU UZS VND YER "
    "ZAR".split()
)
TEST, LIVE = "test", "live"


def mode_of(shop: ShopView) -> str:
    """Which kind of key moves money for this shop now: in test mode none that moves real money."""
    return TEST if shop.test_mode else LIVE


def takes_cards(shop: ShopView) -> bool:
    """Whether the shop can ask for a card in Telegram: a key of its mode, and a currency Telegram takes."""
    return shop.currency in CURRENCIES and mode_of(shop) in shop.settings.card_keys


def tips_for(shop: ShopView, minor: int, currency: str) -> tuple[int, ...]:
    """Tips to suggest for a sum, in its minor units, growing; none for Stars, or where the shop asks for none."""
    if currency == STARS:
        return ()
    return tuple(sorted({tip for percent in shop.settings.tips[:4] if (tip := minor * percent // 100) > 0}))


def most_tip(shop: ShopView, minor: int, currency: str) -> int:
    """As much may be given on top: twice the largest suggestion."""
    return 2 * max(tips_for(shop, minor, currency), default=0)
