"""What a provider says of a charge besides the money: what it keeps for itself, and that a bank disputes it."""

from __future__ import annotations

from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.ledger.actions import keep_fee
from domain.orders import attention
from domain.orders.actions import flag
from domain.orders.models import Order
from domain.outbox.actions import put
from domain.payments.models import Payment
from domain.payments.port import Charge


def says_more(payment: Payment, charge: Charge) -> bool:
    """Whether there is something in it that was not heard before."""
    return bool(_news(payment, charge))


def _news(payment: Payment, charge: Charge) -> dict[str, Any]:
    said: dict[str, Any] = {"disputed": now().isoformat()} if charge.disputed else {}
    said |= {"fee": charge.fee.minor} if charge.fee is not None else {}
    return {name: word for name, word in said.items() if name not in (payment.facts or {})}


async def note(by: Actor, order: Order, payment: Payment, charge: Charge) -> None:
    """Keep and book each thing once. The order is locked."""
    news = _news(payment, charge)
    if not news:
        return
    await Payment.of(by, id=payment.id).update(facts={**(payment.facts or {}), **news})
    if "fee" in news and charge.fee is not None:
        await keep_fee(by, payment.provider, f"fee:{payment.id}", order.id, charge.fee)
    if "disputed" in news:
        await _disputed(by, order, payment)


async def _disputed(by: Actor, order: Order, payment: Payment) -> None:
    """The bank wants the money back for its customer: a person has to answer there."""
    await flag(by, order, attention.DISPUTED)
    await put(by, "order.attention", {"order_id": order.id})
    changes = {"amount": payment.amount, "reference": payment.provider_ref}
    await record(by, "payment.disputed", f"order:{order.id}", changes)
