"""The order's graph (as data), and what each kind of delivery makes of it."""

from __future__ import annotations

from domain.kit.states import Graph
from domain.orders.models import OrderStatus

S = OrderStatus

MOVES: Graph[OrderStatus] = {
    S.AWAITING_PAYMENT: frozenset({S.PLACED, S.CANCELLED}),
    S.PLACED: frozenset({S.PACKING, S.DELIVERED, S.CANCELLED}),
    S.PACKING: frozenset({S.READY, S.SHIPPED, S.CANCELLED}),
    S.READY: frozenset({S.DELIVERED, S.CANCELLED}),
    S.SHIPPED: frozenset({S.DELIVERED, S.CANCELLED}),
    S.DELIVERED: frozenset(),
    # only for money that arrives after the hold has expired, while the goods are still there
    S.CANCELLED: frozenset({S.PLACED}),
}
FIRST = frozenset({S.AWAITING_PAYMENT, S.PLACED})
ACTIVE = frozenset({S.AWAITING_PAYMENT, S.PLACED, S.PACKING, S.READY, S.SHIPPED})
FIRM = frozenset({S.PLACED, S.PACKING, S.READY, S.SHIPPED, S.DELIVERED})
CUSTOMER_CANCELS = frozenset({S.AWAITING_PAYMENT, S.PLACED})
EXPIRED = "expired"

_NOT_FOR = {"pickup": S.SHIPPED, "courier": S.READY}


def next_moves(status: OrderStatus, delivery_kind: str) -> tuple[OrderStatus, ...]:
    """Where staff can move an order next, in the order of the graph.

    Money places an order, never a button; without anything to deliver `placed` goes straight to `delivered`.
    """
    if status is S.CANCELLED:
        return ()
    not_now = {S.PLACED, _NOT_FOR.get(delivery_kind, S.PLACED)}
    if status is S.PLACED:
        not_now |= {S.DELIVERED} if delivery_kind else {S.PACKING}
    return tuple(to for to in OrderStatus if to in MOVES[status] and to not in not_now)


def payment_status(total: int, paid: int, refunded: int) -> str:
    """unpaid, part_paid, paid, part_refunded, refunded: from the sums of what came and what went back."""
    if paid == 0:
        return "paid" if total == 0 else "unpaid"
    if refunded:
        return "refunded" if refunded >= paid else "part_refunded"
    return "paid" if paid >= total else "part_paid"
