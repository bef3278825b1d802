"""Prices as shops write them apart: the usual one, a lower one for a time, and zeros nobody needs."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from domain.kit.clock import now
from integrations.feeds import values
from integrations.feeds.table import Notes, Row, soft
from integrations.feeds.text import quoted
from integrations.feeds.values import Unreadable

_ZEROS = re.compile(r"(\d+[.,]\d\d)0+(?!\d)")
_NEVER = ("0000-00-00", "0000-00-00 00:00:00")


def trimmed(text: str) -> str:
    """19.900000 is 19.90: databases write more decimals than money has."""
    return _ZEROS.sub(r"\1", text)


def with_sale(row: Row, currency: str, notes: Notes) -> Row:
    """The row with `price` and `compare_at` as they are today, from price, sale_price, sale_from and sale_to."""
    usual = trimmed(row.get("price"))
    cells = row.cells | {"price": usual} if usual else dict(row.cells)
    sale = soft(lambda text: values.price(trimmed(text), currency), row, "sale_price", None, notes)
    if sale is None or not usual:
        return Row(row.line, cells)
    try:
        regular = values.price(usual, currency)
    except Unreadable:
        return Row(row.line, cells)  # told where the price is read
    if sale >= regular:
        if sale > regular:
            notes.warned(row.line, "sale_price", "The sale price is not below the regular price; it is left out.")
        return Row(row.line, cells)
    if not on_now(row, notes):
        notes.warned(row.line, "sale_price", "This sale does not run today: the regular price is taken.")
        return Row(row.line, cells)
    return Row(row.line, cells | {"price": trimmed(row.get("sale_price")), "compare_at": usual})


def on_now(row: Row, notes: Notes) -> bool:
    """Whether the dates of a sale, where there are any, hold today."""
    begins = soft(moment, row, "sale_from", None, notes) if row.get("sale_from") not in _NEVER else None
    ends = soft(_end, row, "sale_to", None, notes) if row.get("sale_to") not in _NEVER else None
    return (begins is None or begins <= now()) and (ends is None or now() <= ends)


def moment(text: str, else_at: str = "00:00:00") -> datetime:
    """A date, with a time or without, in UTC. Raises `Unreadable`."""
    date, _, time = text.strip().replace("T", " ").partition(" ")
    hours = time.strip().replace("Z", "+00:00") or else_at
    for shape in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d.%m.%Y"):
        try:
            day = datetime.strptime(date, shape).date().isoformat()  # noqa: DTZ007 - only the day
            found = datetime.fromisoformat(f"{day} {hours}")
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    raise Unreadable(f"{quoted(text)} is not a date; the sale is taken as running.")


def _end(text: str) -> datetime:
    return moment(text, "23:59:59")
