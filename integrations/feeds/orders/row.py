"""One row of a list of past orders: a line of an order, or of what came back of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from domain.imports.past import PastLine
from domain.kit.clock import now
from integrations.feeds.text import quoted
from integrations.feeds.values import Unreadable, price

NEEDED = ("order", "placed_at", "quantity", "unit_price")
OPTIONAL = (
    "customer", "name", "email", "phone", "sku", "title", "discount", "delivery_fee", "tax", "currency", "status",
    "payment", "returns_of",
)  # fmt: skip
LONGEST_REFERENCE = 50
MOST_UNITS = 10**9
_WHOLE = re.compile(r"[+-]?\d{1,10}(?:\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """What was read; with a `fault` nothing but that. `delivery` is None where the cell is empty."""

    reference: str
    line: int
    fault: str = ""
    column: str = ""
    at: datetime | None = None
    sold: PastLine | None = None
    back: PastLine | None = None
    delivery: int | None = None
    words: Mapping[str, str] | None = None

    @property
    def cells(self) -> Mapping[str, str]:
        return self.words or {}


class _Wrong(ValueError):
    """The sentence says what is wrong with this column's cell."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


def row_of(cells: Mapping[str, str], line: int, currency: str) -> Row:
    """Read a row; what is wrong with it is said in its `fault`."""
    reference = cells.get("order", "")
    try:
        return _read(reference, cells, line, currency)
    except _Wrong as error:
        return Row(reference, line, fault=str(error), column=error.column)


def _read(reference: str, cells: Mapping[str, str], line: int, currency: str) -> Row:
    _check(reference, cells, currency)
    units = _units(cells.get("quantity", ""))
    thing = PastLine(
        cells.get("sku", ""), cells.get("title", ""), abs(units), _money(cells, "unit_price", currency, needed=True),
        _money(cells, "discount", currency), _money(cells, "tax", currency),
    )  # fmt: skip
    if thing.total < 0:
        raise _Wrong("discount", "The discount is above the price of this line.")
    delivery = _money(cells, "delivery_fee", currency) if cells.get("delivery_fee") else None
    sold, back = (thing, None) if units > 0 else (None, thing)
    return Row(reference, line, "", "", _moment(cells.get("placed_at", "")), sold, back, delivery, cells)


def _check(reference: str, cells: Mapping[str, str], currency: str) -> None:
    if not reference or len(reference) > LONGEST_REFERENCE:
        raise _Wrong("order", f"Every row needs the number of its order, at most {LONGEST_REFERENCE} letters.")
    if not (cells.get("sku") or cells.get("title")):
        raise _Wrong("sku", "This row names nothing that was sold: give it a SKU or a title.")
    if "\0" in "".join(cells.values()):
        raise _Wrong("", "This row holds a NUL character, which is no text.")
    if cells.get("currency", "").upper() not in ("", currency):
        raise _Wrong("currency", f"{quoted(cells['currency'])} is not the currency of the shop, {currency}.")


def _units(text: str) -> int:
    if not _WHOLE.fullmatch(text) or not 0 < abs(int(text.partition(".")[0])) <= MOST_UNITS:
        raise _Wrong("quantity", f"{quoted(text)} is not a number of units: whole, below zero for what came back.")
    return int(text.partition(".")[0])


def _money(cells: Mapping[str, str], column: str, currency: str, *, needed: bool = False) -> int:
    text = cells.get(column, "")
    if not text and not needed:
        return 0
    amount, fault = _amount(text, currency)
    if fault:
        raise _Wrong(column, fault)
    return amount


@lru_cache(maxsize=20_000)
def _amount(text: str, currency: str) -> tuple[int, str]:
    """In minor units, or why not."""
    try:
        return price(text, currency).minor, ""
    except Unreadable as error:
        return 0, str(error)


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime:
    """An instant; without a zone it is UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise _Wrong("placed_at", f"{quoted(text)} is not a time: write it as 2026-11-23 20:50.") from None
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    if at > now():
        raise _Wrong("placed_at", f"{quoted(text)} is yet to come: only what has been can be imported.")
    return at
