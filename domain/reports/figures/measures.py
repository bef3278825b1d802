"""What is counted on one day of a shop. The one place that says what a figure is made of.

A sale is a firm order on the day it became firm: not cancelled, no test. What is in `n`, `units`, `money`:

- order: orders, units, their totals, by channel · refund: refunds done that day, units where known, money, by channel
- product: orders, units, money after discounts, by product · view: views, by product
- cohort: by the month of a customer's first order: customers with their first order of this month, orders, money
- again: by the same month: customers whose second order this is · step: people, by step of the funnel and channel
- active: people who did something · taps, messages: orders, by how many it took · fail: failed payments, by reason
- nothing: searches without result, people, by words · fresh: products that were published
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.rows import moment
from domain.reports.figures.days import DAY, begins

STEPS = ("start", "view", "cart", "checkout", "pay", "paid")
_NOTED = ", ".join(f"'{kind}'" for kind in ("start", "link", "view", "search", "cart", "checkout", "pay", "paid"))
_STEPS = ", ".join(f"'{kind}'" for kind in STEPS[1:-1])  # whoever did anything has come
_FIRM = "o.shop_id = $1 AND o.placed_at >= $2 AND o.placed_at < $3 AND o.status <> 'cancelled' AND NOT o.is_test"
_AT = "e.shop_id = $1 AND e.at >= $2 AND e.at < $3"
_ORDERS = f"""
SELECT o.channel, o.currency, COUNT(*) AS n, SUM(o.total) AS money,
  SUM((SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id)) AS units
FROM orders o WHERE {_FIRM} GROUP BY o.channel, o.currency
"""  # noqa: S608 - our own words
_REFUNDS = """
SELECT o.channel, r.currency, COUNT(*) AS n, 0 AS units, SUM(r.amount) AS money
FROM refund r JOIN orders o ON o.id = r.order_id
WHERE r.shop_id = $1 AND r.done_at >= $2 AND r.done_at < $3 AND r.status = 'done' AND o.status <> 'cancelled'
  AND NOT o.is_test GROUP BY o.channel, r.currency
UNION ALL SELECT 'imported', p.currency, COUNT(*), SUM(p.units), SUM(p.amount) FROM past_return p
WHERE p.shop_id = $1 AND p.at >= $2 AND p.at < $3 GROUP BY p.currency
"""
_PRODUCTS = f"""
SELECT l.product_id AS key, o.currency, COUNT(DISTINCT o.id) AS n, SUM(l.quantity) AS units, SUM(l.total) AS money
FROM orders o JOIN order_line l ON l.order_id = o.id WHERE {_FIRM} GROUP BY l.product_id, o.currency
"""  # noqa: S608
_VIEWS = f"SELECT e.subject_id AS key, COUNT(*) AS n FROM event e WHERE {_AT} AND e.kind = 'view' GROUP BY e.subject_id"  # noqa: S608
_PEOPLE = f"""
SELECT e.channel, e.kind AS key, COUNT(DISTINCT e.customer_id) AS n FROM event e
WHERE {_AT} AND e.kind IN ({_STEPS}) AND e.customer_id > 0 GROUP BY e.channel, e.kind
UNION ALL SELECT e.channel, 'start', COUNT(DISTINCT e.customer_id) FROM event e
WHERE {_AT} AND e.kind IN ({_NOTED}) AND e.customer_id > 0 GROUP BY e.channel
UNION ALL SELECT o.channel, 'paid', COUNT(DISTINCT o.customer_id) FROM orders o
WHERE {_FIRM} AND o.channel <> 'imported' GROUP BY o.channel
"""  # noqa: S608
_ACTIVE = (
    f"SELECT COUNT(DISTINCT e.customer_id) AS n FROM event e WHERE {_AT} AND e.kind IN ({_NOTED}) AND e.customer_id > 0"  # noqa: S608
)
_TAPS = f"SELECT o.{{0}} AS key, COUNT(*) AS n FROM orders o WHERE {_FIRM} AND o.taps > 0 GROUP BY o.{{0}}"  # noqa: S608
_FAILED = """
SELECT p.reason AS key, p.currency, COUNT(*) AS n, SUM(p.amount) AS money
FROM payment p JOIN orders o ON o.id = p.order_id
WHERE p.shop_id = $1 AND p.status = 'failed' AND p.created_at >= $2 AND p.created_at < $3 AND NOT o.is_test
GROUP BY p.reason, p.currency
"""
_NOTHING = f"""
SELECT SUBSTR(s.query, 1, 100) AS key, COUNT(*) AS n, COUNT(DISTINCT e.customer_id) AS units
FROM event e JOIN stored_list s ON s.id = e.subject_id
WHERE {_AT} AND e.kind = 'search' AND REPLACE(CAST(e.data AS TEXT), ' ', '') LIKE '%"found":0}}%'
GROUP BY SUBSTR(s.query, 1, 100)
"""  # noqa: S608
_FRESH = """
SELECT COUNT(*) AS n FROM product p
WHERE p.shop_id = $1 AND p.published_at >= $2 AND p.published_at < $3 AND p.status = 'active' AND NOT p.is_demo
"""
_NOBODY = """
COALESCE((SELECT i.customer_id FROM channel_identity i
  WHERE i.shop_id = $1 AND i.channel = 'imported' AND i.external_id = ''), 0)
"""
_THEIRS = "x.shop_id = $1 AND x.customer_id = d.customer_id AND x.status <> 'cancelled' AND NOT x.is_test"
_CUSTOMERS = f"""
SELECT d.customer_id, d.currency, d.n, d.money,
  (SELECT MIN(x.placed_at) FROM orders x WHERE {_THEIRS}) AS first_at,
  (SELECT COUNT(*) FROM orders x WHERE {_THEIRS} AND x.placed_at < $2) AS before,
  (SELECT COUNT(*) FROM orders x WHERE {_THEIRS} AND x.placed_at >= $4 AND x.placed_at < $2) AS in_month
FROM (SELECT o.customer_id, o.currency, COUNT(*) AS n, SUM(o.total) AS money FROM orders o
  WHERE {_FIRM} AND o.customer_id <> {_NOBODY} GROUP BY o.customer_id, o.currency) d
"""  # noqa: S608


@dataclass(slots=True)
class Row:
    """One figure of one day."""

    kind: str
    day: str
    channel: str = ""
    key: str = ""
    currency: str = ""
    n: int = 0
    units: int = 0
    money: int = 0


@dataclass(frozen=True, slots=True)
class Within:
    """One day of a shop: from when until when, and when its month began."""

    day: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        return begins(self.day, self.zone)

    @property
    def end(self) -> datetime:
        return begins(self.day + DAY, self.zone)

    @property
    def month(self) -> datetime:
        return begins(self.day.replace(day=1), self.zone)


Measure = Callable[[Actor, Within], Awaitable[list[Row]]]


def _asked(kind: str, statement: str) -> Measure:
    async def measure(by: Actor, within: Within) -> list[Row]:
        rows = await sql(statement, by.shop_id, within.start, within.end)
        return [_row(kind, within.day, row) for row in rows if row["n"]]

    return measure


def _row(kind: str, day: date, row: Mapping[str, Any]) -> Row:
    channel, key, currency = (str(row.get(name) or "") for name in ("channel", "key", "currency"))
    n, units, money = (int(row.get(name) or 0) for name in ("n", "units", "money"))
    return Row(kind, day.isoformat(), channel, key, currency, n, units, money)


async def _cohorts(by: Actor, within: Within) -> list[Row]:
    rows = await sql(_CUSTOMERS, by.shop_id, within.start, within.end, within.month)
    found: dict[tuple[str, str, str], Row] = {}
    orders: dict[int, tuple[int, int, str]] = {}
    for row in rows:
        first = moment(row["first_at"])
        month = first.astimezone(within.zone).strftime("%Y-%m") if first else ""
        one = found.setdefault(
            ("cohort", month, row["currency"]), Row("cohort", within.day.isoformat(), "", month, row["currency"])
        )
        one.n += row["in_month"] == 0 and row["customer_id"] not in orders
        one.units += int(row["n"])
        one.money += int(row["money"])
        before = orders.get(row["customer_id"], (int(row["before"]), 0, month))
        orders[row["customer_id"]] = (before[0], before[1] + int(row["n"]), month)
    return [*found.values(), *_seconds(within.day, orders.values())]


def _seconds(day: date, orders: Iterable[tuple[int, int, str]]) -> list[Row]:
    """Customers who came back: their second order is one of this day's."""
    back: dict[str, int] = defaultdict(int)
    for before, today, month in orders:
        back[month] += before < 2 <= before + today
    return [Row("again", day.isoformat(), "", month, "", n) for month, n in back.items() if n]


MEASURES: dict[str, Measure] = {
    "order": _asked("order", _ORDERS),
    "refund": _asked("refund", _REFUNDS),
    "product": _asked("product", _PRODUCTS),
    "view": _asked("view", _VIEWS),
    "cohort": _cohorts,
    "step": _asked("step", _PEOPLE),
    "active": _asked("active", _ACTIVE),
    "taps": _asked("taps", _TAPS.format("taps")),
    "messages": _asked("messages", _TAPS.format("messages")),
    "fail": _asked("fail", _FAILED),
    "nothing": _asked("nothing", _NOTHING),
    "fresh": _asked("fresh", _FRESH),
}


KINDS = (*MEASURES, "again")  # which comes along with "cohort"


async def measure(by: Actor, kinds: Iterable[str], within: Within) -> list[Row]:
    """The figures of these kinds on one day, counted from the rows themselves."""
    return [row for kind in kinds if kind in MEASURES for row in await MEASURES[kind](by, within)]
