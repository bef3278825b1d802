"""Reading the record: all of it, or the part that is somebody's business."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit.models import AuditEntry
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.rows import Values, moment, unpacked

PAGE = 50
BATCH = 500
READERS = (Permission.VIEW_AUDIT, Permission.AUDIT_TEAM, Permission.AUDIT_MONEY, Permission.AUDIT_OWN)
AREAS = {
    "orders": ("order",),
    "money": ("payment", "refund", "wallet", "papers", "approval"),
    "products": (
        "product", "variant", "price", "category", "catalog", "words", "digital", "post", "import", "products",
        "collection", "media",
    ),
    "stock": ("stock",),
    "customers": ("customer",),
    "settings": (
        "shop", "bot", "delivery_method", "delivery_zone", "pickup_point", "tax_rate", "coupon", "demo", "work",
        "doctor", "backup",
    ),
    "people": ("staff",),
}  # fmt: skip
_ROWS = """
SELECT a.id, a.at, a.actor_kind, a.actor_id, a.action, a.subject, a.changes, a.reason FROM audit a
WHERE {where} ORDER BY a.id DESC LIMIT {limit}
"""
_OWN = "(a.actor_kind = 'staff' AND a.actor_id = {})"
_TEAM = (
    "(a.actor_kind = 'staff' AND a.actor_id IN "
    "(SELECT s.id FROM staff s WHERE s.shop_id = $1 AND s.role IN ('agent', 'lead')))"
)


@dataclass(frozen=True, slots=True)
class EntryView:
    """Who (`actor_kind` and `actor_id`) did what (`action`, like "order.shipped") to which row ("order:12")."""

    id: int
    at: datetime
    actor_kind: str
    actor_id: int
    action: str
    subject: str
    changes: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True)
class EntryFilters:
    """What the record is narrowed to; "" and None narrow nothing. `who` is "staff:3", "customer", or "system"."""

    area: str = ""
    who: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """`older`: the id before which the next ones stand, 0 when these are the last."""

    items: tuple[EntryView, ...]
    older: int


async def entries(by: Actor, filters: EntryFilters | None = None, before: int = 0, size: int = PAGE) -> Entries:
    """The record, newest first, as far as it is the reader's business. Raises `NotAllowed`."""
    require(by, *READERS)
    values = Values([by.shop_id])
    parts = ["a.shop_id = $1", _seen(by, values), *_conditions(filters or EntryFilters(), values)]
    if before:
        parts.append(f"a.id < {values.put(before)}")
    rows = await sql(_ROWS.format(where=" AND ".join(parts), limit=size + 1), *values)
    items = tuple(map(_view, rows[:size]))
    return Entries(items, items[-1].id if len(rows) > size else 0)


async def every_entry(by: Actor, filters: EntryFilters) -> AsyncIterator[EntryView]:
    """All that fit, for a file: read in pieces, so that a long record needs no memory. Raises `NotAllowed`."""
    before = 0
    while True:
        found = await entries(by, filters, before, BATCH)
        for item in found.items:
            yield item
        if not found.older:
            return
        before = found.older


async def sum_of(by: Actor, action: str, subject: str, currency: str, since: datetime) -> int:
    """What this person has done of one thing since then, by the amounts that were written down, in minor units."""
    own = {"actor_kind": by.kind, "actor_id": by.id, "action": action}
    rows = await AuditEntry.of(by, subject=subject, at__gte=since, **own).values("changes")
    return sum(int(row["changes"]["amount"]) for row in rows if row["changes"].get("currency") == currency)


def _seen(by: Actor, values: Values) -> str:
    """Everything, the team's, what is about money, or one's own."""
    if Permission.VIEW_AUDIT in by.permissions:
        return "TRUE"
    own = _OWN.format(values.put(by.id))
    if Permission.AUDIT_TEAM in by.permissions:
        return f"({own} OR {_TEAM})"
    if Permission.AUDIT_MONEY in by.permissions:
        return f"({own} OR a.action = 'order.refunded' OR {_area('money', values)})"
    return own


def _conditions(filters: EntryFilters, values: Values) -> list[str]:
    parts = [_area(filters.area, values)] if filters.area in AREAS else []
    kind, _, number = filters.who.partition(":")
    if kind:
        parts.append(f"a.actor_kind = {values.put(kind)}")
    if number.isdecimal() and len(number) <= 18:
        parts.append(f"a.actor_id = {values.put(int(number))}")
    bounds = (("a.subject = {}", filters.subject), ("a.at >= {}", filters.since), ("a.at < {}", filters.until))
    return parts + [condition.format(values.put(value)) for condition, value in bounds if value]


def _area(area: str, values: Values) -> str:
    each = (f"a.action LIKE {values.put(f'{word}.%')}" for word in AREAS[area])
    return f"({' OR '.join(each)})"


def _view(row: dict[str, Any]) -> EntryView:
    at = moment(row["at"])
    assert at is not None  # noqa: S101 - the column is never null
    return EntryView(
        row["id"], at, row["actor_kind"], row["actor_id"], row["action"], row["subject"],
        unpacked(row["changes"]) or {}, row["reason"],
    )  # fmt: skip
