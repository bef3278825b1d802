"""Refunds on their way through a provider: asked for, refused, done, or made by others."""

from __future__ import annotations

from collections.abc import Sequence

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.orders import attention
from domain.orders.actions import flag, lock
from domain.orders.models import Order
from domain.orders.queries import order as read_order
from domain.orders.queries import payments_of
from domain.orders.views import OrderView
from domain.outbox.actions import put
from domain.payments.accounts import keys_of
from domain.payments.actions.refunding import SEND, Going, give_back, settle_refund, take_room
from domain.payments.errors import RefundTooMuch, RefundUnderWay
from domain.payments.models import Payment, Refund, RefundStatus
from domain.payments.port import ProviderError, Returned
from domain.payments.providers import online
from domain.shop.queries import shop_of

OUTSIDE = "refunded at the provider"
CAME_BACK = "came back"


async def send_refund(by: Actor, refund_id: int) -> None:
    """Ask the provider for a refund that waits, by the refund's key. Raises `ProviderError` to be tried again."""
    row = await Refund.of(by, id=refund_id, status=RefundStatus.PENDING).first()
    if row is None:
        return
    payment = next(p for p in await payments_of(by, row.order_id) if p.id == row.payment_id)
    provider = online(payment.provider)
    if provider is None:
        raise ProviderError(f"{payment.provider} is not at hand", permanent=False)
    try:
        keys = await keys_of(by, provider, await shop_of(by))
        back = await provider.refund(payment, Money(row.amount, row.currency), row.key, keys)
    except ProviderError as error:
        if not error.permanent:
            raise
        back = Returned("", Money(row.amount, row.currency), row.key, "failed")
        await _answered(by, row, back, str(error))
    else:
        await _answered(by, row, back)


async def _answered(by: Actor, row: Refund, back: Returned, problem: str = "") -> None:
    async with transaction():
        order = await lock(by, row.order_id)
        if back.status == "failed":
            await _refused(by, order, row, problem)
        else:
            await _done(by, order, await Payment.get(id=row.payment_id), row, back)


async def returned(by: Actor, order: Order, payment: Payment, back: Returned) -> None:
    """Money of a locked order's payment that has gone back at the provider, whoever asked for it. Harmless twice."""
    ours = await _ours(by, payment, back)
    if ours is None:
        await _outside(by, order, payment, back)
    elif back.status == "failed":
        await _failed(by, order, ours, back)
    else:
        await _done(by, order, payment, ours, back)


async def _failed(by: Actor, order: Order, row: Refund, back: Returned) -> None:
    """One failure is heard once: after it the same refund may be asked for anew."""
    if row.status is RefundStatus.DONE:
        await _came_back(by, order, row, back)
    elif row.provider_ref != back.reference:
        await _refused(by, order, row, "")
        await Refund.of(by, id=row.id).update(provider_ref=back.reference)


async def _came_back(by: Actor, order: Order, row: Refund, back: Returned) -> None:
    """What had gone out could not be delivered: a person finds the customer another way. The books stay as told."""
    if row.provider_ref != back.reference or row.problem:
        return
    await Refund.of(by, id=row.id).update(problem=CAME_BACK)
    await flag(by, order, attention.REFUND_CAME_BACK)
    await put(by, "order.attention", {"order_id": order.id})
    changes = {"amount": row.amount, "reference": back.reference}
    await record(by, "refund.came_back", f"order:{order.id}", changes)


async def _ours(by: Actor, payment: Payment, back: Returned) -> Refund | None:
    """Our own row of it. A refund under the charge's own reference is the one of the whole payment."""
    mine = Refund.of(by, payment_id=payment.id)
    if back.key:
        return await mine.filter(key=back.key).first()
    if back.reference != payment.provider_ref:
        return None
    return await mine.exclude(key=_outside_key(payment, back)).filter(amount=back.amount.minor).order_by("-id").first()


async def _done(by: Actor, order: Order, payment: Payment, row: Refund, back: Returned) -> None:
    """Also one we had given up: the provider's word counts."""
    if row.status is RefundStatus.FAILED and not await _reopened(by, order, payment, row):
        return
    amount = Money(row.amount, row.currency)
    await settle_refund(by, order, row.id, payment.provider, amount, back.reference)


async def _reopened(by: Actor, order: Order, payment: Payment, row: Refund) -> bool:
    try:
        await take_room(by, payment, row.amount)
    except RefundTooMuch:
        await flag(by, order, attention.REFUNDED_TOO_MUCH)
        return False
    await Refund.of(by, id=row.id, status=RefundStatus.FAILED).update(status=RefundStatus.PENDING, problem="")
    return True


async def _refused(by: Actor, order: Order, row: Refund, problem: str) -> None:
    """The provider will not: the room is given back to the payment, and a person is told."""
    pending = Refund.of(by, id=row.id, status=RefundStatus.PENDING)
    if not await pending.update(status=RefundStatus.FAILED, problem=problem[:200]):
        return
    payment = await Payment.get(id=row.payment_id)
    await Payment.of(by, id=payment.id).update(refunded=payment.refunded - row.amount)  # the order's row is locked
    await flag(by, order, attention.REFUND_REFUSED)
    await put(by, "order.attention", {"order_id": order.id})


async def _outside(by: Actor, order: Order, payment: Payment, back: Returned) -> None:
    key = _outside_key(payment, back)
    if back.status == "failed" or await Refund.of(by, key=key).exists():
        return
    try:
        await give_back(by, order, payment, Going(back.amount, OUTSIDE, key), done=True)
    except RefundTooMuch:
        await flag(by, order, attention.REFUNDED_TOO_MUCH)
        return
    await Refund.of(by, key=key).update(provider_ref=back.reference)
    await flag(by, order, attention.REFUNDED_OUTSIDE)
    await record(by, "refund.outside", f"order:{order.id}", {"amount": back.amount.minor, "reference": back.reference})


def _outside_key(payment: Payment, back: Returned) -> str:
    return f"{payment.provider}:{back.reference}"[:80]


async def all_known(by: Actor, payment: Payment, refunds: Sequence[Returned]) -> bool:
    """Whether nothing of this is news, so that the order need not even be locked."""
    rows = await Refund.of(by, payment_id=payment.id).values("key", "status", "provider_ref")
    stored = {row["key"]: row["status"] for row in rows}
    done = {row["provider_ref"] for row in rows if row["status"] == RefundStatus.DONE}
    return all(
        stored.get(back.key) == back.status
        or _outside_key(payment, back) in stored
        or (not back.key and back.reference in done)
        or (back.status == "failed" and back.key not in stored)
        for back in refunds
    )


async def retry_refund(by: Actor, refund_id: int) -> OrderView:
    """Staff ask the provider once more, by the same key. Raises `RefundUnderWay`, `RefundTooMuch`, `NotFound`."""
    require(by, Permission.REFUND)
    row = await Refund.of(by, id=refund_id).first()
    if row is None:
        raise NotFound()
    async with transaction():
        order = await lock(by, row.order_id)
        failed = Refund.of(by, id=refund_id, status=RefundStatus.FAILED)
        if not await failed.update(status=RefundStatus.PENDING, problem=""):
            raise RefundUnderWay()
        await take_room(by, await Payment.get(id=row.payment_id), row.amount)
        await put(by, SEND, {"refund_id": refund_id}, once=f"{SEND}:{refund_id}:{order.revision}")
        if not await Refund.of(by, order_id=order.id, status=RefundStatus.FAILED).exists():
            left = attention.without_reason(order.needs_attention, attention.REFUND_REFUSED)
            await Order.of(by, id=order.id).update(needs_attention=left)
        await record(by, "refund.retried", f"order:{order.id}", {"refund": refund_id, "amount": row.amount})
    return await read_order(by, row.order_id)
