"""What happened between a customer and the shop, in one order of time, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.rows import moment, unpacked
from domain.reports.person import NAME

PAGE = 30
_FIRST = 9  # no source has this rank: the newest page begins before it
# Each source gives: kind, at, rank (which source), id, number (of an order), word, amount, currency, staff, product.
_SOURCES = (
    ("event", "n.kind", "n.at", "0", "''", "0", "''", "0", "n.subject_id",
     "event n", "n.shop_id = $1 AND n.customer_id = $2"),
    ("order", "n.to_status", "n.at", "o.number", "n.note", "o.total", "o.currency",
     "CASE WHEN n.actor_kind = 'staff' THEN n.actor_id ELSE 0 END", "0",
     "order_history n JOIN orders o ON o.id = n.order_id", "o.shop_id = $1 AND o.customer_id = $2"),
    ("payment", "n.provider", "n.captured_at", "o.number", "n.provider", "n.amount", "n.currency", "n.confirmed_by",
     "0", "payment n JOIN orders o ON o.id = n.order_id",
     "o.shop_id = $1 AND o.customer_id = $2 AND n.captured_at IS NOT NULL"),
    ("refund", "n.status", "n.done_at", "o.number", "n.reason", "n.amount", "n.currency", "n.by_staff", "0",
     "refund n JOIN orders o ON o.id = n.order_id",
     "o.shop_id = $1 AND o.customer_id = $2 AND n.done_at IS NOT NULL"),
    ("note", "'note'", "n.created_at", "0", "n.text", "0", "''", "n.staff_id", "0",
     "customer_note n", "n.shop_id = $1 AND n.customer_id = $2"),
    ("desk", "n.action", "n.at", "0", "CAST(n.changes AS TEXT)", "0", "''",
     "CASE WHEN n.actor_kind = 'staff' THEN n.actor_id ELSE 0 END", "0",
     "audit n", "n.shop_id = $1 AND n.subject = $7 AND n.action NOT IN ('customer.noted', 'customer.note_deleted')"),
    ("met", "n.channel", "n.created_at", "0", "n.channel", "0", "''", "0", "0",
     "channel_identity n", "n.shop_id = $1 AND n.customer_id = $2"),
)  # fmt: skip
# COALESCE keeps SQLite, which has no statistics, to the rows of this customer: it would walk an index by time instead.
_SOURCE = """
SELECT * FROM (SELECT '{source}' AS source, {kind} AS kind, {at} AS at, {rank} AS rank, n.id AS id, {number} AS number,
  {word} AS word, {amount} AS amount, {currency} AS currency, {staff} AS staff, {product} AS subject
FROM {table} WHERE {where} AND (COALESCE({at}, {at}) < $4 OR (COALESCE({at}, {at}) = $4 AND ({rank}, n.id) < ($5, $6)))
ORDER BY COALESCE({at}, {at}) DESC, n.id DESC LIMIT {most}) x{rank}
"""
_STORY = """
SELECT q.*, COALESCE(f.name, '') AS who, CASE q.kind WHEN 'view' THEN {viewed}
  WHEN 'search' THEN COALESCE((SELECT l.query FROM stored_list l WHERE l.id = q.subject), '')
  ELSE {wanted} END AS thing
FROM ({sources}) q LEFT JOIN staff f ON f.id = q.staff AND f.shop_id = $1
ORDER BY q.at DESC, q.rank DESC, q.id DESC LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class HappeningView:
    """`source`: event, order, payment, refund, note, desk or met; `kind` what of it: an event's or a step's name.

    `thing` is the product or the words looked for, `who` the colleague, `changes` what the audit log kept.
    """

    source: str
    kind: str
    at: datetime
    number: int
    word: str
    amount: Money | None
    who: str
    thing: str
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """`before` opens what happened earlier, "" where it begins."""

    items: tuple[HappeningView, ...]
    before: str


def _statement() -> str:
    names = "source kind at number word amount currency staff product table where".split()
    sources = " UNION ALL ".join(
        _SOURCE.format(rank=rank, most=PAGE + 1, **dict(zip(names, source, strict=True)))
        for rank, source in enumerate(_SOURCES)
    )
    wanted = NAME.format(p="(SELECT v.product_id FROM variant v WHERE v.id = q.subject)")
    return _STORY.format(sources=sources, viewed=NAME.format(p="q.subject"), wanted=wanted, most=PAGE + 1)


_ALL = _statement()


async def story(by: Actor, customer_id: int, locale: str, before: str = "") -> Story:
    """A page of it, the newest first; one statement. Raises `NotAllowed`."""
    require(by, Permission.VIEW_CUSTOMERS)
    at, rank, row_id = _mark(before)
    subject = f"customer:{customer_id}"
    rows = await sql(_ALL, by.shop_id, customer_id, locale, at, rank, row_id, subject)
    shown = rows[:PAGE]
    more = _word(shown[-1]) if len(rows) > PAGE else ""
    return Story(tuple(_view(row) for row in shown), more)


def _mark(before: str) -> tuple[datetime, int, int]:
    at, _, rest = before.partition("~")
    rank, _, row_id = rest.partition("~")
    try:
        return datetime.fromisoformat(at), int(rank), int(row_id)
    except ValueError:
        return now(), _FIRST, 0


def _word(row: Mapping[str, Any]) -> str:
    at = moment(row["at"]) or now()
    return f"{at.isoformat()}~{row['rank']}~{row['id']}"


def _view(row: Mapping[str, Any]) -> HappeningView:
    desk = row["source"] == "desk"
    return HappeningView(
        source=row["source"],
        kind=row["kind"],
        at=moment(row["at"]) or now(),
        number=int(row["number"]),
        word="" if desk else row["word"],
        amount=Money(int(row["amount"]), row["currency"]) if row["amount"] else None,
        who=row["who"],
        thing=row["thing"] or "",
        changes=unpacked(row["word"]) if desk and row["word"] else {},
    )
