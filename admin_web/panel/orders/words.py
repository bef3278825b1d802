"""What the panel calls states, payments and steps of an order."""

from __future__ import annotations

from typing import Any

from domain.kit.i18n import Translator
from domain.orders import attention
from domain.orders.views import OrderRow, OrderView
from domain.shop.views import TEST_ONLY

Words = dict[str, str]
TONES = {
    "awaiting_payment": "look", "placed": "hot", "packing": "hot", "ready": "done", "shipped": "done",
    "delivered": "", "cancelled": "bad",
}  # fmt: skip
PAID_TONES = {"unpaid": "look", "part_paid": "look", "paid": "done", "part_refunded": "", "refunded": ""}


def statuses(t: Translator) -> Words:
    return {
        "awaiting_payment": t("panel", "Awaiting payment"),
        "placed": t("panel", "New"),
        "packing": t("panel", "To pack"),
        "ready": t("panel", "Ready"),
        "shipped": t("panel", "On the way"),
        "delivered": t("panel", "Delivered"),
        "cancelled": t("panel", "Cancelled"),
    }


def payments(t: Translator) -> Words:
    """States of payments as a whole, and of single ones."""
    return {
        "unpaid": t("panel", "Unpaid"),
        "part_paid": t("panel", "Part paid"),
        "paid": t("panel", "Paid"),
        "part_refunded": t("panel", "Part refunded"),
        "refunded": t("panel", "Refunded"),
        "pending": t("panel", "Expected"),
        "captured": t("panel", "Received"),
        "failed": t("panel", "Failed"),
        "cancelled": t("panel", "Cancelled"),
    }


def methods(t: Translator) -> Words:
    return {
        "cash": t("panel", "Cash"),
        "transfer": t("panel", "Bank transfer"),
        "telegram": t("panel", "Card in Telegram"),
        "stars": t("panel", "Stars"),
        "wallet": t("panel", "Wallet"),
        "free": t("panel", "Nothing to pay"),
        "imported": t("panel", "Paid before, imported"),
        "test-gateway": t("panel", "Test gateway"),
        "stripe": t("panel", "Card, by Stripe"),
        "stripe-test": t("panel", "Card, by Stripe's test mode"),
    }


def refunds(t: Translator) -> Words:
    """States of a refund that goes through its provider."""
    return {
        "pending": t("panel", "on its way"),
        "done": t("panel", "given back"),
        "failed": t("panel", "refused"),
    }


def problems(t: Translator) -> Words:
    """Why a provider did not take money, or does not give it back, by the words providers use."""
    return {
        "insufficient_funds": t("panel", "Not enough money on the card"),
        "card_declined": t("panel", "Declined by the bank"),
        "card_expired": t("panel", "The card has expired"),
        "limit_reached": t("panel", "Above the card's limit"),
        "suspected_fraud": t("panel", "The bank suspects fraud"),
        "unavailable": t("panel", "The payment page could not be opened"),
        "closed": t("panel", "The payment page was closed"),
        "refund_refused": t("panel", "The provider refuses this refund"),
        "refund_too_much": t("panel", "More than is left of the payment there"),
    }


def papers(t: Translator) -> Words:
    return {
        "invoice": t("panel", "Invoice"),
        "receipt": t("panel", "Receipt"),
        "credit_note": t("panel", "Credit note"),
    }


def sheets(t: Translator) -> Words:
    """What can be printed for many orders at once."""
    return {
        "slips": t("panel", "Packing slips"),
        "roll": t("panel", "Packing slips, 80 mm roll"),
        "pick": t("panel", "Pick list"),
        "labels": t("panel", "Shipping labels"),
        "invoices": t("panel", "Invoices and receipts"),
    }


def channels(t: Translator) -> Words:
    return {
        "web": t("panel", "Web chat"),
        "telegram": "Telegram",
        "whatsapp": "WhatsApp",
        "imported": t("panel", "Imported"),
    }


def tabs(t: Translator) -> Words:
    """The tabs of the list, by their key, in their order."""
    return {
        "new": t("panel", "New"),
        "packing": t("panel", "To pack"),
        "ready": t("panel", "Ready"),
        "shipped": t("panel", "On the way"),
        "unpaid": t("panel", "Awaiting payment"),
        "problems": t("panel", "Problems"),
        "done": t("panel", "Done"),
        "cancelled": t("panel", "Cancelled"),
        "all": t("panel", "All"),
    }


def bulk(t: Translator) -> dict[str, tuple[str, str]]:
    """On which tabs many orders can be moved on at once: the button, and what it does."""
    return {
        "new": (t("panel", "Start packing"), ""),
        "packing": (t("panel", "Packed"), t("panel", "Pickups become ready, parcels go on their way.")),
        "ready": (t("panel", "Handed over"), t("panel", "Cash that is due counts as received.")),
        "shipped": (t("panel", "Delivered"), t("panel", "Cash that is due counts as received.")),
    }


def moved(to: str, n: int, t: Translator) -> str:
    """What a step does to so many orders."""
    words = {
        "packing": t.plural("panel", "{n} order begins to be packed.", "{n} orders begin to be packed.", n),
        "ready": t.plural("panel", "{n} order is ready for pickup.", "{n} orders are ready for pickup.", n),
        "shipped": t.plural("panel", "{n} parcel goes on its way.", "{n} parcels go on their way.", n),
        "delivered": t.plural("panel", "{n} order is handed over.", "{n} orders are handed over.", n),
    }
    return words[to]


def move(order: OrderView | OrderRow, to: str, t: Translator) -> str:
    """The button of a step; it says the amount when money moves."""
    due = order.due if order.payment_method == "cash" and order.due else None
    if to == "delivered" and due:
        return t("panel", "Handed over, {amount} cash received", amount=due)
    words = {
        "packing": t("panel", "Start packing"),
        "ready": t("panel", "Ready for pickup"),
        "shipped": t("panel", "Sent off"),
        "delivered": t("panel", "Picked up") if order.delivery_kind == "pickup" else t("panel", "Delivered"),
    }
    return words.get(to, to)


def reasons(needs_attention: str, t: Translator) -> str:
    """Why a person has to look at an order."""
    return " · ".join(t.sentence(sentence) for sentence in attention.reasons(needs_attention))


def every(t: Translator) -> dict[str, Any]:
    """All of them, for a template."""
    return {
        "status_words": statuses(t), "status_tones": TONES, "paid_words": payments(t), "paid_tones": PAID_TONES,
        "method_words": methods(t), "channel_words": channels(t), "refund_words": refunds(t), "test_only": TEST_ONLY,
        "problem_words": problems(t), "paper_words": papers(t),
        "paper_kinds": sheets(t),
        "reasons": lambda needs_attention: reasons(needs_attention, t),
    }  # fmt: skip
