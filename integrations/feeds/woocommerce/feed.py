"""WooCommerce's product CSV, read twice: first the variations are set aside, then each product takes its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.imports.port import Problem, ProductRow, UnreadableFile
from domain.kit.money import exponent
from integrations.feeds import table
from integrations.feeds.records import Layout, Record, read_layout, read_rows
from integrations.feeds.spool import Spool
from integrations.feeds.table import Columns, Notes, Refused, Repeated, Row, Seen
from integrations.feeds.woocommerce import cells
from integrations.feeds.woocommerce.columns import attribute_numbers, looks_like_woocommerce, require
from integrations.feeds.woocommerce.product import Reading, key_of, read_simple, read_variable, why_not_sold

CODES = ("id", "sku", "parent")


@dataclass(frozen=True, slots=True)
class WooCommerceFeed:
    """WooCommerce's product CSV. `locale` is the language its names and descriptions are written in."""

    locale: str = "en"
    name: str = "woocommerce"

    def recognises(self, path: Path) -> bool:
        """Whether the header has columns that only WooCommerce calls so."""
        try:
            return looks_like_woocommerce(read_layout(path, whole=False).header)
        except UnreadableFile:
            return False

    def read(self, path: Path, *, currency: str) -> Iterator[ProductRow | Problem]:
        """Stream products and problems; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first row, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        layout = read_layout(path)
        columns = require(layout.header)
        return self._read(path, layout, columns, Reading(currency, self.locale, attribute_numbers(columns)))

    def _read(self, path: Path, layout: Layout, columns: Columns, how: Reading) -> Iterator[ProductRow | Problem]:
        if layout.encoding.doubt:
            yield Problem(layout.line, None, None, layout.encoding.doubt, "warned")
        with Spool() as variations:
            if "parent" in columns:
                _set_aside(path, layout, columns, variations)
            products = _Products(columns, how, variations)
            for record in read_rows(path, layout):
                yield from products.read(record, layout.header)
            for parent, row in variations.rest():
                yield products.orphan(parent, row)


def _set_aside(path: Path, layout: Layout, columns: Columns, variations: Spool) -> None:
    for record in read_rows(path, layout):
        try:
            row = Row(record.line, table.read_cells(record, columns, layout.header, CODES))
            table.check_text(row.cells)
        except (Refused, Repeated):
            continue  # told when the products are read
        if cells.kind(row)[0] == "variation" and row.get("parent"):
            variations.put(row.get("parent"), row)


class _Products:
    """Products one after another, each with the variations that were set aside for it."""

    def __init__(self, columns: Columns, how: Reading, variations: Spool) -> None:
        self._columns, self._how, self._variations = columns, how, variations
        self._seen = Seen()
        self._left_out: set[str] = set()

    def read(self, record: Record, header: tuple[str, ...]) -> Iterator[ProductRow | Problem]:
        """What one row gives."""
        notes = Notes(self._columns)
        product = None
        try:
            row = Row(record.line, table.read_cells(record, self._columns, header, CODES))
            product = self._row(row, notes)
            table.warn_of_gaps(record, self._columns, notes)
        except Refused as refusal:
            notes.refused(record.line, refusal.name, refusal.problem)
        except Repeated:
            notes.skipped(record.line, None, "The row of column names is repeated here.")
        yield from notes.in_order()
        if product:
            yield product

    def orphan(self, parent: str, row: Row) -> Problem:
        """A variation whose product is not in the file, or is left out itself."""
        title, key = self._columns.title("parent"), row.get("sku") or None
        if parent in self._left_out:
            return Problem(row.line, title, key, f"Its product “{parent}” is left out, and so is this.", "skipped")
        return Problem(row.line, title, key, f"Its product “{parent}” is not in this file.", "refused")

    def _row(self, row: Row, notes: Notes) -> ProductRow | None:
        notes.key = row.get("sku") or None
        table.check_text(row.cells)
        kind, _ = cells.kind(row)
        if kind == "variation":
            if not row.get("parent"):
                raise Refused("parent", "This variation does not say which product it belongs to.")
            return None
        name, notes.key = key_of(row)
        mark = hash(tuple(sorted(row.cells.items())))
        if self._seen.came_back(notes.key, row.line, name, notes, mark):
            return None
        if said := why_not_sold(kind):
            self._left_out |= self._names(row)
            notes.skipped(row.line, "type", said)
            return None
        product = self._product(row, kind, notes.key, notes)
        self._seen.add_key(notes.key, row.line, name, notes, what="key", mark=mark)
        self._seen.add_skus(product, notes)
        return product

    def _product(self, row: Row, kind: str, key: str, notes: Notes) -> ProductRow:
        if kind == "simple":
            table.warn_of_damage([row], notes)
            return read_simple(row, key, self._how, notes)
        own = self._variations.take(sorted(self._names(row)))
        table.warn_of_damage([row, *own], notes)
        try:
            return read_variable(row, own, key, self._how, notes)
        except Refused:
            told = {problem.line for problem in notes.found}
            for variation in (one for one in own if one.line not in told):
                notes.skipped(variation.line, "parent", "Its product is left out, and so is this.")
            raise

    @staticmethod
    def _names(row: Row) -> set[str]:
        """What variations may call this product."""
        return {name for name in (row.get("sku"), f"id:{row.get('id')}" if row.get("id") else "") if name}
