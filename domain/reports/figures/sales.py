"""Sales, orders and the average order, by day, week or month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.kit.money import Money, half_up
from domain.reports.figures.days import Span, bucket, steps
from domain.reports.figures.measures import Row
from domain.reports.figures.reading import Book


@dataclass(slots=True)
class Sums:
    """What was sold and what went back, in minor units of one currency."""

    currency: str
    orders: int = 0
    units: int = 0
    sales: int = 0
    refunds: int = 0

    def add(self, row: Row) -> None:
        if row.kind == "refund":
            self.refunds += row.money
            return
        self.orders += row.n
        self.units += row.units
        self.sales += row.money

    @property
    def gross(self) -> Money:
        return Money(self.sales, self.currency)

    @property
    def back(self) -> Money:
        return Money(self.refunds, self.currency)

    @property
    def net(self) -> Money:
        return Money(self.sales - self.refunds, self.currency)

    @property
    def average(self) -> Money | None:
        """What an order comes to, half up; None without orders."""
        return Money(half_up(self.sales, self.orders), self.currency) if self.orders else None


@dataclass(frozen=True, slots=True)
class Sales:
    """`steps` has every day, week or month of the range, `before` the days right before it as a whole."""

    steps: tuple[tuple[date, Sums], ...]
    total: Sums
    before: Sums
    channels: tuple[tuple[str, Sums], ...]
    currencies: tuple[str, ...]


async def sales(book: Book, span: Span, by: str, currency: str) -> Sales:
    """In one currency; the others there are come along by name."""
    rows = await book.rows(("order", "refund"), Span(span.before.first, span.last))
    mine = [row for row in rows if row.currency == currency]
    found = {step: Sums(currency) for step in steps(span, by)}
    channels: dict[str, Sums] = {}
    for row in (row for row in mine if date.fromisoformat(row.day) in span):
        found[bucket(date.fromisoformat(row.day), by)].add(row)
        channels.setdefault(row.channel, Sums(currency)).add(row)
    now = [row for row in mine if date.fromisoformat(row.day) in span]
    earlier = [row for row in mine if date.fromisoformat(row.day) in span.before]
    return Sales(
        tuple(found.items()),
        _sum(now, currency),
        _sum(earlier, currency),
        tuple(sorted(channels.items(), key=lambda item: -item[1].sales)),
        tuple(sorted({row.currency for row in rows} | {currency})),
    )


def _sum(rows: Iterable[Row], currency: str) -> Sums:
    whole = Sums(currency)
    for row in rows:
        whole.add(row)
    return whole
