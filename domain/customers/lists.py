"""The panel's list of customers: narrowed, sorted, one page after another, however many there are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.audit.actions import record
from domain.customers.figures import ORDERS, SEEN, SPENT
from domain.customers.narrowing import PeopleFilters, conditions
from domain.customers.phones import shown
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.money import Money
from domain.kit.rows import Values, in_order, joined, moment, parted, writes_in_with

PAGE, AT_ONCE = 50, 500
COUNTED = 1_000
MOST_TAGS = 60
_ROWS = """
SELECT p.id, p.name, p.phone, p.email, p.locale, p.blocked, p.created_at, p.sorted, s.currency,
  {orders} AS orders, {spent} AS spent, {seen} AS seen_at,
  (SELECT {channels} FROM (SELECT DISTINCT i.channel || '' AS channel FROM channel_identity i
    WHERE i.shop_id = p.shop_id AND i.customer_id = p.id ORDER BY 1) c) AS channels,
  (SELECT {tags} FROM (SELECT t.tag FROM customer_tag t WHERE t.customer_id = p.id ORDER BY t.tag) c) AS tags
FROM (SELECT p.*, {key} AS sorted FROM customer p WHERE {where} ORDER BY {order} LIMIT {limit}) p
JOIN shop s ON s.id = p.shop_id ORDER BY {outer}
"""
_BOUNDED = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM customer p WHERE {where} LIMIT {most}) f"
_TAGS = """
WITH RECURSIVE k(tag) AS (
  SELECT MIN(t.tag) FROM customer_tag t WHERE t.shop_id = $1
  UNION ALL
  SELECT (SELECT MIN(t.tag) FROM customer_tag t WHERE t.shop_id = $1 AND t.tag > k.tag) FROM k WHERE k.tag IS NOT NULL
) SELECT tag FROM k WHERE tag IS NOT NULL LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Sort:
    """`read` makes of a word in an address what the column holds."""

    column: str
    read: Callable[[str], Any]
    down: bool = True


SORTS = {
    "seen": Sort("seen_at", datetime.fromisoformat),
    "new": Sort("id", int),
    "spent": Sort("spent", int),
    "orders": Sort("orders_count", int),
    "name": Sort("name", str, down=False),
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """`orders` and `spent`: what was ordered for good, not cancelled, in the shop's currency."""

    id: int
    name: str
    phone: str
    email: str
    locale: str
    blocked: bool
    channels: tuple[str, ...]
    tags: tuple[str, ...]
    orders: int
    spent: Money
    seen_at: datetime | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`after` opens the next page, "" on the last, `before` the one before, "" on the first.

    `total` counts to 1,000 and no further (`more`).
    """

    items: tuple[PersonRow, ...]
    before: str
    after: str
    total: int
    more: bool


async def people(
    by: Actor, filters: PeopleFilters, sort: str = "seen", after: str = "", before: str = ""
) -> PeoplePage:
    """One page of the list: the one after a row, or the one before a row. Raises `NotAllowed`."""
    require(by, Permission.VIEW_CUSTOMERS)
    if before and _bounds(SORTS.get(sort, SORTS["seen"]), before):
        rows = await _read(by, filters, sort, before, PAGE, back=True)
        if len(rows) > PAGE:
            return await _page(by, filters, rows[PAGE - 1 :: -1], (True, True))
        after = ""  # no more than a page lies before it: that is the first one
    rows = await _read(by, filters, sort, after, PAGE)
    return await _page(by, filters, rows[:PAGE], (bool(after), len(rows) > PAGE))


async def _page(by: Actor, filters: PeopleFilters, rows: list[dict[str, Any]], more: tuple[bool, bool]) -> PeoplePage:
    """Some rows, and whether there are more before and after them."""
    total = await _count(by, filters) if any(more) else len(rows)
    before, after = (
        _mark(ends[0]) if ends and there else "" for ends, there in zip((rows, rows[::-1]), more, strict=True)
    )
    return PeoplePage(tuple(_row(by, row) for row in rows), before, after, min(total, COUNTED), more=total > COUNTED)


async def tags_in_use(by: Actor) -> tuple[str, ...]:
    """Every tag of the shop, by alphabet: one step of an index each."""
    require(by, Permission.VIEW_CUSTOMERS)
    return tuple(row["tag"] for row in await sql(_TAGS, by.shop_id, MOST_TAGS))


async def anybody(by: Actor) -> bool:
    """Whether the shop has met anybody."""
    return bool(await sql("SELECT 1 AS one FROM customer WHERE shop_id = $1 AND erased_at IS NULL LIMIT 1", by.shop_id))


async def note_export(by: Actor, filters: PeopleFilters) -> None:
    """Write into the audit log that the list is taken away, before it is. Raises `NotAllowed`."""
    require(by, Permission.PERSONAL_DATA)
    narrowed = {name: getattr(filters, name) for name in PeopleFilters.__slots__ if getattr(filters, name)}
    async with transaction():
        await record(by, "customer.list_exported", "customers", narrowed)


async def everybody(by: Actor, filters: PeopleFilters, sort: str = "seen") -> AsyncIterator[PersonRow]:
    """The whole list, a few hundred read at a time. Raises `NotAllowed`."""
    require(by, Permission.PERSONAL_DATA)
    after = ""
    while True:
        rows = await _read(by, filters, sort, after, AT_ONCE)
        for row in rows[:AT_ONCE]:
            yield _row(by, row)
        if len(rows) <= AT_ONCE:
            return
        after = _mark(rows[AT_ONCE - 1])


async def _read(
    by: Actor, filters: PeopleFilters, sort: str, mark: str, size: int, *, back: bool = False
) -> list[dict[str, Any]]:
    """What comes after a mark, or before it, nearest first. One row more than asked says that there are more."""
    chosen = SORTS.get(sort, SORTS["seen"])
    chosen = replace(chosen, down=not chosen.down) if back else chosen
    values = Values([by.shop_id])
    where = [*await conditions(by, filters, values), *_beyond(chosen, mark, values)]
    if chosen.column == "id" and not writes_in_with():
        where[0] = where[0].replace("p.shop_id", "+p.shop_id")  # by number: else SQLite sorts all of the shop
    way = "DESC" if chosen.down else "ASC"
    order = f"p.{chosen.column} {way}, p.id {way}"
    statement = _ROWS.format(
        key=f"p.{chosen.column}", where=" AND ".join(where), order=order, limit=size + 1,
        outer=f"p.sorted {way}, p.id {way}", channels=joined("c.channel"), tags=joined("c.tag"),
        orders=ORDERS.format(p="p"), spent=SPENT.format(p="p"), seen=SEEN.format(p="p"),
    )  # fmt: skip
    return await sql(statement, *values)


async def _count(by: Actor, filters: PeopleFilters) -> int:
    values = Values([by.shop_id])
    statement = _BOUNDED.format(where=" AND ".join(await conditions(by, filters, values)), most=COUNTED + 1)
    # words are looked for row by row: then SQLite had better not jump about by an index of the shop
    return int((await sql(in_order(statement, "p") if filters.words else statement, *values))[0]["n"])


def _beyond(sort: Sort, mark: str, values: Values) -> Iterator[str]:
    """What comes after the row whose mark an address carries; a mark that is none opens the first page."""
    bounds = _bounds(sort, mark)
    if bounds is None:
        return
    sign = "<" if sort.down else ">"
    if sort.column == "id":
        yield f"p.id {sign} {values.put(bounds[1])}"
    else:
        yield f"(p.{sort.column}, p.id) {sign} ({values.put(bounds[0])}, {values.put(bounds[1])})"


def _bounds(sort: Sort, mark: str) -> tuple[Any, int] | None:
    key, _, number = mark.rpartition("~")
    try:
        return sort.read(key), int(number)
    except ValueError:
        return None


def _mark(row: dict[str, Any]) -> str:
    """What stands in an address for the end of a page."""
    key = row["sorted"]
    return f"{key.isoformat() if isinstance(key, datetime) else key}~{row['id']}"


def _row(by: Actor, row: dict[str, Any]) -> PersonRow:
    return PersonRow(**facts_of(by, row))


def facts_of(by: Actor, row: dict[str, Any]) -> dict[str, Any]:
    """What the list and the page of one customer say alike, as far as the reader may know it."""
    phone, email = shown(by, row["phone"], row["email"])
    return {
        **{name: row[name] for name in ("id", "name", "locale")},
        "phone": phone,
        "email": email,
        "blocked": bool(row["blocked"]),
        "channels": parted(row["channels"]),
        "tags": parted(row["tags"]),
        "orders": int(row["orders"]),
        "spent": Money(int(row["spent"]), row["currency"]),
        "seen_at": moment(row["seen_at"]),
        "created_at": moment(row["created_at"]),
    }
