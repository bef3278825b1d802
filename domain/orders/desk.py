"""The panel's list of orders: tabs, what it is narrowed to, and the orders somebody has picked from it.

Flat in the size of the shop: what an index cannot find is looked for among the newest `LOOKED_AT` of a tab, and nothing
is counted further than `COUNTED`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.alike import alike, pattern
from domain.kit.db import sql
from domain.kit.paging import Page, clamp
from domain.orders.lists import BACK, FACTS, PAID, row_of
from domain.orders.prints import EDITED
from domain.orders.rights import seen_by
from domain.orders.views import OrderRow

PANEL_PAGE = 50
COUNTED = 10_000
LOOKED_AT = 10_000
AT_ONCE = 500
PHONE_DIGITS, MOST_DIGITS = 5, 15

TABS = {
    "all": "TRUE",
    "new": "o.status = 'placed'",
    "unpaid": "o.status = 'awaiting_payment'",
    "packing": "o.status = 'packing'",
    "ready": "o.status = 'ready'",
    "shipped": "o.status = 'shipped'",
    "done": "o.status = 'delivered'",
    "cancelled": "o.status = 'cancelled'",
    # the first half is the condition of an index of its own
    "problems": "(o.needs_attention <> '' OR o.cancel_requested_at IS NOT NULL) "
    "AND (o.needs_attention <> '' OR o.status NOT IN ('cancelled', 'delivered'))",
}
ENDLESS = frozenset({"all", "done", "cancelled"})
SORTS = {
    "new": "o.created_at DESC, o.id DESC",
    "old": "o.created_at, o.id",
    "big": "o.total DESC, o.id DESC",
}
PAID_STATES = {
    "paid": f"{PAID} >= o.total AND {BACK} = 0",
    "part": f"{PAID} > 0 AND {PAID} < o.total",
    "unpaid": f"{PAID} = 0 AND o.total > 0",
    "refunded": f"{BACK} > 0",
}
_OLD_FIRST = frozenset({"packing"})
_PRINTED = f"""
       (SELECT SUM(x.times) FROM order_print x WHERE x.order_id = o.id) AS prints,
       (SELECT MAX(x.at) FROM order_print x WHERE x.order_id = o.id) AS printed_at,
       (SELECT x.staff_id FROM order_print x WHERE x.order_id = o.id ORDER BY x.at DESC LIMIT 1) AS printed_by,
       (SELECT MIN(x.at) FROM order_print x WHERE x.order_id = o.id AND x.kind <> 'pick') AS oldest_print,
       ({EDITED.format(shop="o.shop_id", subject="'order:' || o.id")}) AS edited_at,
"""  # noqa: S608 - words of ours
_JSON = "REPLACE(CAST(o.delivery AS TEXT), ' ', '') LIKE {}"
_EITHER = "(REPLACE(CAST(o.delivery AS TEXT), ' ', '') LIKE {} OR REPLACE(CAST(o.delivery AS TEXT), ' ', '') LIKE {})"
_FOUND = "o.id IN (SELECT f.id FROM orders f WHERE f.shop_id = $1 AND {})"
_PERSON = (
    "f.customer_id IN (SELECT c.id FROM customer c WHERE c.shop_id = $1 AND {name}"
    " UNION ALL SELECT c.id FROM customer c WHERE c.shop_id = $1 AND c.phone LIKE {word} ESCAPE '!')"
)


@dataclass(frozen=True, slots=True)
class OrderFilters:
    """What the panel's list is narrowed to; "" narrows nothing. `words`: a number, or part of a name or phone.

    `paid`: a key of `PAID_STATES`, `sort` of `SORTS` ("": what is to be done next first), `tests`: "only" or "none".
    """

    words: str = ""
    payment_method: str = ""
    delivery_kind: str = ""
    channel: str = ""
    since: datetime | None = None
    until: datetime | None = None
    customer_id: int = 0
    paid: str = ""
    method_id: int = 0
    tests: str = ""
    sort: str = ""

    @property
    def narrows(self) -> bool:
        return replace(self, sort="") != OrderFilters()


@dataclass(frozen=True)
class OrderPage(Page[OrderRow]):
    """`more`: there are more than were counted; `cut`: only the newest of the tab were looked through."""

    more: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Where the rows come from, what is asked of each of them, and their order."""

    source: str
    where: str
    order: str
    values: list[Any]
    narrow: bool


async def orders(by: Actor, tab: str, filters: OrderFilters | None = None, page: int = 1) -> OrderPage:
    """A tab of the panel's list. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    wanted = _wanted(by, tab, filters or OrderFilters())
    found = await _counted(wanted)
    total = min(found, COUNTED)
    number = clamp(page, PANEL_PAGE, total)
    rows = await _read(wanted, PANEL_PAGE, (number - 1) * PANEL_PAGE) if found else []
    cut = wanted.narrow and await _beyond(wanted)
    return OrderPage(tuple(rows), number, PANEL_PAGE, total, more=found > COUNTED, cut=cut)


async def picked(
    by: Actor, tab: str, filters: OrderFilters, numbers: Sequence[int] | None = None
) -> tuple[OrderRow, ...]:
    """The orders with these numbers, or all that fit; in the order of the list, `AT_ONCE` at most."""
    require(by, Permission.VIEW_ORDERS)
    if numbers is None:
        return tuple(await _read(_wanted(by, tab, filters), AT_ONCE, 0))
    among = sorted(set(numbers))[:AT_ONCE]
    if not among:
        return ()
    wanted = _wanted(by, "all", OrderFilters(sort=_sort(tab, filters)), f"o.number IN ({', '.join(map(str, among))})")
    return tuple(await _read(wanted, AT_ONCE, 0))


async def tab_counts(by: Actor) -> dict[str, int]:
    """How many orders each tab holds, `COUNTED` + 1 at most; of the endless ones only whether there are any."""
    require(by, Permission.VIEW_ORDERS)
    values: list[Any] = [by.shop_id]
    seen = seen_by(by, values)
    parts = [
        _bounded(where, seen, 1 if tab in ENDLESS else COUNTED + 1) + f" AS {tab}_n" for tab, where in TABS.items()
    ]
    rows = await sql(f"SELECT {', '.join(parts)}", *values)
    return {tab: int(rows[0][f"{tab}_n"]) for tab in TABS}


def _bounded(where: str, seen: str, most: int) -> str:
    return (
        f"(SELECT COUNT(*) FROM (SELECT 1 FROM orders o WHERE o.shop_id = $1 AND {where} AND {seen} "  # noqa: S608
        f"LIMIT {most}) x)"
    )


async def exported(by: Actor, tab: str, filters: OrderFilters) -> AsyncIterator[OrderRow]:
    """Every order of a view, newest first, noted in the audit log. Raises `NotAllowed`."""
    require(by, Permission.PERSONAL_DATA)
    await record(by, "orders.exported", f"orders:{tab}", {"words": filters.words} if filters.words else None)
    return _all(by, tab, replace(filters, sort=""))


async def _all(by: Actor, tab: str, filters: OrderFilters) -> AsyncIterator[OrderRow]:
    last = 0
    while True:
        wanted = _wanted(by, tab, filters, f"o.id < {last}" if last else "", whole=True)
        rows = await _read(replace(wanted, order="o.id DESC"), AT_ONCE, 0)
        for row in rows:
            yield row
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].id


# -------------------------------------------------------------------------------------------------------- the statement


def _wanted(by: Actor, tab: str, filters: OrderFilters, also: str = "", *, whole: bool = False) -> _Wanted:
    values: list[Any] = [by.shop_id]

    def put(value: Any) -> str:
        values.append(value)
        return f"${len(values)}"

    known = tab if tab in TABS else "all"
    base = ["o.shop_id = $1", TABS[known], seen_by(by, values), *_indexed(filters, put)]
    rest = _narrowing(filters, put)
    order = SORTS[_sort(tab, filters)]
    base += [also] if also else []
    if whole or not (rest or filters.sort == "big"):
        return _Wanted("orders", " AND ".join([*base, *rest]), order, values, narrow=False)
    source = f"(SELECT * FROM orders o WHERE {' AND '.join(base)} ORDER BY {_window(order)} LIMIT {LOOKED_AT})"  # noqa: S608
    return _Wanted(source, " AND ".join(rest) or "TRUE", order, values, narrow=True)


def _sort(tab: str, filters: OrderFilters) -> str:
    return filters.sort if filters.sort in SORTS else "old" if tab in _OLD_FIRST else "new"


def _window(order: str) -> str:
    return order if "total" not in order else SORTS["new"]


def _indexed(filters: OrderFilters, put: Callable[[Any], str]) -> list[str]:
    """What an index finds."""
    wanted = (
        ("o.customer_id = {}", filters.customer_id),
        ("o.created_at >= {}", filters.since),
        ("o.created_at < {}", filters.until),
    )
    parts = [condition.format(put(value)) for condition, value in wanted if value]
    return parts + _words(re.sub(r"[%_#№]", "", filters.words).strip(), put)


def _words(words: str, put: Callable[[Any], str]) -> list[str]:
    """A figure is an order's number; a longer one may also be a part of a phone number."""
    parts = [f"f.number = {put(int(words))}"] if words.isdecimal() and len(words) <= MOST_DIGITS else []
    if words and not (parts and len(words) < PHONE_DIGITS):
        held = put(pattern(words))
        parts.append(_PERSON.format(name=alike("c.name", words, held), word=held))
    return [f"({' OR '.join(_FOUND.format(part) for part in parts)})"] if parts else []


def _narrowing(filters: OrderFilters, put: Callable[[Any], str]) -> list[str]:
    """What each order has to be looked at for."""
    wanted = (("o.payment_method = {}", filters.payment_method), ("o.channel = {}", filters.channel))
    parts = [condition.format(put(value)) for condition, value in wanted if value]
    if filters.delivery_kind:
        parts.append(_JSON.format(put(f'%"kind":"{filters.delivery_kind}"%')))
    if filters.method_id:
        method = f'%"method_id":{filters.method_id}'
        parts.append(_EITHER.format(put(f"{method},%"), put(f"{method}}}%")))
    if filters.paid in PAID_STATES:
        parts.append(f"({PAID_STATES[filters.paid]})")
    if filters.tests in ("only", "none"):
        parts.append(f"{'' if filters.tests == 'only' else 'NOT '}CAST(o.is_test AS BOOLEAN)")
    return parts


async def _counted(wanted: _Wanted) -> int:
    inner = f"SELECT 1 FROM {wanted.source} o WHERE {wanted.where} LIMIT {COUNTED + 1}"  # noqa: S608
    return int((await sql(f"SELECT COUNT(*) AS n FROM ({inner}) x", *wanted.values))[0]["n"])  # noqa: S608


async def _beyond(wanted: _Wanted) -> bool:
    """Whether the tab goes on behind what was looked through."""
    inner = wanted.source.removeprefix("(SELECT *").removesuffix(")")
    values = wanted.values[: _highest(inner)]
    rows = await sql(f"SELECT COUNT(*) AS n FROM (SELECT 1 {inner}) x", *values)  # noqa: S608
    return int(rows[0]["n"]) >= LOOKED_AT


def _highest(statement: str) -> int:
    return max(int(n) for n in re.findall(r"\$(\d+)", statement))


async def _read(wanted: _Wanted, size: int, offset: int) -> list[OrderRow]:
    facts = FACTS.format(also=_PRINTED)
    rows = await sql(
        f"{facts} FROM {wanted.source} o WHERE {wanted.where} ORDER BY {wanted.order} LIMIT {size} OFFSET {offset}",
        *wanted.values,
    )
    return [row_of(row) for row in rows]
