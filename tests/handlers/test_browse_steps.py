"""Prices as people type them on the filter screen."""

from __future__ import annotations

import pytest

from domain.catalog.rules import price_range
from handlers.browse.steps import read_price


@pytest.mark.parametrize(
    ("typed", "range_"),
    [
        ("10-30", (1000, 3000)), ("30 - 10", (1000, 3000)), ("$10 – $30", (1000, 3000)), ("10.50 to 30", (1050, 3000)),
        ("от 10 до 30", (1000, 3000)), ("10 до 30", (1000, 3000)), ("under 30", (0, 3000)), ("до 30 ₽", (0, 3000)),
        ("30", (0, 3000)), ("over 10", (1000, None)), ("от 10", (1000, None)), ("10+", (1000, None)),
        ("١٠-٣٠", (1000, 3000)), ("linen shirt", None), ("size 12 shirt", None), ("", None), ("-", None),
    ],
)  # fmt: skip
def test_a_typed_price_is_read(typed: str, range_: tuple[int, int | None] | None):
    key = read_price(typed, "USD")
    assert (price_range(key) if key else None) == range_


def test_whole_currencies_have_no_cents():
    assert price_range(read_price("1000-3000", "JPY") or "") == (1000, 3000)
