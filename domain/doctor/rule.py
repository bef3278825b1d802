"""A rule: what must always be true, and how the rows are found that break it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import EXPONENTS, Money

Row = dict[str, Any]
Find = Callable[[], Awaitable[list[Row]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`promise` is what must be true, to be translated; `fault` says of one row what is wrong with it, for operators.

    `find` gives the rows that break it: each has its `shop_id` (None: the whole installation's) and what `fault` names.
    """

    code: str
    promise: str
    fault: str
    find: Find


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that does not hold, and the rows that break it."""

    code: str
    promise: str
    fault: str
    rows: tuple[Row, ...]


def asked(query: str, *ages: timedelta, money: str = "") -> Find:
    """Rows of one statement. `$1`, `$2` … are the instants so long ago; columns named in `money` become amounts."""

    async def find() -> list[Row]:
        at = now()
        rows = await sql(query, *(at - age for age in ages))
        return [_plain(row, frozenset(money.split())) for row in rows]

    return find


def _plain(row: Mapping[str, Any], money: frozenset[str]) -> Row:
    currency = row.get("currency", "")
    return {name: _value(value, currency if name in money else "") for name, value in row.items()}


def _value(value: Any, currency: str) -> Any:
    """PostgreSQL adds up to decimals; an amount in a currency nobody knows stays a number."""
    whole = int(value) if isinstance(value, Decimal) else value
    return Money(whole, currency) if currency in EXPONENTS and isinstance(whole, int) else whole
