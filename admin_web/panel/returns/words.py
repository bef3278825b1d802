"""What the panel calls states and reasons of returns."""

from __future__ import annotations

from typing import Any

from domain.kit.i18n import Translator

Words = dict[str, str]
TONES = {
    "requested": "hot", "approved": "look", "received": "hot", "closed": "done", "rejected": "bad", "cancelled": "",
}  # fmt: skip


def states(t: Translator) -> Words:
    return {
        "requested": t("panel", "To decide"),
        "approved": t("panel", "Coming back"),
        "received": t("panel", "To refund"),
        "closed": t("panel", "Closed"),
        "rejected": t("panel", "Rejected"),
        "cancelled": t("panel", "Taken back"),
    }


def tabs(t: Translator) -> Words:
    return {
        "requested": t("panel", "To decide"),
        "approved": t("panel", "Coming back"),
        "received": t("panel", "To refund"),
        "ended": t("panel", "Ended"),
        "all": t("panel", "All"),
    }


def reasons(t: Translator) -> Words:
    return {
        "damaged": t("panel", "Damaged"),
        "wrong": t("panel", "Wrong item"),
        "different": t("panel", "Not as described"),
        "size": t("panel", "Does not fit"),
        "mind": t("panel", "Changed their mind"),
        "other": t("panel", "Another reason"),
    }


def every(t: Translator) -> dict[str, Any]:
    """All of them, for a template."""
    return {
        "return_words": states(t), "return_tones": TONES, "reason_words": reasons(t),
        "wish_words": {"refund": t("panel", "Money back"), "credit": t("panel", "Store credit")},
    }  # fmt: skip
