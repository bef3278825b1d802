"""What a customer reads of a return's state, its reason and what they want for it."""

from __future__ import annotations

from domain.kit.i18n import Translator


def reasons(t: Translator) -> dict[str, str]:
    return {
        "damaged": t("S-43", "Damaged"),
        "wrong": t("S-43", "Wrong item"),
        "different": t("S-43", "Not as described"),
        "size": t("S-43", "Does not fit"),
        "mind": t("S-43", "Changed my mind"),
        "other": t("S-43", "Other"),
    }


def wishes(t: Translator) -> dict[str, str]:
    return {"refund": t("S-43", "Refund the way I paid"), "credit": t("S-43", "Store credit, at once")}


def states(t: Translator) -> dict[str, str]:
    return {
        "requested": t("S-43", "Requested"),
        "approved": t("S-43", "Approved"),
        "rejected": t("S-43", "Not accepted"),
        "received": t("S-43", "Received by the shop"),
        "closed": t("S-43", "Closed"),
        "cancelled": t("S-43", "Taken back"),
        "refunded": t("S-43", "Refunded"),
    }
