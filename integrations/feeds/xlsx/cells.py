"""The cells of a sheet as text, the way a spreadsheet would show them in a plain column."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_BREAKS = str.maketrans({"\n": "\u2028", "\r": None, "\v": "\u2028", "\x85": "\u2028", "\0": None})


def written(row: Iterable[Any]) -> list[str]:
    """The texts of a row, without the empty cells at its end."""
    found = [text(value) for value in row]
    while found and not found[-1]:
        found.pop()
    return found


def text(value: Any) -> str:
    """One cell: 19.9 and not 19.899999, 12 and not 12.0; a line break stays one, inside the line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value).translate(_BREAKS)


def number(value: float) -> str:
    """A number as people write it, never in a short form such as 1e+22."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return ""
    return f"{exact:f}".removesuffix(".0")
