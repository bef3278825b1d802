"""Which orders somebody who works here sees, and which steps are theirs.

Who packs sees what is being packed and sent, who brings it what is under way; what they have moved themselves within a
day stays in sight. Orders are not given to one courier yet: every courier sees every parcel under way.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.orders.errors import OrderGone
from domain.orders.models import Order, OrderHistory
from domain.orders.models import OrderStatus as S

STAYS = timedelta(days=1)
_STEPS = {
    S.PACKING: (Permission.MOVE_ORDERS, Permission.PACK_ORDERS),
    S.READY: (Permission.MOVE_ORDERS, Permission.PACK_ORDERS),
    S.SHIPPED: (Permission.MOVE_ORDERS, Permission.PACK_ORDERS),
    S.DELIVERED: (Permission.MOVE_ORDERS, Permission.DELIVER_ORDERS),
}
STEPS = (Permission.MOVE_ORDERS, Permission.PACK_ORDERS, Permission.DELIVER_ORDERS)
_WORK = {
    Permission.PACK_ORDERS: (S.PLACED, S.PACKING, S.READY, S.SHIPPED),
    Permission.DELIVER_ORDERS: (S.SHIPPED,),
}
_TOUCHED = (
    "EXISTS (SELECT 1 FROM order_history h WHERE h.order_id = o.id AND h.actor_kind = 'staff' AND h.actor_id = {} "
    "AND h.at > {})"
)


def may_move(by: Actor, to: str) -> bool:
    """Whether this step of an order is this person's."""
    return bool(by.permissions & set(_STEPS.get(S(to), (Permission.MOVE_ORDERS,))))


def check_step(by: Actor, to: S) -> None:
    """Raises `NotAllowed`."""
    require(by, *_STEPS.get(to, (Permission.MOVE_ORDERS,)))


def _narrowed(by: Actor) -> bool:
    return by.kind == "staff" and Permission.ALL_ORDERS not in by.permissions


def _work(by: Actor) -> list[S]:
    return sorted({status for right, seen in _WORK.items() if right in by.permissions for status in seen})


def seen_by(by: Actor, values: list[Any]) -> str:
    """The condition of SQL on orders `o` that leaves what this person may see; its values are put after the others."""
    if not _narrowed(by):
        return "TRUE"
    values += [by.id, now() - STAYS]
    touched = _TOUCHED.format(f"${len(values) - 1}", f"${len(values)}")
    work = ", ".join(f"'{status.value}'" for status in _work(by))
    return f"(o.status IN ({work}) OR {touched})" if work else touched


async def check_seen(by: Actor, row: Order) -> None:
    """Raises `OrderGone` for an order that is no business of this person."""
    if not _narrowed(by) or row.status in _work(by):
        return
    touched = OrderHistory.of(by, order_id=row.id, actor_kind="staff", actor_id=by.id, at__gt=now() - STAYS)
    if not await touched.exists():
        raise OrderGone()
