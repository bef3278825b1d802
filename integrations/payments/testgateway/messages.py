"""The gateway's JSON in our words. What is malformed raises `ValueError`, `KeyError` or `TypeError`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from domain.kit.money import Money, exponent
from domain.payments.port import Charge, Event, Returned, State

KINDS: dict[str, Literal["captured", "failed", "refunded"]] = {
    "payment.captured": "captured",
    "payment.failed": "failed",
    "refund.done": "refunded",
}
STATES: dict[str, Literal["open", "captured", "failed", "closed"]] = {
    "open": "open",
    "captured": "captured",
    "failed": "failed",
    "closed": "closed",
}
LONGEST_ID = 80


def state(told: dict[str, Any]) -> State:
    charges = tuple(charge(each) for each in told["charges"])
    return State(STATES[told["status"]], str(told.get("reason", "")), charges)


def charge(told: dict[str, Any]) -> Charge:
    amount = _money(told["amount"], told["currency"])
    refunds = tuple(
        Returned(_id(each["id"]), _money(each["amount"], told["currency"]), str(each.get("key") or ""))
        for each in told["refunds"]
    )
    at = datetime.fromtimestamp(_number(told["at"]), UTC)
    return Charge(_id(told["id"]), str(told["key"]), amount, at, refunds)


def event(told: Any) -> Event | None:
    """None for a kind of event we have no use for."""
    if not isinstance(told, dict) or not isinstance(told.get("payment"), dict):
        raise TypeError("not an event")
    kind = KINDS.get(str(told["type"]))
    if kind is None:
        return None
    payment = told["payment"]
    found = None if kind == "failed" else charge(told["charge"])
    return Event(_id(told["id"]), kind, str(payment["key"]), found, str(payment.get("reason", "")))


def _money(minor: Any, currency: Any) -> Money:
    """Raises `ValueError` for what is no amount of a currency we know."""
    if not isinstance(minor, int) or isinstance(minor, bool) or not 0 < minor < 10**15:
        raise ValueError(f"amount {minor!r}")
    exponent(str(currency))
    return Money(minor, str(currency))


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 10**11:
        raise ValueError(f"moment {value!r}")
    return float(value)


def _id(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        raise ValueError(f"id {value!r}")
    return value
