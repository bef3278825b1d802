"""Cells as WooCommerce writes them: lists with escaped commas, category paths, prices on sale for a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from domain.kit.clock import now
from domain.kit.money import Money
from integrations.feeds import values
from integrations.feeds.table import Notes, Refused, Row, soft
from integrations.feeds.text import one_line, quoted
from integrations.feeds.values import Unreadable
from integrations.feeds.woocommerce.columns import UNITS

_COMMA = re.compile(r"(?<!\\),")


def listed(text: str) -> list[str]:
    r"""The words of a cell that holds several; "\," is a comma inside a word."""
    return [word for word in (one_line(part.replace("\\,", ",")) for part in _COMMA.split(text)) if word]


def paths(text: str) -> list[tuple[str, ...]]:
    """Category paths: "Clothing > Shirts, Music"."""
    return [tuple(step for step in map(one_line, path.split(">")) if step) for path in listed(text)]


def kind(row: Row) -> tuple[str, bool]:
    """simple, variable, variation, grouped, external …, and whether it is something that is not sent."""
    words = {word.casefold() for word in listed(row.get("type"))}
    kinds = words - {"virtual", "downloadable"}
    return (min(kinds) if kinds else "simple"), "virtual" in words


def price(row: Row, currency: str, notes: Notes) -> tuple[Money, Money | None]:
    """What it costs and what it cost before. Raises `Refused`: a price that cannot be read is never 0."""
    try:
        regular = values.price(row.get("regular_price"), currency)
    except Unreadable as error:
        raise Refused("regular_price", str(error)) from None
    sale = soft(lambda text: values.price(text, currency), row, "sale_price", None, notes)
    if sale is not None and sale >= regular:
        notes.warned(row.line, "sale_price", "The sale price is not below the regular price; it is left out.")
        sale = None
    if sale is not None and not _on_now(row, notes):
        notes.warned(row.line, "sale_price", "This sale does not run today: the regular price is taken.")
        sale = None
    asked = regular if sale is None else sale
    if not asked:
        column = "regular_price" if sale is None else "sale_price"
        notes.warned(row.line, column, "The price is 0: anyone can take this for nothing.")
    return asked, None if sale is None else regular


def weight(row: Row, notes: Notes) -> int:
    """Whole grams."""
    for name, unit in UNITS.items():
        if f"weight_{name}" in row.cells:
            return soft(lambda text, unit=unit: _weight(text, unit), row, f"weight_{name}", 0, notes)  # type: ignore[misc]
    return 0


def _weight(text: str, unit: str) -> int:
    return values.weight(f"0{text}" if text.startswith((".", ",")) else text, unit)


def _on_now(row: Row, notes: Notes) -> bool:
    begins = soft(_moment, row, "sale_from", None, notes)
    ends = soft(lambda text: _moment(text, "23:59:59"), row, "sale_to", None, notes)
    return (begins is None or begins <= now()) and (ends is None or now() <= ends)


def _moment(text: str, else_at: str = "00:00:00") -> datetime:
    """A date, with a time or without, in UTC."""
    date, _, time = text.strip().replace("T", " ").partition(" ")
    hours = time.strip().rjust(8, "0") if time else else_at
    try:
        found = datetime.fromisoformat(f"{date} {hours}")
    except ValueError:
        raise Unreadable(f"{quoted(text)} is not a date; the sale is taken as running.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
