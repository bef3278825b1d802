"""An answer to a payment sheet that came too late: nothing will be charged, so nothing has to be kept for it."""

from __future__ import annotations

from domain.kit.actor import Actor
from domain.kit.db import transaction
from domain.orders.actions import lock
from domain.orders.models import OrderStatus
from domain.orders.queries import payments_of
from domain.payments.invoiced import order_of_payload
from domain.payments.models import Payment, PaymentStatus
from domain.payments.payloads import read_payload
from domain.stock.actions import release


async def not_heard(by: Actor, text: str, query: str) -> None:
    """The messenger had given this attempt up before it heard our yes: the goods it held are free again.

    Only what the first attempt of an order has taken; the order waits on to its own end, and the next attempt holds
    its goods anew. Harmless twice.
    """
    payload = read_payload(text)
    found = await order_of_payload(by, payload) if payload else None
    if found is None:
        return
    async with transaction():
        order = await lock(by, found.id)
        pending = await Payment.of(by, order_id=order.id, status=PaymentStatus.PENDING).order_by("-id").first()
        facts = (pending.facts or {}) if pending else {}
        alone = facts.get("query") == query and not facts.get("again")
        paid = any(payment.status == PaymentStatus.CAPTURED for payment in await payments_of(by, order.id))
        if pending is None or paid or not alone or order.status is not OrderStatus.AWAITING_PAYMENT:
            return
        await release(by, order.id)
        kept = {name: facts[name] for name in ("address", "form") if facts.get(name)}
        await Payment.of(by, id=pending.id).update(facts=kept or None)
