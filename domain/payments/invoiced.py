"""Payments asked for on a messenger's sheet: found by their invoice's payload, compared with what was let through."""

from __future__ import annotations

from typing import Any

from domain.kit.actor import Actor
from domain.orders.models import Order
from domain.payments.models import Payment, PaymentStatus
from domain.payments.payloads import Payload, read_payload
from domain.payments.port import Charge


async def order_of_payload(by: Actor, payload: Payload) -> Order | None:
    """The order an invoice was made for, whoever's it is; None while it has not been written."""
    if payload.kind == "order":
        return await Order.of(by, id=payload.id).first()
    if payload.kind == "quote":
        return await Order.of(by, quote_id=payload.id).first()
    paid = await Payment.of(by, session=str(payload)).order_by("-id").first()
    return await Order.of(by, id=paid.order_id).first() if paid else None


async def invoiced(by: Actor, code: str, text: str) -> Payment | None:
    """The payment an invoice's payload asks for: the one that waits, else the newest of its order."""
    payload = read_payload(text)
    order = await order_of_payload(by, payload) if payload else None
    if order is None:
        return None
    mine = Payment.of(by, order_id=order.id, provider=code).order_by("-id")
    return await mine.filter(status=PaymentStatus.PENDING).first() or await mine.first()


def tip_in(asked: Payment, charge: Charge) -> int:
    """What of a charge was given on top, in minor units; 0 where it is not what was let through."""
    facts: dict[str, Any] = asked.facts or {}
    due, most = facts.get("due", asked.amount), facts.get("most", asked.amount)
    over = charge.amount.minor - due
    return over if charge.amount.currency == asked.currency and 0 < over <= most - due else 0


def facts_of(asked: Payment, charge: Charge) -> dict[str, Any] | None:
    """What is kept of a charge besides its sum; None for providers that say nothing of it."""
    said = {name: word for name, word in (("payer", charge.payer), ("bank", charge.bank)) if word}
    return {**(asked.facts or {}), **said} or None
