"""Three quarters of a year of a real shop go in, and its figures are its own, to the penny."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.imports.past_runner import PastJob, import_orders
from domain.reports.figures.days import Span
from domain.reports.figures.reading import open_book
from domain.reports.figures.rolling import freshen
from domain.reports.invariants import violations
from integrations.feeds.orders.feed import OrdersFeed
from tests.kit import uci
from tests.kit.shop import ShopKit

PACKED = uci.archive()
DAYS = "" if os.environ.get("HAWKER_UCI") == "all" else "2010-12-0"  # all of it takes minutes
pytestmark = pytest.mark.skipif(PACKED is None, reason=f"the data set is not at hand: {uci.DATA}")


async def by_month(shop: ShopKit) -> dict[str, dict[str, int]]:
    """What the figures say of every month."""
    book = await open_book(shop.owner)
    span = Span(date(2010, 12, 1), date(2011, 12, 31))
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in await book.rows(("order", "refund", "cohort"), span):
        for name in ("n", "units", "money"):
            found[row.day[:7]][f"{row.kind}.{name}"] += getattr(row, name)
    return found


def pence(amount: Decimal) -> int:
    return int(amount * 100)


async def test_a_real_shops_history_comes_out_to_the_penny(sqlite: Any, tmp_path: Path) -> None:
    assert PACKED is not None
    shop, days, path = await ShopKit.open(currency="GBP", country="GB"), list(uci.raw_days(PACKED, DAYS)), tmp_path
    lines = uci.write_orders(days, path / "orders.csv")
    job = await import_orders(shop.by, OrdersFeed(), path / "orders.csv", PastJob())
    await freshen(shop.by)
    assert (job.counts.refused, job.counts.lines) == (0, lines)
    found, expected = await by_month(shop), uci.truth(days)
    assert set(found) == set(expected)
    for name, month in expected.items():
        assert found[name] == {
            "order.n": len(month.invoices), "order.units": month.units, "order.money": pence(month.sales),
            "refund.n": found[name]["refund.n"], "refund.units": month.units_back,
            "refund.money": pence(month.returns), "cohort.n": len(month.people),
            "cohort.units": found[name]["cohort.units"], "cohort.money": found[name]["cohort.money"],
        }, name  # fmt: skip
    assert await violations() == []
    again = await import_orders(shop.by, OrdersFeed(), path / "orders.csv", PastJob())
    assert (again.counts.orders, again.counts.returns, again.counts.unchanged > 0) == (0, 0, True)
