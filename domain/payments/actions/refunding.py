"""Money that goes back. What is written first is kept; no payment ever gives back more than it took.

What came by hand goes back by hand; what came through a provider goes back through it: the refund is written as
pending and an outbox row asks the provider, with the refund's own key, until it answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.caps import check_cap, is_capped
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.money import Money
from domain.kit.rows import insert_rows, packed
from domain.ledger.actions import move_out
from domain.orders.actions import flag, lock
from domain.orders.attention import TO_PAY_OUT, without_reason
from domain.orders.models import Order
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.outbox.actions import put
from domain.payments.errors import RefundTooMuch, StarsOnly, WholeOnly
from domain.payments.models import Payment, PaymentStatus, Refund, RefundStatus
from domain.shop.native import BY_CARD, BY_STARS
from domain.wallet.actions import WALLET, keep

IMPORTED = "imported"  # paid elsewhere, before the shop was here
BY_HAND = frozenset({"cash", "transfer", IMPORTED, BY_CARD})
WHOLE_ONLY = frozenset({BY_STARS})
LONGEST_KEY = 60
AGREED = "approval-"  # in the keys of refunds two people stand for
SEND = "refund.send"
CREDIT_PAPER = "paper.credit"
_GUARD = """
UPDATE payment SET refunded = refunded + $3 WHERE shop_id = $1 AND id = $2 AND status = 'captured'
AND refunded + $3 <= amount RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Going:
    """Money on its way back. `to_wallet` keeps it for the customer; `parts` is what of the order it is for."""

    amount: Money
    reason: str
    key: str
    to_wallet: bool = False
    parts: dict[str, Any] | None = None


async def refund(
    by: Actor, order_id: int, amount: Money, reason: str, key: str, *, to_wallet: bool = False
) -> OrderView:
    """Give money back for an order, from its payments in turn. The same `key` for this order again changes nothing.

    The staff member who presses has paid out what came by hand (cash, transfer), so that is done at once. Raises
    `RefundTooMuch`, `WholeOnly`, `BadInput`, `NotAllowed`, `OrderGone`.
    """
    require(by, Permission.REFUND)
    if amount.minor <= 0:
        raise BadInput({"amount": N_("The amount must be above zero.")})
    mine = refund_key(order_id, key)
    async with transaction():
        order = await lock(by, order_id)
        if not await Refund.of(by, key=mine).exists():
            await send_back(by, order, Going(amount, reason, mine, to_wallet))
    return await read_order(by, order_id)


def refund_key(order_id: int, key: str) -> str:
    return f"{order_id}:{key}"[:LONGEST_KEY]


async def send_back(by: Actor, order: Order, going: Going) -> None:
    """Out of a locked order's payments in turn. Raises `RefundTooMuch`, `WholeOnly`, `StarsOnly`."""
    amount = going.amount
    payments = await captured(by, order, amount.currency)
    left = sum(p.amount - p.refunded for p in payments)
    if amount.minor > left:
        raise RefundTooMuch(left=Money(left, amount.currency))
    await check_refund_cap(by, order, amount)
    rest, parts = amount.minor, going.parts
    for payment in payments:
        part = min(rest, payment.amount - payment.refunded)
        if part:
            _check_kind(payment, part, to_wallet=going.to_wallet)
            key = going.key if rest == amount.minor else f"{going.key}.{payment.id}"
            one = Going(Money(part, amount.currency), going.reason, key, going.to_wallet, parts)
            await give_back(by, order, payment, one, done=payment.provider in BY_HAND)
            parts = None
        rest -= part
    facts = {"amount": amount.minor, "currency": amount.currency} | ({"to": WALLET} if going.to_wallet else {})
    await record(by, "order.refunded", f"order:{order.id}", facts, going.reason)


async def check_refund_cap(by: Actor, order: Order, amount: Money) -> None:
    """What one person has given back of an order counts together; what another one agreed to does not.

    Raises `OverCap`.
    """
    if not is_capped(by):
        return
    mine = Refund.of(by, order_id=order.id, by_staff=by.id, currency=amount.currency)
    rows = await mine.exclude(status=RefundStatus.FAILED).values("amount", "key")
    already = sum(row["amount"] for row in rows if AGREED not in row["key"])
    check_cap(by, by.caps.refund, amount, already)


def _check_kind(payment: Payment, part: int, *, to_wallet: bool) -> None:
    """Stars go back as they came, and only whole payments."""
    if payment.provider not in WHOLE_ONLY:
        return
    if to_wallet:
        raise StarsOnly()
    if part != payment.amount:
        raise WholeOnly(amount=Money(payment.amount, payment.currency))


async def captured(by: Actor, order: Order, currency: str) -> list[Payment]:
    """Payments of a locked order that hold money, oldest first."""
    return await Payment.of(by, order_id=order.id, currency=currency, status=PaymentStatus.CAPTURED).order_by("id")


async def give_back(by: Actor, order: Order, payment: Payment, going: Going, *, done: bool) -> None:
    """Take the amount from the payment's room and write the refund.

    `done=False` leaves it to a person (cash, transfer) or asks the provider; a wallet has it at once. Raises
    `RefundTooMuch`.
    """
    amount, kept = going.amount, going.to_wallet or payment.provider == WALLET
    await take_room(by, payment, amount.minor)
    row: dict[str, Any] = {
        "shop_id": by.shop_id, "payment_id": payment.id, "order_id": order.id, "key": going.key,
        "currency": payment.currency, "amount": amount.minor, "status": RefundStatus.PENDING.value,
        "reason": going.reason[:200], "by_staff": by.id if by.kind == "staff" else 0, "created_at": now(),
        "provider_ref": "", "problem": "", "to_wallet": kept, "parts": packed(going.parts) if going.parts else None,
    }  # fmt: skip
    refund_id = int((await insert_rows("refund", [row]))[0]["id"])
    if done or kept:
        await settle_refund(by, order, refund_id, payment.provider, amount, to_wallet=kept)
    elif payment.provider in BY_HAND:
        await flag(by, order, TO_PAY_OUT)
    else:
        await put(by, SEND, {"refund_id": refund_id}, once=f"{SEND}:{refund_id}")


async def take_room(by: Actor, payment: Payment, minor: int) -> None:
    """Nobody else can give this part of the payment back any more. Raises `RefundTooMuch`."""
    if not await sql(_GUARD, by.shop_id, payment.id, minor):
        raise RefundTooMuch(left=Money(payment.amount - payment.refunded, payment.currency))


async def settle_refund(
    by: Actor,
    order: Order,
    refund_id: int,
    provider: str,
    amount: Money,
    reference: str = "",
    *,
    to_wallet: bool = False,
) -> None:
    """A pending refund of a locked order has gone out: booked, and told to its customer. Harmless twice."""
    pending = Refund.of(by, id=refund_id, status=RefundStatus.PENDING)
    if not await pending.update(status=RefundStatus.DONE, done_at=now(), provider_ref=reference, problem=""):
        return
    if to_wallet:
        await keep(by, order.customer_id, order.id, f"refund:{refund_id}", amount)
    else:
        await move_out(by, provider, f"refund:{refund_id}", order.id, amount)
    payload: dict[str, Any] = {"order_id": order.id, "refund_id": refund_id, "amount": amount.minor}
    payload |= {"currency": amount.currency, "to_wallet": to_wallet}
    await put(by, "order.refunded", payload, once=f"refunded:{refund_id}")
    await put(by, CREDIT_PAPER, {"order_id": order.id, "refund_id": refund_id}, once=f"paper.credit:{refund_id}")


async def pay_out(by: Actor, refund_id: int) -> OrderView:
    """A person has paid out a refund that was waiting. Harmless twice. Raises `NotFound`, `NotAllowed`."""
    require(by, Permission.REFUND)
    row = await Refund.of(by, id=refund_id).first()
    if row is None:
        raise NotFound()
    payment = await Payment.of(by, id=row.payment_id, provider__in=list(BY_HAND)).first()
    if payment is None:
        raise NotFound()
    async with transaction():
        order = await lock(by, row.order_id)
        await settle_refund(by, order, refund_id, payment.provider, Money(row.amount, row.currency))
        if not await Refund.of(by, order_id=order.id, status=RefundStatus.PENDING).exists():
            left = without_reason(order.needs_attention, TO_PAY_OUT)
            await Order.of(by, id=order.id).update(needs_attention=left)
        await record(by, "refund.paid_out", f"order:{order.id}", {"refund": refund_id, "amount": row.amount})
    return await read_order(by, row.order_id)


async def refund_all(by: Actor, order: Order, reason: str) -> None:
    """All a cancelled order still holds goes back: through its provider, or by the hands of staff, now or later."""
    payments = await Payment.of(by, order_id=order.id, status=PaymentStatus.CAPTURED).order_by("id")
    if by.kind == "staff":
        for currency in {payment.currency for payment in payments}:
            left = sum(p.amount - p.refunded for p in payments if p.currency == currency)
            if left:
                await check_refund_cap(by, order, Money(left, currency))
    for payment in payments:
        left = payment.amount - payment.refunded
        if left:
            done = by.kind == "staff" and payment.provider in BY_HAND
            key = f"cancel:{order.id}:{payment.id}:{payment.refunded}"
            await give_back(by, order, payment, Going(Money(left, payment.currency), reason, key), done=done)
