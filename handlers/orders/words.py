"""What a customer reads of an order's state: words come from its status and from what has been paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.kit.i18n import Translator
from domain.orders.views import OrderRow, OrderView
from handlers.screen import Step

COURIER = ("placed", "packing", "shipped", "delivered")
PICKUP = ("placed", "packing", "ready", "delivered")
DIGITAL = ("placed", "delivered")


def step_word(status: str, t: Translator, *, pickup: bool = False) -> str:
    """One state, as a step of the timeline."""
    words = {
        "awaiting_payment": t("S-41", "Waiting for payment"),
        "placed": t("S-41", "Placed"),
        "paid": t("S-41", "Paid"),
        "packing": t("S-41", "Packing"),
        "ready": t("S-41", "Ready for pickup"),
        "shipped": t("S-41", "On the way"),
        "delivered": t("S-41", "Picked up") if pickup else t("S-41", "Delivered"),
        "cancelled": t("S-41", "Cancelled"),
        "refunded": t("S-41", "Refunded"),
    }
    return words.get(status, status)


def state_word(row: OrderRow, t: Translator) -> str:
    """The same in the middle of a line of the list."""
    if row.status == "cancelled" and row.payment_status == "refunded":
        return t("S-40", "refunded")
    words = {
        "awaiting_payment": t("S-40", "waiting for payment"),
        "placed": t("S-40", "placed"),
        "packing": t("S-40", "packing"),
        "ready": t("S-40", "ready for pickup"),
        "shipped": t("S-40", "on its way"),
        "delivered": t("S-40", "delivered"),
        "cancelled": t("S-40", "cancelled"),
    }
    return words.get(row.status, row.status)


def timeline(order: OrderView, t: Translator) -> tuple[Step, ...]:
    """Every step with its time: done ones, where it stands now, and what is still to come."""
    if order.status == "cancelled":
        return (*_done(order, t), *_ending(order, t))
    return (*_waiting(order, t), *_going(order, t))


def _path(order: OrderView) -> tuple[str, ...]:
    if order.delivery_kind == "pickup":
        return PICKUP
    return COURIER if order.delivery_kind else DIGITAL


def _times(order: OrderView) -> dict[str, datetime]:
    return {move.to_status: move.at for move in order.history}


def _waiting(order: OrderView, t: Translator) -> Iterable[Step]:
    if order.status == "awaiting_payment":
        when = t("S-41", "until {when}", when=order.expires_at) if order.expires_at else ""
        yield Step(step_word("awaiting_payment", t), when, "current")


def _going(order: OrderView, t: Translator) -> Iterable[Step]:
    times, path = _times(order), _path(order)
    at = path.index(order.status) if order.status in path else -1
    pickup = order.delivery_kind == "pickup"
    for place, status in enumerate(path):
        when = t.moment(times[status]) if status in times and place <= at else ""
        over = place < at or order.status == "delivered"
        yield Step(step_word(status, t, pickup=pickup), when, "done" if over else "current" if place == at else "todo")
        if status == "placed":
            yield from _paid(order, t)


def _paid(order: OrderView, t: Translator) -> Iterable[Step]:
    """Money has a step of its own, except the courier's, which comes with the goods."""
    captured = next((p.captured_at for p in order.payments if p.status == "captured"), None)
    if captured and order.payment_status != "unpaid":
        yield Step(step_word("paid", t), t.moment(captured), "done")


def _done(order: OrderView, t: Translator) -> Iterable[Step]:
    for move in order.history:
        if move.to_status not in ("cancelled", "awaiting_payment"):
            yield Step(step_word(move.to_status, t, pickup=order.delivery_kind == "pickup"), t.moment(move.at), "done")


def _ending(order: OrderView, t: Translator) -> Iterable[Step]:
    when = _times(order).get("cancelled")
    yield Step(step_word("cancelled", t), t.moment(when) if when else "", "failed")
    if order.payment_status == "refunded":
        yield Step(step_word("refunded", t), t.money(order.refunded), "done")


def ended(order: OrderView) -> bool:
    return order.status in ("delivered", "cancelled")


def expired(order: OrderView) -> bool:
    return order.status == "cancelled" and order.cancel_reason == "expired"
