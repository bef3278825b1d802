"""What a provider says, made true here. Everything is compared with our own rows first; nothing is ever dropped.

The same is heard by webhook, by asking, and by reading the provider's list of charges: whichever comes first acts,
the others find it done.
"""

from __future__ import annotations

from domain.audit.actions import record
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.money import Money
from domain.kit.rows import insert_rows
from domain.orders import attention
from domain.orders.actions import flag, lock
from domain.orders.models import Order
from domain.outbox.actions import put
from domain.payments.actions.capturing import Arrived, take_in
from domain.payments.actions.noting import note, says_more
from domain.payments.actions.returning import all_known, returned
from domain.payments.invoiced import facts_of, invoiced, tip_in
from domain.payments.models import Payment, PaymentStatus, StrayCharge
from domain.payments.port import Charge, Event, State, payment_of_key
from domain.shop.queries import shop_of
from domain.shop.views import TEST_ONLY

LONGEST = 120


async def hear(by: Actor, code: str, event: Event) -> None:
    """Carry out a verified event, in one transaction with its key. Events may come in any order."""
    async with transaction():
        if event.charge is not None:
            await settle(by, code, event.charge)
        elif event.kind == "failed":
            await declined(by, code, payment_of_key(event.key), event.reason)


async def settle_state(by: Actor, code: str, payment_id: int, state: State) -> None:
    """A payment as its provider sees it."""
    for charge in state.charges:
        await settle(by, code, charge)
    if state.status in ("failed", "closed") and not state.charges:
        await declined(by, code, payment_id, state.reason or state.status)


async def settle(by: Actor, code: str, charge: Charge) -> None:
    """One charge and what has gone back of it. Harmless any number of times."""
    async with transaction():
        known = await Payment.of(by, provider=code, provider_ref=charge.reference[:LONGEST]).first()
        if known is not None and await all_known(by, known, charge.refunds) and not says_more(known, charge):
            return
        asked = known or await _asked(by, code, charge.key)
        if asked is None:
            await _stray(by, code, charge)
            return
        order = await lock(by, asked.order_id)
        payment = await _captured(by, order, asked, charge)
        if payment is not None:
            for back in charge.refunds:
                await returned(by, order, payment, back)
            await note(by, order, payment, charge)


async def _asked(by: Actor, code: str, key: str) -> Payment | None:
    number = payment_of_key(key)
    return await (Payment.of(by, id=number, provider=code).first() if number else invoiced(by, code, key))


async def _captured(by: Actor, order: Order, asked: Payment, charge: Charge) -> Payment | None:
    """The payment this charge is, captured now if it was not; None when it must not be booked."""
    code, reference = asked.provider, charge.reference[:LONGEST]
    known = await Payment.of(by, provider=code, provider_ref=reference).first()
    if known is not None:
        return known
    if reason := await _problem(by, asked, charge):
        if await _stray(by, code, charge):
            await flag(by, order, reason)
            await put(by, "order.attention", {"order_id": order.id})
        return None
    tip, facts = tip_in(asked, charge), facts_of(asked, charge)
    await take_in(by, order, Arrived(code, charge.amount, reference, payment_id=asked.id, tip=tip, facts=facts))
    await StrayCharge.of(by, provider=code, reference=reference, cleared_at=None).update(cleared_at=now())
    return await Payment.of(by, provider=code, provider_ref=reference).get()


async def _problem(by: Actor, asked: Payment, charge: Charge) -> str:
    """Why this charge is not what we asked for; "" when it is."""
    if charge.amount - Money(tip_in(asked, charge), charge.amount.currency) != _wanted(asked):
        return attention.NOT_AS_ASKED
    if asked.provider in TEST_ONLY and not (await shop_of(by)).test_mode:
        return attention.TEST_WHEN_LIVE
    return ""


def _wanted(asked: Payment) -> Money:
    """What was asked for, without what was given on top."""
    return Money((asked.facts or {}).get("due", asked.amount), asked.currency)


async def _stray(by: Actor, code: str, charge: Charge) -> bool:
    """Keep a charge we cannot book until a person has looked; False when it is kept already."""
    row = {
        "shop_id": by.shop_id, "provider": code, "reference": charge.reference[:LONGEST], "key": charge.key[:LONGEST],
        "payer": charge.payer[:60], "currency": charge.amount.currency, "amount": charge.amount.minor, "seen_at": now(),
    }  # fmt: skip
    conflict = "ON CONFLICT (shop_id, provider, reference) DO NOTHING"
    fresh = await insert_rows("stray_charge", [row], conflict=conflict)
    if sum(back.amount.minor for back in charge.refunds if back.status == "done") >= charge.amount.minor:
        mine = StrayCharge.of(by, provider=code, reference=row["reference"], cleared_at=None)
        await mine.update(cleared_at=now())  # all of it has gone back: nobody has to look
    if not fresh:
        return False
    facts = {"amount": charge.amount.minor, "currency": charge.amount.currency, "key": charge.key}
    await record(by, "payment.stray", f"{code}:{charge.reference}"[:80], facts)
    return True


async def declined(by: Actor, code: str, payment_id: int, reason: str) -> None:
    """A payment that waited will not come. Money that has come stays."""
    payment = await Payment.of(by, id=payment_id, provider=code, status=PaymentStatus.PENDING).first()
    if payment is None:
        return
    async with transaction():
        order = await lock(by, payment.order_id)
        pending = Payment.of(by, id=payment.id, status=PaymentStatus.PENDING)
        if await pending.update(status=PaymentStatus.FAILED, reason=reason[:200]):
            payload = {"order_id": order.id, "payment_id": payment.id}
            await put(by, "payment.failed", payload, once=f"payment.failed:{payment.id}")
