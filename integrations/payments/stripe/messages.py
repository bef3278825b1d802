"""Stripe's objects in our words. What is malformed raises `ValueError`, `KeyError`, `TypeError` or `AttributeError`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from domain.kit.money import Money
from domain.payments.port import Charge, Returned
from integrations.payments.stripe.amounts import money

Kind = Literal["captured", "failed", "refunded", "disputed"]
KINDS: dict[str, Kind] = {
    "checkout.session.completed": "captured",
    "checkout.session.async_payment_succeeded": "captured",
    "payment_intent.succeeded": "captured",
    "checkout.session.async_payment_failed": "failed",
    "checkout.session.expired": "failed",
    "charge.refunded": "refunded",
    "charge.refund.updated": "refunded",
    "refund.created": "refunded",
    "refund.updated": "refunded",
    "refund.failed": "refunded",
    "charge.dispute.created": "disputed",
    "charge.dispute.closed": "disputed",
    "charge.dispute.funds_withdrawn": "disputed",
    "charge.dispute.funds_reinstated": "disputed",
}
NEEDED = (
    "checkout.session.completed", "checkout.session.expired", "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed", "refund.created", "refund.updated", "refund.failed",
    "charge.dispute.created", "charge.dispute.closed",
)  # fmt: skip
OWNER, PAYMENT, REFUND = "hawker_shop", "hawker_payment", "hawker_refund"
BACK: dict[str, Literal["done", "failed"]] = {"succeeded": "done", "failed": "failed", "canceled": "failed"}
DECLINES = {
    "insufficient_funds": "insufficient_funds",
    "expired_card": "card_expired",
    "card_velocity_exceeded": "limit_reached",
    "withdrawal_count_limit_exceeded": "limit_reached",
    "fraudulent": "suspected_fraud",
    "stolen_card": "suspected_fraud",
    "lost_card": "suspected_fraud",
}
LONGEST_ID = 120

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a webhook says before anything is asked: `owner` is None where the object carries no mark of ours."""

    id: str
    kind: Kind
    about: str
    key: str
    owner: str | None
    live: bool
    account: str


def notice(told: Any) -> Notice | None:
    """None for a kind of event we have no use for, and for charges that are none of Checkout's."""
    if told["object"] != "event" or not isinstance(told["livemode"], bool):
        raise TypeError("not an event")
    thing, kind = told["data"]["object"], KINDS.get(str(told["type"]))
    about = _about(thing) if kind else ""
    if kind is None or not about:
        return None
    marked = thing["object"] in ("checkout.session", "payment_intent", "charge")
    notes = thing.get("metadata") or {}
    owner = str(notes.get(OWNER, "")) if marked else None
    key, account = str(notes.get(PAYMENT, "")), str(told.get("account") or "")
    return Notice(_id(told["id"]), kind, about, key, owner, told["livemode"], account)


def _about(thing: Told) -> str:
    """The session or the payment intent an object belongs to."""
    if thing["object"] in ("checkout.session", "payment_intent"):
        return _id(thing["id"])
    intent = thing.get("payment_intent")
    return _id(intent) if intent else ""


def is_mine(thing: Told, owner: str) -> bool:
    return bool(owner) and (thing.get("metadata") or {}).get(OWNER) == owner


def charge(intent: Told, refunds: Iterable[Told], disputes: Iterable[Told] | None = ()) -> Charge:
    """A payment intent that has succeeded, with what has gone back of it; `disputes` are None where they are hidden."""
    last = intent.get("latest_charge")
    paid: Told = last if isinstance(last, Mapping) else {}
    return Charge(
        _id(intent["id"]),
        str((intent.get("metadata") or {}).get(PAYMENT, "")),
        money(intent.get("amount_received", intent["amount"]), intent["currency"]),
        moment(paid.get("created", intent["created"])),
        tuple(returned(each) for each in refunds if each["status"] in BACK),
        disputed=paid.get("disputed") is True,
        fee=_fee(paid, intent["currency"]),
        lost=None if disputes is None else _lost(disputes, intent["currency"]),
    )


def _fee(paid: Told, currency: str) -> Money | None:
    """What Stripe keeps, once it has reckoned; None also where it reckons in another currency than the order's."""
    reckoned = paid.get("balance_transaction")
    if not isinstance(reckoned, Mapping) or reckoned.get("currency") != currency:
        return None
    fee = reckoned["fee"]
    return money(fee, currency) if fee else Money.zero(currency.upper())


def _lost(disputes: Iterable[Told], currency: str) -> Money | None:
    """What Stripe has taken and not given back, its price included; None where it reckons in another currency."""
    moves = [move for each in disputes for move in each.get("balance_transactions") or ()]
    if any(move["currency"] != currency for move in moves):
        return None
    lost = -sum(move["net"] for move in moves)
    return money(lost, currency) if lost > 0 else Money.zero(currency.upper())


def returned(told: Told) -> Returned:
    key = str((told.get("metadata") or {}).get(REFUND, ""))
    return Returned(_id(told["id"]), money(told["amount"], told["currency"]), key, BACK[told["status"]])


def decline(intent: Any) -> str:
    """Why the last try to pay was refused, as our screens know it; "" when nobody tried."""
    problem = intent.get("last_payment_error") if isinstance(intent, Mapping) else None
    if not isinstance(problem, Mapping):
        return ""
    said = str(problem.get("decline_code") or problem.get("code") or "")
    return DECLINES.get(said, "card_declined")


def moment(value: Any) -> datetime:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 10**11:
        raise ValueError(f"moment {value!r}")
    return datetime.fromtimestamp(value, UTC)


def _id(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        raise ValueError(f"id {value!r}")
    return value
