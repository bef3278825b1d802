"""Figures of a range of days: what is kept of those that are over, and what is counted now of those that are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.rows import Values, placeholders
from domain.reports.figures.days import DAY, Span, months_before, whole_months
from domain.reports.figures.measures import Row, Within, measure
from domain.reports.figures.rolling import BY_MONTH, Counted, freshen, live_days
from domain.shop.queries import shop_of
from domain.shop.views import ShopView

MOST_DAYS_AT_ONCE = 40
_KEPT = """
SELECT f.kind, f.day, f.channel, f.key, f.currency, f.n, f.units, f.money FROM figure f
WHERE f.shop_id = $1 AND f.day >= $2 AND f.day <= $3 AND f.kind IN ({kinds})
"""
_ADDED = """
SELECT f.kind, f.key, f.currency, SUM(f.n) AS n, SUM(f.units) AS units, SUM(f.money) AS money FROM figure f
WHERE f.shop_id = $1 AND f.day >= {first} AND f.day <= {last} AND f.kind IN ({kinds})
GROUP BY f.kind, f.key, f.currency
"""


@dataclass(frozen=True, slots=True)
class Book:
    """A shop's figures as they are now; `whole` is False while days long past are still being counted."""

    by: Actor
    zone: ZoneInfo
    today: date
    counted: Counted

    @property
    def whole(self) -> bool:
        return self.counted.whole

    async def rows(self, kinds: Sequence[str], span: Span) -> list[Row]:
        """Day by day."""
        values = (self.by.shop_id, span.first.isoformat(), self._last(span), *kinds)
        kept = await sql(_KEPT.format(kinds=placeholders(len(kinds), 4)), *values)
        return [Row(**row) for row in kept] + await self._live(kinds, span)

    async def sums(self, kinds: Sequence[str], span: Span) -> list[Row]:
        """By kind, key and currency, to be added up: whole months, the days beside them, and live ones."""
        values, parts = Values([self.by.shop_id]), []
        for suffix, first, last in self._stretches(span):
            own = ", ".join(values.put(f"{kind}{suffix}") for kind in kinds)
            parts.append(_ADDED.format(first=values.put(first), last=values.put(last), kinds=own))
        kept = await sql(" UNION ALL ".join(parts), *values)
        return [_sum(row) for row in kept] + await self._live(kinds, span)

    def _stretches(self, span: Span) -> list[tuple[str, str, str]]:
        """What of the span is kept, as the suffix of its kinds, from when and until when."""
        last = min(span.last, self.counted.until - DAY)
        months = whole_months(span.first, last)
        if not months or not self.whole:
            return [("", span.first.isoformat(), last.isoformat())]
        before, after = months[0] - DAY, months_before(months[-1], -1)
        return [
            ("", span.first.isoformat(), before.isoformat()),
            (BY_MONTH, f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}"),
            ("", after.isoformat(), last.isoformat()),
        ]

    def _last(self, span: Span) -> str:
        return min(span.last, self.counted.until - DAY).isoformat()

    async def _live(self, kinds: Sequence[str], span: Span) -> list[Row]:
        days = [day for day in live_days(self.counted, self.today) if day in span]
        return [row for day in days for row in await measure(self.by, kinds, Within(day, self.zone))]


def _sum(row: Mapping[str, Any]) -> Row:
    n, units, money = (int(row[name]) for name in ("n", "units", "money"))
    return Row(row["kind"].removesuffix(BY_MONTH), "", "", row["key"], row["currency"], n, units, money)


async def open_book(by: Actor, shop: ShopView | None = None) -> Book:
    """Bring the figures up to date as far as that is quick, to be read. Raises `NotAllowed`."""
    require(by, Permission.VIEW_FIGURES)
    shop = shop or await shop_of(by)
    counted = await freshen(by, shop, most=MOST_DAYS_AT_ONCE)
    return Book(by, shop.zone, now().astimezone(shop.zone).date(), counted)
