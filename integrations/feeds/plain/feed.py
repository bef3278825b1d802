"""A plain table, read as a stream: one row is one product, one product is one variant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.imports.port import Problem, ProductRow, UnreadableFile
from domain.kit.money import exponent
from integrations.feeds import table
from integrations.feeds.plain import cells
from integrations.feeds.plain.heads import read_heads, unknown
from integrations.feeds.plain.product import Reading, key_of, read_product
from integrations.feeds.records import Layout, Record, read_layout, read_rows
from integrations.feeds.table import Columns, Notes, Refused, Repeated, Row, Seen

CODES = ("key", "sku")
COLUMNS_NAMED = 8
_OF_A_COLUMN = {
    "category": "Categories that are numbers are codes and no names: left out.",
    "weight": "Weights need a unit: write 0.5 kg, or call the column “weight (kg)”. Bare numbers are left out.",
}


@dataclass(frozen=True, slots=True)
class PlainFeed:
    """A table with heads in English, Russian or Chinese. `locale` is the language of its words."""

    locale: str = "en"
    name: str = "plain"

    def recognises(self, path: Path) -> bool:
        """Whether the header names a product's name and its price."""
        try:
            read_heads(read_layout(path, whole=False).header)
        except UnreadableFile:
            return False
        return True

    def read(self, path: Path, *, currency: str) -> Iterator[ProductRow | Problem]:
        """Stream products and problems in file order; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first row, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        layout = read_layout(path)
        columns = read_heads(layout.header)
        return self._read(path, layout, columns, Reading(currency, self.locale))

    def _read(self, path: Path, layout: Layout, columns: Columns, how: Reading) -> Iterator[ProductRow | Problem]:
        yield from about_the_file(layout, columns)
        seen = Seen()
        told: set[str] = set()
        for record in read_rows(path, layout):
            notes = Notes(columns)
            row = _row(record, columns, layout.header, notes)
            product = _product(row, how, seen, notes) if row else None
            if row:
                _warn_once(row, told, notes)
            yield from notes.in_order()
            if product:
                yield product


def _warn_once(row: Row, told: set[str], notes: Notes) -> None:
    """What holds for a whole column is said where it is met first."""
    for name, said in _OF_A_COLUMN.items():
        if name not in told and cells.is_number(row.get(name)):
            told.add(name)
            notes.warned(row.line, name, said)


def about_the_file(layout: Layout, columns: Columns) -> Iterator[Problem]:
    """What is to be said once: a guessed encoding, columns that are not read, no column of keys."""
    if layout.encoding.doubt:
        yield Problem(layout.line, None, None, layout.encoding.doubt, "warned")
    for second, first in columns.unread:
        yield Problem(layout.line, second, None, f"This column is not read: “{first}” says the same.", "warned")
    if others := unknown(layout.header, columns):
        more = "" if len(others) <= COLUMNS_NAMED else f" and {len(others) - COLUMNS_NAMED} more"
        said = f"These columns are not read: {', '.join(others[:COLUMNS_NAMED])}{more}."
        yield Problem(layout.line, None, None, said, "warned")
    if "key" not in columns and "sku" not in columns:
        lacking = "There is no column of keys: a product is known by its name, and a new name makes a new product."
        yield Problem(layout.line, None, None, lacking, "warned")


def _row(record: Record, columns: Columns, header: tuple[str, ...], notes: Notes) -> Row | None:
    try:
        found = table.read_cells(record, columns, header, CODES)
        notes.key = found.get("key") or found.get("sku")
        table.check_text(found)
    except Refused as refusal:
        notes.refused(record.line, refusal.name, refusal.problem)
        return None
    except Repeated:
        notes.skipped(record.line, None, "The row of column names is repeated here.")
        return None
    table.warn_of_gaps(record, columns, notes)
    return Row(record.line, found)


def _product(row: Row, how: Reading, seen: Seen, notes: Notes) -> ProductRow | None:
    try:
        name, notes.key = key_of(row)
        mark = hash(tuple(sorted(row.cells.items())))
        if seen.came_back(notes.key, row.line, name, notes, mark):
            return None
        product = read_product(row, notes.key, how, notes)
    except Refused as refusal:
        notes.refused(row.line, refusal.name, refusal.problem)
        return None
    seen.add_key(notes.key, row.line, name, notes, what="key", mark=mark)
    seen.add_skus(product, notes)
    table.warn_of_damage([row], notes)
    return product
