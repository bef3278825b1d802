"""Refunds of parts of an order: so many of its items, its delivery, an amount besides; with the goods, or without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput
from domain.kit.money import Money
from domain.kit.rows import unpacked
from domain.orders.actions import lock
from domain.orders.models import Order, OrderLine, OrderStatus
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments.actions.refunding import Going, refund_key, send_back
from domain.payments.errors import PartGone
from domain.payments.models import Refund, RefundStatus
from domain.payments.parts import LineFacts, Parts, Sold, amount_of, kept, sold
from domain.stock.actions import restock
from domain.stock.levels import Units

NOT_THERE = (OrderStatus.AWAITING_PAYMENT, OrderStatus.CANCELLED)


async def refund_parts(
    by: Actor, order_id: int, parts: Parts, reason: str, key: str, *, to_wallet: bool = False, restocks: bool = False
) -> OrderView:
    """Give back what parts of an order came to. The same `key` for this order again changes nothing.

    `restocks` puts the units back on the shelf, as far as they are still out. Raises `PartGone`, `RefundTooMuch`,
    `WholeOnly`, `StarsOnly`, `BadInput`, `NotAllowed`, `OrderGone`.
    """
    require(by, Permission.REFUND)
    mine = refund_key(order_id, key)
    async with transaction():
        order = await lock(by, order_id)
        if not await Refund.of(by, key=mine).exists():
            whole = await sold_of(by, order)
            going = Going(_sum(order, parts, whole), reason, mine, to_wallet, kept(parts, whole))
            await send_back(by, order, going)
            if restocks and order.status not in NOT_THERE:
                await _restock(by, order, parts)
    return await read_order(by, order_id)


async def refundable(by: Actor, order_id: int) -> Sold:
    """What of an order can still go back, part by part, without a lock."""
    require(by, Permission.VIEW_ORDERS)
    order = await Order.of(by, id=order_id).first()
    return await sold_of(by, order) if order else Sold({}, 0)


async def sold_of(by: Actor, order: Order) -> Sold:
    """An order by its parts, as it stands."""
    return (await sold_of_each(by, [order]))[order.id]


async def sold_of_each(by: Actor, orders: Sequence[Order]) -> dict[int, Sold]:
    """Orders by their parts: two statements, however many."""
    ids = [order.id for order in orders]
    lines: dict[int, list[LineFacts]] = {order_id: [] for order_id in ids}
    for x in await OrderLine.of(by, order_id__in=ids).order_by("id"):
        lines[x.order_id].append(LineFacts(x.id, x.quantity, x.total, x.tax))
    refunded: dict[int, list[dict[str, Any]]] = {order_id: [] for order_id in ids}
    gone = Refund.of(by, order_id__in=ids).exclude(status=RefundStatus.FAILED)
    for row in await gone.values("order_id", "parts"):
        if row["parts"]:
            refunded[row["order_id"]].append(unpacked(row["parts"]))
    return {
        x.id: sold(lines[x.id], x.delivery_fee, x.fees - x.tip, x.tax_on_top, refunded[x.id]) for x in orders
    }  # fmt: skip


def _sum(order: Order, parts: Parts, whole: Sold) -> Money:
    try:
        minor = amount_of(parts, whole)
    except ValueError as error:
        raise PartGone() from error
    if minor <= 0 or parts.amount < 0:
        raise BadInput({"amount": N_("Choose what is refunded, or write an amount above zero.")})
    return Money(minor, order.currency)


async def _restock(by: Actor, order: Order, parts: Parts) -> None:
    lines = await OrderLine.of(by, id__in=list(parts.lines), tracked=True, digital=False).order_by("id")
    units = [Units(x.variant_id, parts.lines[x.id], x.id) for x in lines]
    await restock(by, units, reason=f"order {order.number} refunded")
