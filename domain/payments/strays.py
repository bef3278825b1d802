"""Charges that belong to none of our payments: kept and shown until a person has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.payments.invoiced import invoiced
from domain.payments.models import Payment, StrayCharge
from domain.payments.port import payment_of_key


@dataclass(frozen=True, slots=True)
class StrayView:
    """`order_id` is the order whose payment the charge names, 0 when it names none of ours; `payer` gave the money."""

    id: int
    provider: str
    reference: str
    amount: Money
    seen_at: datetime
    order_id: int
    payer: str = ""


async def strays(by: Actor) -> tuple[StrayView, ...]:
    """What waits for a person, oldest first. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    rows = await StrayCharge.of(by, cleared_at=None).order_by("id").limit(50)
    return tuple([await _view(by, row) for row in rows])


async def _view(by: Actor, row: StrayCharge) -> StrayView:
    number = payment_of_key(row.key)
    payment = await (Payment.of(by, id=number).first() if number else invoiced(by, row.provider, row.key))
    amount, order_id = Money(row.amount, row.currency), payment.order_id if payment else 0
    return StrayView(row.id, row.provider, row.reference, amount, row.seen_at, order_id, row.payer)


async def clear_stray(by: Actor, stray_id: int) -> None:
    """A person has dealt with it at the provider. Harmless twice. Raises `NotFound`, `NotAllowed`."""
    require(by, Permission.REFUND)
    row = await StrayCharge.of(by, id=stray_id).first()
    if row is None:
        raise NotFound()
    async with transaction():
        if await StrayCharge.of(by, id=stray_id, cleared_at=None).update(cleared_at=now()):
            await record(by, "payment.stray_cleared", f"{row.provider}:{row.reference}"[:80])
