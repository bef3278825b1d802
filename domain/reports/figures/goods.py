"""What sells and what is looked at, product by product; what is searched for and not found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalog.fragments import ids
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.money import Money
from domain.reports.figures.days import Span
from domain.reports.figures.reading import Book
from domain.reports.figures.returned import units_back

MOST = 50
SORTS = ("money", "units", "orders", "views", "conversion", "back")
_NAMES = """
SELECT p.id, p.status, COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = $2),
  (SELECT MIN(t.name) FROM product_text t WHERE t.product_id = p.id), p.key) AS name
FROM product p WHERE p.shop_id = $1 AND p.id IN ({ids})
"""


@dataclass(slots=True)
class Good:
    """`orders` is in how many it was. `money` is after discounts, in minor units; `back`: units of returns."""

    product_id: int
    currency: str
    orders: int = 0
    units: int = 0
    minor: int = 0
    views: int = 0
    back: int = 0
    name: str = ""
    archived: bool = False

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def conversion(self) -> float | None:
        """Orders of a hundred views; None without views."""
        return 100 * self.orders / self.views if self.views else None


@dataclass(frozen=True, slots=True)
class Goods:
    """The first of them by what they are sorted by, and how many were sold, looked at or given back at all."""

    rows: tuple[Good, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Sought:
    """Words somebody searched for without any result, how often, and how many people."""

    words: str
    times: int
    people: int


async def top_products(by: Actor, book: Book, span: Span, sort: str, currency: str) -> Goods:
    """The best first; those with the same figure by their id, so that the order never jumps."""
    found: dict[int, Good] = {}
    for row in await book.sums(("product", "view"), span):
        good = found.setdefault(int(row.key), Good(int(row.key), currency))
        if row.kind == "view":
            good.views += row.n
        elif row.currency == currency:
            good.orders += row.n
            good.units += row.units
            good.minor += row.money
    for product_id, units in (await units_back(by, book, span)).items():
        found.setdefault(product_id, Good(product_id, currency)).back = units
    attribute = "minor" if sort == "money" else sort
    best = sorted(found.values(), key=lambda good: (-(getattr(good, attribute) or 0), good.product_id))
    return Goods(await _named(by, best[:MOST]), len(found))


async def _named(by: Actor, goods: Sequence[Good]) -> tuple[Good, ...]:
    if not goods:
        return ()
    statement = _NAMES.format(ids=ids([good.product_id for good in goods]))
    rows = {row["id"]: row for row in await sql(statement, by.shop_id, by.locale)}
    for good in goods:
        row = rows.get(good.product_id, {"name": f"#{good.product_id}", "status": "archived"})
        good.name, good.archived = row["name"], row["status"] == "archived"
    return tuple(goods)


async def not_found(book: Book, span: Span) -> tuple[Sought, ...]:
    """What people searched for without result, the most frequent first."""
    times: dict[str, int] = defaultdict(int)
    people: dict[str, int] = defaultdict(int)
    for row in await book.sums(("nothing",), span):
        times[row.key] += row.n
        people[row.key] += row.units
    best = sorted(times, key=lambda words: (-times[words], words))
    return tuple(Sought(words, times[words], people[words]) for words in best[:MOST])
