"""Ways to pay, by their plain names."""

from __future__ import annotations

from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.shop.views import TEST_ONLY, ShopView

WALLET = "wallet"


def payment_name(code: str, t: Translator, *, pickup: bool = False) -> str:
    names = {
        "cash": t("S-35", "💵 Pay at pickup") if pickup else t("S-35", "💵 Pay on delivery"),
        "transfer": t("S-35", "🏦 Bank transfer"),
        "telegram": t("S-35", "💳 Card in Telegram"),
        "stars": t("S-35", "⭐ Stars"),
        WALLET: t("S-35", "👛 Wallet"),
        "free": t("S-35", "✦ Nothing to pay"),
        "stripe": t("S-35", "💳 Card · Stripe"),
        "stripe-test": t("S-35", "💳 Card · Stripe"),
        "": t("S-35", "💳 Not chosen yet"),
    }
    return names.get(code) or t("S-35", "🔗 Pay by link · {provider}", provider=provider_name(code, t))


def provider_name(code: str, t: Translator) -> str:
    """Whoever takes the money, as they are known."""
    return {"test-gateway": t("S-35", "Test gateway")}.get(code, code)


def for_trying(code: str, t: Translator) -> str:
    """What is said wherever money could be thought to move; "" for real ways to pay."""
    return t("S-37", "Test mode: no real money moves.") if code in TEST_ONLY else ""


def decline_words(reason: str, t: Translator) -> str:
    """Why a bank says no, in plain words; "" where it does not say."""
    words = {
        "insufficient_funds": t("S-38", "not enough money on the card"),
        "card_expired": t("S-38", "the card has expired"),
        "limit_reached": t("S-38", "the card's limit is reached"),
        "suspected_fraud": t("S-38", "the bank was not sure it was you"),
    }
    return words.get(reason, "")


def surcharge(code: str, shop: ShopView, t: Translator) -> str:
    """What this way of paying adds to the total, "" for nothing."""
    if code == "cash" and shop.settings.cash_fee:
        return f"+{t.money(Money(shop.settings.cash_fee, shop.currency))}"
    return ""
