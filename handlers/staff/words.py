"""What people who work for the shop call states and steps of an order."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kit.i18n import Translator
from domain.orders import attention
from domain.orders.views import OrderView
from handlers.screen import Fact

# The customer is never told these: they are for the shop's own books.
WHY = ("gone", "asked", "other")


def status_word(status: str, t: Translator) -> str:
    words = {
        "awaiting_payment": t("S-91", "Waiting for its money"),
        "placed": t("S-91", "New"),
        "packing": t("S-91", "Being packed"),
        "ready": t("S-91", "Ready for pickup"),
        "shipped": t("S-91", "On its way"),
        "delivered": t("S-91", "Delivered"),
        "cancelled": t("S-91", "Cancelled"),
    }
    return words.get(status, status)


def payment_word(order: OrderView, t: Translator) -> str:
    words = {
        "unpaid": t("S-91", "not paid"),
        "part_paid": t("S-91", "part paid"),
        "paid": t("S-91", "paid"),
        "part_refunded": t("S-91", "part given back"),
        "refunded": t("S-91", "given back"),
    }
    return words.get(order.payment_status, order.payment_status)


def step_word(to: str, t: Translator) -> str:
    """The button of a step."""
    words = {
        "packing": t("S-91", "📦 Start packing"),
        "ready": t("S-91", "🏬 Ready"),
        "shipped": t("S-91", "🚚 Sent off"),
        "delivered": t("S-91", "✅ Delivered"),
    }
    return words.get(to, to)


def money_step(order: OrderView, to: str, t: Translator) -> str:
    """The same where money moves with it: the button says how much."""
    if to == "delivered" and order.payment_method == "cash" and order.due:
        return t("S-91", "✅ Delivered, {sum} received", sum=order.due)
    return step_word(to, t)


def why_words(t: Translator) -> dict[str, str]:
    """Why the shop cancels, by the code a button carries."""
    return {
        "gone": t("S-94", "Sold out"),
        "asked": t("S-94", "The customer asked"),
        "other": t("S-94", "Another reason"),
    }


def problems(order: OrderView, t: Translator) -> tuple[str, ...]:
    """Why a person has to look at an order."""
    return tuple(t.sentence(sentence) for sentence in attention.reasons(order.needs_attention))


def and_more(quantities: Iterable[int], t: Translator) -> Fact:
    """The lines a card has no room for, as units."""
    return Fact(t.plural("S-36", "and {n} more", "and {n} more", sum(quantities)), "")
