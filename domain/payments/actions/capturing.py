"""Money that has come in. It is recorded whatever it is: too little, too much, too late or twice, it is never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tortoise.exceptions import IntegrityError

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import attempt, transaction
from domain.kit.errors import N_, BadInput
from domain.kit.money import Money
from domain.ledger.actions import move_in
from domain.orders import attention
from domain.orders.actions import flag, lock, move
from domain.orders.models import Order, OrderLine, OrderStatus
from domain.orders.queries import order as read_order
from domain.orders.queries import payments_of
from domain.orders.states import EXPIRED, FIRM
from domain.orders.views import OrderView
from domain.outbox.actions import put
from domain.payments.actions.refunding import BY_HAND, Going, give_back
from domain.payments.actions.writing import HAND_OVER, ISSUE_PAPER, units_of
from domain.payments.errors import NothingDue, ReferenceUsed
from domain.payments.models import Payment, PaymentStatus
from domain.promotions.actions import use
from domain.promotions.errors import CouponRefused
from domain.stock.actions import claim, keep_hold
from domain.stock.errors import SoldOut

LONGEST_REFERENCE = 120


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a provider says has come, for this payment of ours (0: whichever waits).

    `tip` of it was given on top, in minor units; `facts` are kept with the payment.
    """

    provider: str
    amount: Money
    reference: str
    confirmed_by: int = 0
    payment_id: int = 0
    tip: int = 0
    facts: Mapping[str, Any] | None = None


async def capture(by: Actor, order_id: int, provider: str, amount: Money, reference: str) -> OrderView:
    """Record money a provider has taken for an order. The same reference again changes nothing.

    The right amount makes an order that waits firm, also one that has just expired while its goods are still there;
    anything else is recorded and flagged for a person. Raises `OrderGone`, `ReferenceUsed` (for another order).
    """
    arrived = Arrived(provider, amount, reference[:LONGEST_REFERENCE])
    async with transaction():
        known = await _known(by, arrived)
        if known is None:
            await take_in(by, await lock(by, order_id), arrived)
        elif known.order_id != order_id:
            raise await _used(known, reference)
    return await read_order(by, order_id)


async def confirm_transfer(by: Actor, order_id: int, amount: Money, reference: str) -> OrderView:
    """A person has seen the money on the account. Raises `ReferenceUsed`, `NothingDue`, `BadInput`, `NotAllowed`."""
    require(by, Permission.CONFIRM_PAYMENT)
    words = " ".join(reference.split())[:LONGEST_REFERENCE]
    _check_input(amount, words)
    arrived = Arrived("transfer", amount, words, by.id)
    async with transaction():
        order = await lock(by, order_id)
        known = await _known(by, arrived)
        if known is not None:
            raise await _used(known, words)
        if (
            order.status not in (OrderStatus.AWAITING_PAYMENT, OrderStatus.CANCELLED)
            and await paid_in(by, order) >= order.total
        ):
            raise NothingDue(number=order.number)
        await take_in(by, order, arrived)
        facts = {"amount": amount.minor, "currency": amount.currency, "reference": words}
        await record(by, "payment.confirmed", f"order:{order_id}", facts)
    return await read_order(by, order_id)


def _check_input(amount: Money, reference: str) -> None:
    problems = {} if reference else {"reference": N_("Write the reference of the bank statement.")}
    if amount.minor <= 0:
        problems["amount"] = N_("The amount must be above zero.")
    if problems:
        raise BadInput(problems)


async def _known(by: Actor, arrived: Arrived) -> Payment | None:
    return await Payment.of(by, provider=arrived.provider, provider_ref=arrived.reference).first()


async def _used(known: Payment, reference: str) -> ReferenceUsed:
    order = await Order.get(id=known.order_id)
    return ReferenceUsed(reference=reference, number=order.number)


async def paid_in(by: Actor, order: Order) -> int:
    """Captured in the order's own currency, less what went back because it was changed; in minor units."""
    payments = await payments_of(by, order.id)
    came = (p.amount.minor for p in payments if p.status == "captured" and p.amount.currency == order.currency)
    return int(sum(came) - order.given_back)


async def take_in(by: Actor, order: Order, arrived: Arrived) -> None:
    """Record the money of a locked order and draw the consequences. Raises `ReferenceUsed` (for another order)."""
    before = await paid_in(by, order)
    payment = await _fresh(by, order, arrived)
    if payment is None:
        return
    await move_in(by, arrived.provider, f"capture:{payment.id}", order.id, arrived.amount)
    await put(by, "order.paid", {"order_id": order.id, "payment_id": payment.id}, once=f"paid:{payment.id}")
    if arrived.tip and before < order.total:
        await _tipped(by, order, arrived.tip)
    if arrived.amount.currency == order.currency and before + arrived.amount.minor >= order.total:
        await _settle(by, order, f"paper:{order.id}:{payment.id}" if before else f"paper:{order.id}")
    elif order.status is OrderStatus.AWAITING_PAYMENT:
        await _keep_waiting(by, order)
    if reason := _oddity(order, before, arrived.amount):
        await _odd(by, order, payment, reason)


async def _tipped(by: Actor, order: Order, tip: int) -> None:
    """What was given on top belongs to the order: its total is what was paid."""
    order.update_from_dict({"tip": order.tip + tip, "fees": order.fees + tip, "total": order.total + tip})
    await Order.of(by, id=order.id).update(tip=order.tip, fees=order.fees, total=order.total)


async def _odd(by: Actor, order: Order, payment: Payment, reason: str) -> None:
    """A person is told; what was paid twice through a provider goes back by itself."""
    if reason != attention.TWICE or payment.provider in BY_HAND:
        await flag(by, order, reason)
        return
    await flag(by, order, attention.TWICE_BACK)
    key = f"twice:{payment.id}"
    going = Going(Money(payment.amount, payment.currency), "paid twice", key)
    await give_back(by, order, payment, going, done=False)


async def _fresh(by: Actor, order: Order, arrived: Arrived) -> Payment | None:
    """The payment this money is recorded in now; None when it has been before."""
    known = await _known(by, arrived)
    payment = known or await _record(by, order, arrived)
    if payment.order_id != order.id:
        raise await _used(payment, arrived.reference)
    return None if known else payment


async def _record(by: Actor, order: Order, arrived: Arrived) -> Payment:
    """The payment that was waiting for it, else a row of its own; the one of another order that was faster."""
    facts: dict[str, Any] = {
        "status": PaymentStatus.CAPTURED, "provider_ref": arrived.reference, "amount": arrived.amount.minor,
        "captured_at": now(), "confirmed_by": arrived.confirmed_by,
    }  # fmt: skip
    mine = {"order_id": order.id, "provider": arrived.provider, "currency": arrived.amount.currency}
    facts |= {"facts": dict(arrived.facts)} if arrived.facts else {}
    pending = await _expected(by, mine, arrived.payment_id)
    try:
        async with attempt():
            if pending is None:
                return await Payment.add(by, **mine, **facts)
            await Payment.of(by, id=pending.id).update(reason="", **facts)
            return await Payment.get(id=pending.id)
    except IntegrityError:
        return await Payment.of(by, provider=arrived.provider, provider_ref=arrived.reference).get()


async def _expected(by: Actor, mine: dict[str, Any], payment_id: int) -> Payment | None:
    """The row this money was asked for by, also one given up meanwhile: money can be slower than a clock."""
    if not payment_id:
        return await Payment.of(by, **mine, status=PaymentStatus.PENDING).order_by("id").first()
    return await Payment.of(by, **mine, id=payment_id).exclude(status=PaymentStatus.CAPTURED).first()


def _oddity(order: Order, before: int, amount: Money) -> str:
    """Why a person has to look at this money; "" when it is just what was due."""
    if amount.currency != order.currency:
        return attention.OTHER_CURRENCY
    if order.total and before >= order.total:
        return attention.TWICE
    left = order.total - before - amount.minor
    if left > 0:
        return attention.TOO_LITTLE
    return attention.TOO_MUCH if left < 0 else ""


async def _keep_waiting(by: Actor, order: Order) -> None:
    """Some money is here: neither the order nor its goods may run out by themselves any more."""
    await Order.of(by, id=order.id).update(expires_at=None)
    await keep_hold(by, order.id)


async def _settle(by: Actor, order: Order, paper: str) -> None:
    """All the money is here: make the order firm where that is possible. `paper` is asked for once."""
    if order.status is OrderStatus.AWAITING_PAYMENT:
        if not await _make_firm(by, order):
            await _keep_waiting(by, order)
            await flag(by, order, attention.PAID_SOLD_OUT)
    elif order.status is OrderStatus.CANCELLED:
        expired = order.cancel_reason == EXPIRED
        if not (expired and await _make_firm(by, order)):
            await flag(by, order, attention.PAID_LATE if expired else attention.PAID_CANCELLED)
    if order.status in FIRM:
        await put(by, ISSUE_PAPER, {"order_id": order.id}, once=paper)
    await _hand_over(by, order)


async def _hand_over(by: Actor, order: Order) -> None:
    """What is digital goes to its buyer as soon as all is paid."""
    if order.status in FIRM and await OrderLine.of(by, order_id=order.id, digital=True).exists():
        await put(by, HAND_OVER, {"order_id": order.id}, once=f"digital:{order.id}")


async def _make_firm(by: Actor, order: Order) -> bool:
    """Claim the goods and place the order; False, and nothing written, when they are gone."""
    lines = units_of(await OrderLine.of(by, order_id=order.id).order_by("id"))
    try:
        async with attempt():
            if order.status is OrderStatus.CANCELLED:
                await _use_again(by, order)
            await claim(by, order.id, lines)
            firm: dict[str, Any] = {"placed_at": now(), "expires_at": None, "cancel_reason": "", "needs_attention": ""}
            await move(by, order, OrderStatus.PLACED, **firm)
    except SoldOut:
        return False
    return True


async def _use_again(by: Actor, order: Order) -> None:
    """Its code was given back when it expired. The price was promised, so it holds even if the code is used up now."""
    if not order.coupon:
        return
    try:
        async with attempt():
            await use(by, order.coupon, order.id, order.customer_id)
    except CouponRefused:
        return
