"""Moving an order along; the cash of a pay-later order is taken in when it is delivered, in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.money import Money
from domain.kit.states import IllegalMove
from domain.orders.actions import lock, move
from domain.orders.models import Order, OrderStatus
from domain.orders.queries import order as read_order
from domain.orders.rights import check_seen, check_step
from domain.orders.states import next_moves
from domain.orders.views import OrderView
from domain.outbox.actions import put
from domain.payments.actions.capturing import Arrived, paid_in, take_in
from domain.payments.models import Payment, PaymentStatus


@dataclass(frozen=True, slots=True)
class Tracking:
    """How a parcel can be followed."""

    number: str = ""
    url: str = ""
    carrier: str = ""


async def advance(
    by: Actor, order_id: int, to: str, note: str = "", tracking: Tracking | None = None, was: str | None = None
) -> OrderView:
    """Move an order to its next status. `was` is the status the button was drawn from; done already is done.

    Raises `IllegalMove`, `OrderGone`, `NotAllowed`.
    """
    wanted = OrderStatus(to)
    check_step(by, wanted)
    async with transaction():
        order = await lock(by, order_id)
        await check_seen(by, order)
        if order.status is not wanted:
            await _advance(by, order, wanted, note, tracking, was)
    return await read_order(by, order_id)


async def _advance(
    by: Actor, order: Order, to: OrderStatus, note: str, tracking: Tracking | None, was: str | None
) -> None:
    came_from = order.status
    open_moves = set(next_moves(came_from, order.delivery.get("kind", ""))) - {OrderStatus.CANCELLED}
    if to not in open_moves or (was is not None and came_from != was):
        raise IllegalMove()
    await move(by, order, to, note=note, **_followed(tracking))
    if to is OrderStatus.DELIVERED:
        await _take_cash(by, order)
    await put(by, f"order.{to.value}", {"order_id": order.id}, once=f"{to.value}:{order.id}")
    await record(by, f"order.{to.value}", f"order:{order.id}", {"status": [came_from.value, to.value]}, note)


def _followed(tracking: Tracking | None) -> dict[str, str]:
    if tracking is None:
        return {}
    return {
        "tracking": tracking.number.strip()[:80],
        "tracking_url": tracking.url.strip()[:300],
        "carrier": tracking.carrier.strip()[:60],
    }


async def _take_cash(by: Actor, order: Order) -> None:
    """What was to be paid at the door has been paid there, as far as it was still due."""
    waiting = Payment.of(by, order_id=order.id, provider="cash", status=PaymentStatus.PENDING)
    if not await waiting.exists():
        return
    due = order.total - await paid_in(by, order)
    if due > 0:
        staff = by.id if by.kind == "staff" else 0
        await take_in(by, order, Arrived("cash", Money(due, order.currency), f"cash:{order.id}", staff))
    else:
        await waiting.update(status=PaymentStatus.CANCELLED)


async def deliver(by: Actor, order_id: int, note: str = "") -> OrderView:
    """The customer has the goods, and cash has changed hands. Raises `IllegalMove`, `OrderGone`, `NotAllowed`."""
    return await advance(by, order_id, OrderStatus.DELIVERED.value, note)


async def clear_attention(by: Actor, order_id: int, note: str = "") -> OrderView:
    """A person has dealt with what needed attention."""
    require(by, Permission.MOVE_ORDERS)
    async with transaction():
        order = await lock(by, order_id)
        await Order.of(by, id=order_id).update(needs_attention="")
        await record(by, "order.attended", f"order:{order_id}", {"needs_attention": [order.needs_attention, ""]}, note)
    return await read_order(by, order_id)
