"""What a provider says of a charge besides the money: what it keeps for itself, and that a bank disputes it."""

from __future__ import annotations

from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.money import Money
from domain.ledger.actions import keep_fee, lose
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
    known = payment.facts or {}
    said: dict[str, Any] = {"disputed": now().isoformat()} if charge.disputed else {}
    said |= {"fee": charge.fee.minor} if charge.fee is not None else {}
    news = {name: word for name, word in said.items() if name not in known}
    if charge.lost is not None and charge.lost.minor != known.get("lost", 0):
        news |= {"lost": charge.lost.minor, "losses": known.get("losses", 0) + 1}
    return news


async def note(by: Actor, order: Order, payment: Payment, charge: Charge) -> None:
    """Keep and book each thing once. The order is locked."""
    news, known = _news(payment, charge), payment.facts or {}
    if not news:
        return
    await Payment.of(by, id=payment.id).update(facts={**known, **news})
    if "fee" in news and charge.fee is not None:
        await keep_fee(by, payment.provider, f"fee:{payment.id}", order.id, charge.fee)
    if "disputed" in news:
        await _disputed(by, order, payment)
    if "lost" in news:
        await _lost(by, order, payment, known.get("lost", 0), news)


async def _disputed(by: Actor, order: Order, payment: Payment) -> None:
    """The bank wants the money back for its customer: a person has to answer there."""
    await flag(by, order, attention.DISPUTED)
    await put(by, "order.attention", {"order_id": order.id})
    changes = {"amount": payment.amount, "reference": payment.provider_ref}
    await record(by, "payment.disputed", f"order:{order.id}", changes)


async def _lost(by: Actor, order: Order, payment: Payment, before: int, news: dict[str, Any]) -> None:
    """Taken when a dispute begins, given back when it is won: each change is an entry of its own."""
    moved = Money(news["lost"] - before, payment.currency)
    await lose(by, payment.provider, f"dispute:{payment.id}:{news['losses']}", order.id, moved)
    changes = {"amount": abs(moved.minor), "reference": payment.provider_ref}
    if moved.minor > 0:
        await record(by, "payment.dispute_taken", f"order:{order.id}", changes)
    else:
        await record(by, "payment.dispute_returned", f"order:{order.id}", changes)
