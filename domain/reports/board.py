"""The board on the wall: what is to be done now, by state, the longest waiting first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.rows import moment, unpacked
from domain.orders.lists import FACTS, row_of
from domain.orders.models import OrderLine, OrderStatus
from domain.orders.rights import seen_by
from domain.orders.views import OrderRow
from domain.reports.sheets import things
from domain.shop.views import ShopView
from domain.shop.words import words_at

COLUMNS = (OrderStatus.PLACED, OrderStatus.PACKING, OrderStatus.READY, OrderStatus.SHIPPED)
EACH = 30
SHOWN = 5
_COLUMN = (
    "SELECT * FROM (SELECT * FROM orders o WHERE o.shop_id = $1 AND o.status = '{status}' AND {seen} "
    "ORDER BY o.created_at, o.id LIMIT {each}) c{n}"
)


@dataclass(frozen=True, slots=True)
class Card:
    """`things`: (units, name, details), `more` how many lines are left out. `ready_at`, `day`: when it was promised."""

    row: OrderRow
    things: tuple[tuple[int, str, str], ...]
    more: int
    ready_at: datetime | None
    day: date | None
    gift: bool
    note: str


@dataclass(frozen=True, slots=True)
class Column:
    """`full`: there are more than are shown."""

    status: str
    cards: tuple[Card, ...]
    full: bool


async def board(by: Actor, shop: ShopView) -> tuple[Column, ...]:
    """The columns of the wall. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    values: list[Any] = [by.shop_id]
    seen = seen_by(by, values)
    columns = (_COLUMN.format(status=s.value, seen=seen, each=EACH + 1, n=n) for n, s in enumerate(COLUMNS))
    facts = FACTS.format(also="o.extras,")
    source = " UNION ALL ".join(columns)
    rows = await sql(f"{facts} FROM ({source}) o ORDER BY o.created_at, o.id", *values)
    held = await _held(by, shop, [row["id"] for row in rows])
    cards = [_card(row, held.get(row["id"], [])) for row in rows]
    return tuple(_column(status.value, [c for c in cards if c.row.status == status.value]) for status in COLUMNS)


def _column(status: str, cards: list[Card]) -> Column:
    return Column(status, tuple(cards[:EACH]), len(cards) > EACH)


async def _held(by: Actor, shop: ShopView, order_ids: list[int]) -> dict[int, list[tuple[int, str, str]]]:
    """What each order holds, in the words of who reads the wall."""
    if not order_ids:
        return {}
    lines = await OrderLine.of(by, order_id__in=order_ids).order_by("position", "id")
    named = await things(by, shop, await words_at(by, shop.version, by.locale, shop.locale), lines)
    found: dict[int, list[tuple[int, str, str]]] = {}
    for line in lines:
        own: Mapping[str, Any] = named.get(line.variant_id, {})
        name, details = (own["title"], own["options"]) if own.get("title") else (line.title, line.options)
        found.setdefault(line.order_id, []).append((line.quantity, name, details))
    return found


def _card(row: Mapping[str, Any], held: list[tuple[int, str, str]]) -> Card:
    delivery, extras = unpacked(row["delivery"]), unpacked(row["extras"])
    day = delivery.get("earliest")
    return Card(
        row=row_of(dict(row)),
        things=tuple(held[:SHOWN]),
        more=max(0, len(held) - SHOWN),
        ready_at=moment(delivery.get("ready_at") or None),
        day=date.fromisoformat(day) if day else None,
        gift=bool(extras.get("gift_wrap")),
        note=str(extras.get("note") or ""),
    )
