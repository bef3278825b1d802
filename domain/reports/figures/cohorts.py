"""Customers by the month of their first order: who came back, and what they have spent since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from domain.kit.money import Money
from domain.reports.figures.days import Span, months_before
from domain.reports.figures.reading import Book

MONTHS = 12


@dataclass(slots=True)
class Cohort:
    """`active` says how many of them ordered so many months later, `spent` is all they have spent up to now."""

    month: date
    currency: str
    size: int = 0
    again: int = 0
    orders: int = 0
    minor: int = 0
    active: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def spent(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def repeat(self) -> float | None:
        """Of a hundred, how many have ordered again."""
        return 100 * self.again / self.size if self.size else None

    def share(self, later: int) -> float | None:
        """Of a hundred, how many ordered in the month so much later."""
        return 100 * self.active.get(later, 0) / self.size if self.size else None


async def cohorts(book: Book, currency: str, months: int = MONTHS) -> tuple[Cohort, ...]:
    """The last so many months, the oldest first; a month in which nobody came is there as well."""
    this = book.today.replace(day=1)
    found = {m: Cohort(m, currency) for m in (months_before(this, n) for n in range(months - 1, -1, -1))}
    first = min(found)
    for row in await book.rows(("cohort", "again"), Span(first, book.today)):
        cohort = found.get(date.fromisoformat(f"{row.key}-01"))
        if cohort is None:
            continue
        if row.kind == "again":
            cohort.again += row.n
            continue
        later = _months(cohort.month, date.fromisoformat(row.day))
        cohort.active[later] += row.n
        cohort.size += row.n if later == 0 else 0
        if row.currency == currency:
            cohort.orders += row.units
            cohort.minor += row.money
    return tuple(found.values())


def _months(since: date, day: date) -> int:
    return (day.year - since.year) * 12 + day.month - since.month
