"""Ways to pay, by their plain names."""

from __future__ import annotations

from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.shop.views import ShopView


def payment_name(code: str, t: Translator, *, pickup: bool = False) -> str:
    match code:
        case "cash":
            return t("S-35", "💵 Pay at pickup") if pickup else t("S-35", "💵 Pay on delivery")
        case "transfer":
            return t("S-35", "🏦 Bank transfer")
        case "free":
            return t("S-35", "✦ Nothing to pay")
        case "":
            return t("S-35", "💳 Not chosen yet")
        case _:
            return t("S-35", "🔗 Pay by link")


def surcharge(code: str, shop: ShopView, t: Translator) -> str:
    """What this way of paying adds to the total, "" for nothing."""
    if code == "cash" and shop.settings.cash_fee:
        return f"+{t.money(Money(shop.settings.cash_fee, shop.currency))}"
    return ""
