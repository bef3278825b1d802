"""Lists of orders: a customer's own, and the panel's tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.paging import Page, clamp
from domain.kit.rows import moment, unpacked
from domain.orders.rights import seen_by
from domain.orders.states import ACTIVE, EXPIRED, payment_status
from domain.orders.views import OrderRow

PAGE = 5
PANEL_PAGE = 50
PHONE_DIGITS, MOST_DIGITS = 5, 15
_ACTIVE = ", ".join(f"'{status.value}'" for status in sorted(ACTIVE))

TABS = {
    "all": "TRUE",
    "new": "o.status = 'placed'",
    "unpaid": "o.status = 'awaiting_payment'",
    "packing": "o.status = 'packing'",
    "ready": "o.status = 'ready'",
    "shipped": "o.status = 'shipped'",
    "done": "o.status = 'delivered'",
    "cancelled": "o.status = 'cancelled'",
    "problems": "(o.needs_attention <> '' OR (o.cancel_requested_at IS NOT NULL AND o.status NOT IN "
    "('cancelled', 'delivered')))",
}
_ROWS = """
SELECT o.id, o.number, o.status, o.payment_method, o.contact, o.currency, o.total, o.channel, o.is_test,
       o.needs_attention, o.created_at, o.placed_at, {also}
       (SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id) AS units,
       (SELECT COALESCE(SUM(p.amount), 0) FROM payment p
         WHERE p.order_id = o.id AND p.status = 'captured' AND p.currency = o.currency) AS paid,
       (SELECT COALESCE(SUM(r.amount), 0) FROM refund r
         WHERE r.order_id = o.id AND r.status = 'done' AND r.currency = o.currency) AS refunded
FROM orders o WHERE {where} ORDER BY o.created_at DESC, o.id DESC LIMIT {limit} OFFSET {offset}
"""
_TOTAL = "COUNT(*) OVER () AS total_rows,"  # for lists of one person: it makes the database read all of them
_KIND = "REPLACE(CAST(o.delivery AS TEXT), ' ', '') LIKE {}"
_PERSON = (
    "o.customer_id IN (SELECT c.id FROM customer c WHERE c.shop_id = $1 "
    "AND UPPER(c.name || ' ' || c.phone) LIKE UPPER({}))"
)
_COUNT = "SELECT COUNT(*) AS n FROM orders o WHERE {where}"


@dataclass(frozen=True, slots=True)
class OrderFilters:
    """What the panel's list is narrowed to; "" narrows nothing. `words`: a number, or part of a name or phone."""

    words: str = ""
    payment_method: str = ""
    delivery_kind: str = ""
    channel: str = ""
    since: datetime | None = None
    until: datetime | None = None
    customer_id: int = 0


async def orders_of(by: Actor, past: bool, page: int = 1) -> Page[OrderRow]:
    """The customer's own orders, newest first: those under way, or the past ones, without unpaid ones that ran out."""
    state = f"o.status {'NOT IN' if past else 'IN'} ({_ACTIVE})"
    where = f"o.shop_id = $1 AND o.customer_id = $2 AND o.cancel_reason <> '{EXPIRED}' AND {state}"
    values = [by.shop_id, by.id]
    rows = await _read(where, values, page, PAGE, also=_TOTAL)
    if not rows:  # none, or a page beyond the last
        return await _page(where, values, page, PAGE)
    return Page(tuple(_row(row) for row in rows), page, PAGE, rows[0]["total_rows"])


async def active_orders(by: Actor) -> tuple[OrderRow, ...]:
    """The customer's orders under way, newest first."""
    if by.kind != "customer":
        return ()
    return (await orders_of(by, False, 1)).items


async def orders(by: Actor, tab: str, filters: OrderFilters | None = None, page: int = 1) -> Page[OrderRow]:
    """A tab of the panel's list. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    values: list[Any] = [by.shop_id]
    parts = ["o.shop_id = $1", TABS.get(tab, TABS["all"]), seen_by(by, values)]
    parts += _conditions(filters or OrderFilters(), values)
    return await _page(" AND ".join(parts), values, page, PANEL_PAGE)


async def tab_counts(by: Actor) -> dict[str, int]:
    """How many orders each tab holds."""
    require(by, Permission.VIEW_ORDERS)
    sums = [f"COALESCE(SUM(CASE WHEN {where} THEN 1 ELSE 0 END), 0) AS {tab}_n" for tab, where in TABS.items()]
    values: list[Any] = [by.shop_id]
    seen = seen_by(by, values)
    rows = await sql(" ".join(("SELECT", ", ".join(sums), "FROM orders o WHERE o.shop_id = $1 AND", seen)), *values)
    return {tab: int(rows[0][f"{tab}_n"]) for tab in TABS}


def _conditions(filters: OrderFilters, values: list[Any]) -> list[str]:
    def put(value: Any) -> str:
        values.append(value)
        return f"${len(values)}"

    wanted = (
        ("o.payment_method = {}", filters.payment_method),
        ("o.channel = {}", filters.channel),
        ("o.customer_id = {}", filters.customer_id),
        ("o.created_at >= {}", filters.since),
        ("o.created_at < {}", filters.until),
        (_KIND, f'%"kind":"{filters.delivery_kind}"%' if filters.delivery_kind else ""),
    )
    parts = [condition.format(put(value)) for condition, value in wanted if value]
    return parts + _words(re.sub(r"[%_#№]", "", filters.words).strip(), put)


def _words(words: str, put: Callable[[Any], str]) -> list[str]:
    """A figure is an order's number; a longer one may also be a part of a phone number."""
    parts = [f"o.number = {put(int(words))}"] if words.isdecimal() and len(words) <= MOST_DIGITS else []
    if words and not (parts and len(words) < PHONE_DIGITS):
        parts.append(_PERSON.format(put(f"%{words}%")))
    return [f"({' OR '.join(parts)})"] if parts else []


async def _page(where: str, values: list[Any], page: int, size: int) -> Page[OrderRow]:
    count = int((await sql(_COUNT.format(where=where), *values))[0]["n"])
    number = clamp(page, size, count)
    rows = await _read(where, values, number, size) if count else ()
    return Page(tuple(_row(row) for row in rows), number, size, count)


async def _read(where: str, values: list[Any], page: int, size: int, also: str = "") -> list[dict[str, Any]]:
    return await sql(_ROWS.format(where=where, limit=size, offset=(page - 1) * size, also=also), *values)


def _row(row: dict[str, Any]) -> OrderRow:
    created_at = moment(row["created_at"])
    assert created_at is not None  # noqa: S101 - the column is never null
    return OrderRow(
        id=row["id"],
        number=row["number"],
        status=row["status"],
        payment_status=payment_status(row["total"], int(row["paid"]), int(row["refunded"])),
        payment_method=row["payment_method"],
        customer_name=unpacked(row["contact"]).get("name", ""),
        units=int(row["units"]),
        total=Money(row["total"], row["currency"]),
        channel=row["channel"],
        is_test=bool(row["is_test"]),
        needs_attention=row["needs_attention"],
        created_at=created_at,
        placed_at=moment(row["placed_at"]),
    )
