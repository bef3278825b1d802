"""The panel's list of customers: narrowed, sorted, one page after another, however many there are."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit.actions import record
from domain.customers.figures import ORDERS, SEEN, SPENT
from domain.customers.phones import shown
from domain.kit.actor import Actor, Permission, require
from domain.kit.alike import alike, pattern
from domain.kit.db import sql, transaction
from domain.kit.money import Money
from domain.kit.rows import Values, in_order, joined, moment, parted, writes_in_with

PAGE, AT_ONCE = 50, 500
COUNTED = 1_000
MOST_TAGS = 60
FEW = 20_000
PHONE_DIGITS = 5
LONGEST_NUMBER = 9
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
_BY_NUMBER = "p.id IN (SELECT o.customer_id FROM orders o WHERE o.shop_id = $1 AND o.number = {})"
# One of a few is looked up from the few, one of many while the list is walked.
# || keeps SQLite, which has no statistics, from the index that begins with the channel: everybody is in it.
_FEW = {
    "channel": "p.id IN (SELECT i.customer_id FROM channel_identity i WHERE i.shop_id = $1 AND i.channel = {})",
    "tag": "p.id IN (SELECT t.customer_id FROM customer_tag t WHERE t.shop_id = $1 AND t.tag = {})",
}
_MANY = {
    "channel": "EXISTS (SELECT 1 FROM channel_identity i WHERE i.shop_id = $1 AND i.customer_id = p.id"
    " AND i.channel || '' = {})",
    "tag": "EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_id = p.id AND t.tag = {})",
}
_HOW_MANY = {
    "channel": "SELECT 1 AS one FROM channel_identity i WHERE i.shop_id = $1 AND i.channel = $2 LIMIT 1 OFFSET $3",
    "tag": "SELECT 1 AS one FROM customer_tag t WHERE t.shop_id = $1 AND t.tag = $2 LIMIT 1 OFFSET $3",
}
_ORDERED = {"yes": "p.orders_count > 0", "no": "p.orders_count = 0"}


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
class PeopleFilters:
    """What the list is narrowed to; "" narrows nothing. `words`: part of a name, phone, e-mail, or an order's number.

    `ordered` is "yes" or "no".
    """

    words: str = ""
    channel: str = ""
    tag: str = ""
    ordered: str = ""
    language: str = ""
    blocked: bool = False


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
    """`after` opens the next page, "" on the last. `total` counts to 1,000 and no further (`more`)."""

    items: tuple[PersonRow, ...]
    after: str
    total: int
    more: bool


async def people(by: Actor, filters: PeopleFilters, sort: str = "seen", after: str = "") -> PeoplePage:
    """One page of the list. Raises `NotAllowed`."""
    require(by, Permission.VIEW_CUSTOMERS)
    rows = await _read(by, filters, sort, after, PAGE)
    some, more = rows[:PAGE], len(rows) > PAGE
    total = len(some) if not more and not after else await _count(by, filters)
    return PeoplePage(
        tuple(_row(by, row) for row in some), _mark(some[-1]) if more else "", min(total, COUNTED), more=total > COUNTED
    )


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


async def _read(by: Actor, filters: PeopleFilters, sort: str, after: str, size: int) -> list[dict[str, Any]]:
    """One row more than asked says that there are more."""
    chosen = SORTS.get(sort, SORTS["seen"])
    values = Values([by.shop_id])
    where = [*await _conditions(by, filters, values), *_beyond(chosen, after, values)]
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
    statement = _BOUNDED.format(where=" AND ".join(await _conditions(by, filters, values)), most=COUNTED + 1)
    # words are looked for row by row: then SQLite had better not jump about by an index of the shop
    return int((await sql(in_order(statement, "p") if filters.words else statement, *values))[0]["n"])


async def _conditions(by: Actor, filters: PeopleFilters, values: Values) -> list[str]:
    parts = ["p.shop_id = $1 AND p.erased_at IS NULL"]
    for name, value in (("channel", filters.channel), ("tag", filters.tag)):
        if value:
            many = await sql(_HOW_MANY[name], by.shop_id, value, FEW)
            parts.append((_MANY if many else _FEW)[name].format(values.put(value)))
    return [*parts, *_plain(by, filters, values)]


def _plain(by: Actor, filters: PeopleFilters, values: Values) -> Iterator[str]:
    if filters.language:
        yield f"p.locale = {values.put(filters.language)}"
    if filters.ordered in _ORDERED:
        yield _ORDERED[filters.ordered]
    if filters.blocked:
        yield f"p.blocked = {values.put(True)}"
    yield from _words(
        re.sub(r"[%_\\#№]", "", filters.words).strip(), values, Permission.VIEW_CONTACTS in by.permissions
    )


def _words(words: str, values: Values, whole: bool) -> Iterator[str]:
    """A figure is an order's number; a longer one may also be a part of a phone number.

    Not `whole`: of numbers and e-mail addresses that are masked nothing can be found out.
    """
    digits = re.sub(r"[\s()+.-]", "", words)
    parts = []
    if digits.isdecimal() and len(digits) <= LONGEST_NUMBER:
        parts.append(_BY_NUMBER.format(values.put(int(digits))))
    if digits.isdecimal() and len(digits) >= PHONE_DIGITS and whole:
        parts.append(f"p.phone LIKE {values.put(f'%{digits}%')}")
    if words and not digits.isdecimal():
        held = values.put(pattern(words))
        parts += [alike(column, words, held) for column in (("p.name", "p.email") if whole else ("p.name",))]
    if parts:
        yield f"({' OR '.join(parts)})"


def _beyond(sort: Sort, after: str, values: Values) -> Iterator[str]:
    """What comes after the row whose mark an address carries; a mark that is none opens the first page."""
    key, _, number = after.rpartition("~")
    try:
        bounds = (sort.read(key), int(number))
    except ValueError:
        return
    sign = "<" if sort.down else ">"
    if sort.column == "id":
        yield f"p.id {sign} {values.put(bounds[1])}"
    else:
        yield f"(p.{sort.column}, p.id) {sign} ({values.put(bounds[0])}, {values.put(bounds[1])})"


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
