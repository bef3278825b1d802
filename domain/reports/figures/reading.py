"""Figures of a range of days: what is kept of those that are over, and what is counted now of those that are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.rows import placeholders
from domain.reports.figures.days import DAY, Span
from domain.reports.figures.measures import Row, Within, measure
from domain.reports.figures.rolling import Counted, freshen, live_days
from domain.shop.queries import shop_of
from domain.shop.views import ShopView

MOST_DAYS_AT_ONCE = 40
_KEPT = """
SELECT f.kind, f.day, f.channel, f.key, f.currency, f.n, f.units, f.money FROM figure f
WHERE f.shop_id = $1 AND f.day >= $2 AND f.day <= $3 AND f.kind IN ({kinds})
"""
_ADDED = """
SELECT f.kind, f.key, f.currency, SUM(f.n) AS n, SUM(f.units) AS units, SUM(f.money) AS money FROM figure f
WHERE f.shop_id = $1 AND f.day >= $2 AND f.day <= $3 AND f.kind IN ({kinds}) GROUP BY f.kind, f.key, f.currency
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
        """By kind, key and currency, all days and channels together; live ones stand beside them."""
        values = (self.by.shop_id, span.first.isoformat(), self._last(span), *kinds)
        kept = await sql(_ADDED.format(kinds=placeholders(len(kinds), 4)), *values)
        known = [
            Row(r["kind"], "", "", r["key"], r["currency"], int(r["n"]), int(r["units"]), int(r["money"])) for r in kept
        ]
        return known + await self._live(kinds, span)

    def _last(self, span: Span) -> str:
        return min(span.last, self.counted.until - DAY).isoformat()

    async def _live(self, kinds: Sequence[str], span: Span) -> list[Row]:
        days = [day for day in live_days(self.counted, self.today) if day in span]
        return [row for day in days for row in await measure(self.by, kinds, Within(day, self.zone))]


async def open_book(by: Actor, shop: ShopView | None = None) -> Book:
    """Bring the figures up to date as far as that is quick, to be read. Raises `NotAllowed`."""
    require(by, Permission.VIEW_FIGURES)
    shop = shop or await shop_of(by)
    counted = await freshen(by, shop, most=MOST_DAYS_AT_ONCE)
    return Book(by, shop.zone, now().astimezone(shop.zone).date(), counted)
