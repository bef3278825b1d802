"""What was printed of an order, how often, and who did so last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.rows import insert_rows, moment
from domain.orders.models import OrderPrint

_AGAIN = (
    "ON CONFLICT (order_id, kind) DO UPDATE SET times = order_print.times + 1, "
    "staff_id = EXCLUDED.staff_id, at = EXCLUDED.at"
)


EDITED = (
    "SELECT MAX(a.at) FROM audit a WHERE a.shop_id = {shop} AND a.subject = {subject} AND a.action = 'order.edited'"
)


@dataclass(frozen=True, slots=True)
class PrintView:
    """`kind`: slips, pick, labels, invoices. `old`: the order was changed after this was printed."""

    kind: str
    times: int
    staff_id: int
    at: datetime
    old: bool = False


async def stamp(by: Actor, kind: str, order_ids: Sequence[int]) -> None:
    """Note that these orders were printed just now. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    staff, at = by.id if by.kind == "staff" else 0, now()
    rows = [
        {"shop_id": by.shop_id, "order_id": order_id, "kind": kind, "times": 1, "staff_id": staff, "at": at}
        for order_id in sorted(set(order_ids))
    ]
    if rows:
        async with transaction():
            await insert_rows("order_print", rows, conflict=_AGAIN, returning="")


async def prints_of(by: Actor, order_id: int) -> tuple[PrintView, ...]:
    """What was printed of one order, the last first."""
    require(by, Permission.VIEW_ORDERS)
    rows = await OrderPrint.of(by, order_id=order_id).order_by("-at", "-id")
    edited = await _edited(by, order_id) if rows else None
    return tuple(
        PrintView(row.kind, row.times, row.staff_id, row.at, edited is not None and row.at < edited) for row in rows
    )


async def _edited(by: Actor, order_id: int) -> datetime | None:
    query = f"SELECT ({EDITED.format(shop='$1', subject='$2')}) AS at"
    return moment((await sql(query, by.shop_id, f"order:{order_id}"))[0]["at"])
