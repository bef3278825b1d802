"""What customers gave back, product by product and reason by reason: from the returns themselves, which are few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.catalog.fragments import ids
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.money import Money
from domain.reports.figures.days import DAY, Span, begins
from domain.reports.figures.reading import Book

MOST = 50
_ASKED = """
FROM order_return r JOIN orders o ON o.id = r.order_id WHERE r.shop_id = $1
AND r.status IN ('requested', 'approved', 'received', 'closed') AND r.requested_at >= $2 AND r.requested_at < $3
AND NOT o.is_test
"""
_LINES = f"""
SELECT l.product_id, x.reason, x.currency, COUNT(DISTINCT x.id) AS n, SUM(rl.quantity) AS units,
  SUM(CASE WHEN l.quantity > 0 THEN (2 * l.total * rl.quantity + l.quantity) / (2 * l.quantity) ELSE 0 END) AS worth
FROM (SELECT r.id, r.reason, o.currency {_ASKED}) x
JOIN order_return_line rl ON rl.order_return_id = x.id JOIN order_line l ON l.id = rl.order_line_id
GROUP BY l.product_id, x.reason, x.currency
"""  # noqa: S608 - our own words
_COUNTED = f"SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN r.requested_at >= $4 THEN 1 ELSE 0 END), 0) AS now {_ASKED}"
_BY_REASON = f"SELECT r.reason, COUNT(*) AS n {_ASKED} AND o.currency = $4 GROUP BY r.reason"
_NAMES = """
SELECT p.id, COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = $2),
  (SELECT MIN(t.name) FROM product_text t WHERE t.product_id = p.id), p.key) AS name
FROM product p WHERE p.shop_id = $1 AND p.id IN ({ids})
"""


@dataclass(slots=True)
class Back:
    """What came back of one product, or for one reason. `worth` is what was paid for it, in minor units.

    `sold`: units of the product sold in the same days. `reasons`: units by reason.
    """

    key: str
    name: str = ""
    returns: int = 0
    units: int = 0
    worth: int = 0
    sold: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float | None:
        """Units that came back of a hundred that were sold; None of nothing."""
        return 100 * self.units / self.sold if self.sold else None


@dataclass(frozen=True, slots=True)
class Returned:
    """`count`, `before`: returns asked for in the days and in those before. `worth` in the shop's own minor units."""

    products: tuple[Back, ...]
    reasons: tuple[Back, ...]
    count: int
    before: int
    units: int
    worth: Money


async def returned(by: Actor, book: Book, span: Span, currency: str) -> Returned:
    """Most units first."""
    start, end = _moment(span.first, book), _moment(span.last + DAY, book)
    rows = [r for r in await sql(_LINES, by.shop_id, start, end) if r["currency"] == currency]
    asked = await sql(_BY_REASON, by.shop_id, start, end, currency)
    both = (await sql(_COUNTED, by.shop_id, _moment(span.before.first, book), end, start))[0]
    products = _ranked(rows, "product_id")
    reasons = _ranked(rows, "reason")
    for one in reasons:
        one.returns = next((int(row["n"]) for row in asked if row["reason"] == one.key), 0)
    await _complete(by, book, span, products[:MOST])
    worth = Money(sum(one.worth for one in reasons), currency)
    units, now = sum(one.units for one in reasons), int(both["now"])
    return Returned(tuple(products[:MOST]), tuple(reasons), now, int(both["n"]) - now, units, worth)


async def units_back(by: Actor, book: Book, span: Span) -> dict[int, int]:
    """How many units of each product were asked to be given back."""
    found: dict[int, int] = defaultdict(int)
    for row in await sql(_LINES, by.shop_id, _moment(span.first, book), _moment(span.last + DAY, book)):
        found[int(row["product_id"])] += int(row["units"])
    return found


def _moment(day: date, book: Book) -> Any:
    return begins(day, book.zone)


def _ranked(rows: Sequence[dict[str, Any]], by: str) -> list[Back]:
    found: dict[str, Back] = {}
    for row in rows:
        one = found.setdefault(str(row[by]), Back(str(row[by])))
        one.returns += int(row["n"])
        one.units += int(row["units"])
        one.worth += int(row["worth"])
        one.reasons[row["reason"]] = one.reasons.get(row["reason"], 0) + int(row["units"])
    return sorted(found.values(), key=lambda one: (-one.units, one.key))


async def _complete(by: Actor, book: Book, span: Span, products: Sequence[Back]) -> None:
    """Their names, and how many were sold in the same days."""
    if not products:
        return
    sold: dict[str, int] = defaultdict(int)
    for row in await book.sums(("product",), span):
        sold[row.key] += row.units
    statement = _NAMES.format(ids=ids([int(one.key) for one in products]))
    names = {str(row["id"]): row["name"] for row in await sql(statement, by.shop_id, by.locale)}
    for one in products:
        one.name, one.sold = names.get(one.key, f"#{one.key}"), sold[one.key]
