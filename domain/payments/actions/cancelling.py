"""The end of an order that will not be delivered: by its customer, by staff, or by the clock."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from domain.audit.actions import record
from domain.cart.actions import Item, fill
from domain.kit.actor import Actor, Permission, require, system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import ShopError, Stale
from domain.kit.money import STARS
from domain.kit.states import IllegalMove
from domain.orders.actions import flag, lock, move
from domain.orders.attention import GOODS_UNDER_WAY
from domain.orders.errors import OrderGone
from domain.orders.models import Order, OrderLine, OrderStatus
from domain.orders.queries import order as read_order
from domain.orders.states import ACTIVE, CUSTOMER_CANCELS, EXPIRED
from domain.orders.views import OrderView
from domain.outbox.actions import put
from domain.payments.actions.refunding import refund_all
from domain.payments.actions.writing import units_of
from domain.payments.errors import NotCancellable
from domain.payments.models import Payment, PaymentStatus
from domain.payments.providers import online
from domain.promotions.actions import give_back
from domain.stock.actions import release, restock
from domain.wallet.actions import WALLET

BATCH = 100
CLOSE = "payment.close"


async def cancel(by: Actor, order_id: int, reason: str, rev: int | None = None) -> OrderView:
    """End an order: goods and code are given back, money goes back. Harmless twice.

    From packing on a customer's wish is only noted for staff (`cancel_requested`). Raises `Stale`, `OrderGone`,
    `NotCancellable`, `NotAllowed`.
    """
    if by.kind not in ("customer", "system"):
        require(by, Permission.MOVE_ORDERS, Permission.CANCEL_UNPAID)
    async with transaction():
        order = await lock(by, order_id)
        if by.kind == "customer" and order.customer_id != by.id:
            raise OrderGone()
        if order.status is not OrderStatus.CANCELLED:
            await _cancel(by, order, reason, rev)
    return await read_order(by, order_id)


async def _cancel(by: Actor, order: Order, reason: str, rev: int | None) -> None:
    if order.status not in ACTIVE:
        raise NotCancellable()
    if by.kind == "customer" and not await _may_end(by, order):
        await _ask(by, order, reason)
        return
    if rev is not None and rev != order.revision - 1:  # the lock has counted already
        raise Stale()
    if by.kind == "staff" and await _holds_money(by, order):
        require(by, Permission.MOVE_ORDERS)
        require(by, Permission.REFUND)
    came_from = order.status
    why = "" if reason == EXPIRED else reason
    await end(by, order, why)
    await refund_all(by, order, why)
    await put(
        by, "order.cancelled", {"order_id": order.id, "by": by.kind}, once=f"cancelled:{order.id}:{order.revision}"
    )
    if by.kind == "staff":
        await record(by, "order.cancelled", f"order:{order.id}", {"status": [came_from.value, "cancelled"]}, reason)


async def _may_end(by: Actor, order: Order) -> bool:
    """Its customer alone cannot end what has begun: what is packed, and keys and files they have already."""
    handed = OrderLine.of(by, order_id=order.id).exclude(handed_at=None)
    return order.status in CUSTOMER_CANCELS and not await handed.exists()


async def _holds_money(by: Actor, order: Order, *, besides: str = "") -> bool:
    payments = await Payment.of(by, order_id=order.id, status=PaymentStatus.CAPTURED)
    return any(payment.amount > payment.refunded for payment in payments if payment.provider != besides)


async def _ask(by: Actor, order: Order, reason: str) -> None:
    """Packed already: staff decide. Asked once."""
    if order.cancel_requested_at:
        return
    await Order.of(by, id=order.id).update(cancel_requested_at=now(), cancel_reason=reason[:200])
    await put(by, "order.cancel_requested", {"order_id": order.id}, once=f"cancel_requested:{order.id}")


async def end(by: Actor, order: Order, reason: str) -> None:
    """Cancel a locked order: its code, its goods, its unpaid payments. The move is what makes it happen once."""
    came_from = order.status
    await move(by, order, OrderStatus.CANCELLED, note=reason, cancel_reason=reason[:200], expires_at=None)
    await give_back(by, order.id)
    if came_from is OrderStatus.AWAITING_PAYMENT:
        await release(by, order.id)
    else:
        here = OrderLine.of(by, order_id=order.id, handed_at=None)
        if came_from is OrderStatus.SHIPPED:  # a parcel is away; a key nobody has been handed is not
            await flag(by, order, GOODS_UNDER_WAY)
            here = here.filter(digital=True)
        await restock(by, units_of(await here.order_by("id")), reason=f"order {order.number} cancelled")
    await _stop_waiting(by, order)


async def _stop_waiting(by: Actor, order: Order) -> None:
    """Payments that have not come are given up, and their pages closed."""
    waiting = Payment.of(by, order_id=order.id, status=PaymentStatus.PENDING)
    for row in await waiting.values("id", "provider"):
        if online(row["provider"]):
            await put(by, CLOSE, {"payment_id": row["id"]}, once=f"{CLOSE}:{row['id']}")
    await waiting.update(status=PaymentStatus.CANCELLED)


async def deny_cancel(by: Actor, order_id: int, note: str = "") -> OrderView:
    """Staff keep an order its customer wanted to cancel."""
    require(by, Permission.MOVE_ORDERS)
    async with transaction():
        await lock(by, order_id)
        await Order.of(by, id=order_id).update(cancel_requested_at=None, cancel_reason="")
        await put(by, "order.cancel_denied", {"order_id": order_id, "note": note[:300]})
        await record(by, "order.cancel_denied", f"order:{order_id}", reason=note)
    return await read_order(by, order_id)


# ------------------------------------------------------------------------------------------------------- by the clock


async def expire_orders(at: datetime | None = None) -> int:
    """End the orders of every shop whose time to pay is over and give the goods back to the carts; returns how many."""
    moment = at or now()
    due = Order.filter(status=OrderStatus.AWAITING_PAYMENT, expires_at__lt=moment).order_by("expires_at").limit(BATCH)
    ended = 0
    for row in await due.values("id", "shop_id"):
        with suppress(ShopError):  # a cart that is being changed right now: the next round comes soon
            ended += await _expire(system(row["shop_id"]), row["id"], moment)
    return ended


async def _expire(by: Actor, order_id: int, moment: datetime) -> bool:
    """False when it was paid, cancelled or prolonged meanwhile."""
    async with transaction():
        order = await lock(by, order_id)
        late = order.expires_at is not None and order.expires_at < moment
        if order.status is not OrderStatus.AWAITING_PAYMENT or not late:
            return False
        await _back_into_cart(by, order)
        await end(by, order, EXPIRED)
        await refund_all(by, order, "")
        await put(by, "order.expired", {"order_id": order.id}, once=f"expired:{order.id}")
    return True


async def _back_into_cart(by: Actor, order: Order) -> None:
    """Before the stock is touched: carts come before stock wherever both are locked."""
    customer = Actor(by.shop_id, "customer", order.customer_id, locale=order.locale)
    lines = await OrderLine.of(by, order_id=order.id).order_by("position")
    money = order.currency != STARS
    await fill(customer, [Item(x.variant_id, x.quantity, x.unit_price if money else None) for x in lines])


async def back_to_cart(by: Actor, order_id: int) -> OrderView:
    """The customer wants to pay an order that waits in another way: its goods go back into the basket, it ends.

    Harmless twice. Raises `OrderGone`, `NotCancellable`.
    """
    async with transaction():
        order = await lock(by, order_id)
        if order.customer_id != by.id or by.kind != "customer":
            raise OrderGone()
        if order.status is OrderStatus.AWAITING_PAYMENT:
            if await _holds_money(by, order, besides=WALLET):
                raise NotCancellable()
            await _back_into_cart(by, order)
            await end(by, order, EXPIRED)
            await refund_all(by, order, "")
        elif order.status is not OrderStatus.CANCELLED:
            raise IllegalMove()
    return await read_order(by, order_id)
