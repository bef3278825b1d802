"""Lists of orders: a customer's own, and what a row of any list is made of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.paging import Page, clamp
from domain.kit.rows import moment, unpacked
from domain.orders.models import OrderStatus
from domain.orders.states import ACTIVE, EXPIRED, next_moves, payment_status
from domain.orders.views import OrderRow

PAGE = 5
_ACTIVE = ", ".join(f"'{status.value}'" for status in sorted(ACTIVE))

# what went back because an order was changed counts as never paid
PAID = (
    "((SELECT COALESCE(SUM(p.amount), 0) FROM payment p WHERE p.shop_id = o.shop_id AND p.order_id = o.id "
    "AND p.status = 'captured' AND p.currency = o.currency) - o.given_back)"
)
BACK = (
    "((SELECT COALESCE(SUM(r.amount), 0) FROM refund r WHERE r.order_id = o.id AND r.status = 'done' "
    "AND r.currency = o.currency) - o.given_back)"
)
FACTS = f"""
SELECT o.id, o.number, o.status, o.payment_method, o.contact, o.delivery, o.currency, o.total, o.channel, o.is_test,
       o.needs_attention, o.created_at, o.placed_at, {{also}}
       (SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id) AS units,
       {PAID} AS paid, {BACK} AS refunded
"""  # noqa: S608
_ROWS = FACTS + "FROM orders o WHERE {where} ORDER BY o.created_at DESC, o.id DESC LIMIT {limit} OFFSET {offset}"
_TOTAL = "COUNT(*) OVER () AS total_rows,"  # for lists of one person: it makes the database read all of them
_COUNT = "SELECT COUNT(*) AS n FROM orders o WHERE {where}"


async def orders_of(by: Actor, past: bool, page: int = 1) -> Page[OrderRow]:
    """The customer's own orders, newest first: those under way, or the past ones, without unpaid ones that ran out."""
    state = f"o.status {'NOT IN' if past else 'IN'} ({_ACTIVE})"
    where = f"o.shop_id = $1 AND o.customer_id = $2 AND o.cancel_reason <> '{EXPIRED}' AND {state}"
    values = [by.shop_id, by.id]
    rows = await _read(where, values, page, PAGE, also=_TOTAL)
    if not rows:  # none, or a page beyond the last
        return await _page(where, values, page, PAGE)
    return Page(tuple(row_of(row) for row in rows), page, PAGE, rows[0]["total_rows"])


async def active_orders(by: Actor) -> tuple[OrderRow, ...]:
    """The customer's orders under way, newest first."""
    if by.kind != "customer":
        return ()
    return (await orders_of(by, False, 1)).items


async def _page(where: str, values: list[Any], page: int, size: int) -> Page[OrderRow]:
    count = int((await sql(_COUNT.format(where=where), *values))[0]["n"])
    number = clamp(page, size, count)
    rows = await _read(where, values, number, size) if count else ()
    return Page(tuple(row_of(row) for row in rows), number, size, count)


async def _read(where: str, values: list[Any], page: int, size: int, also: str = "") -> list[dict[str, Any]]:
    return await sql(_ROWS.format(where=where, limit=size, offset=(page - 1) * size, also=also), *values)


def row_of(row: dict[str, Any]) -> OrderRow:
    created_at = moment(row["created_at"])
    assert created_at is not None  # noqa: S101 - the column is never null
    paid, refunded, delivery = int(row["paid"]), max(0, int(row["refunded"])), unpacked(row["delivery"])
    return OrderRow(
        id=row["id"],
        number=row["number"],
        status=row["status"],
        payment_status=payment_status(row["total"], paid, refunded),
        payment_method=row["payment_method"],
        customer_name=unpacked(row["contact"]).get("name", ""),
        units=int(row["units"]),
        total=Money(row["total"], row["currency"]),
        channel=row["channel"],
        is_test=bool(row["is_test"]),
        needs_attention=row["needs_attention"],
        created_at=created_at,
        placed_at=moment(row["placed_at"]),
        delivery_kind=delivery.get("kind", ""),
        delivery_name=delivery.get("name", ""),
        moves=tuple(to.value for to in next_moves(OrderStatus(row["status"]), delivery.get("kind", ""))),
        paid=paid,
        refunded=refunded,
        prints=int(row.get("prints") or 0),
        printed_at=moment(row.get("printed_at")),
        printed_by=int(row.get("printed_by") or 0),
        old_print=_is_old(*(moment(row.get(name)) for name in ("oldest_print", "printed_at", "edited_at"))),
    )


def _is_old(oldest: datetime | None, last: datetime | None, edited: datetime | None) -> bool:
    """A paper that goes with the parcel is from before the last change; a pick list is used up by the next print."""
    return edited is not None and any(at is not None and at < edited for at in (oldest, last))
