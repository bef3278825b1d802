"""Shopify's product CSV, read as a stream: at any time it holds one product, and the handles and SKUs seen so far.

A handle that comes back after other products is refused row by row: what went in before has been handed on, and
holding the whole file to look ahead would make memory grow with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.imports.port import Problem, ProductRow, UnreadableFile
from domain.kit.money import exponent
from integrations.feeds.records import Layout, read_layout
from integrations.feeds.records import read_rows as read_records
from integrations.feeds.shopify.columns import looks_like_products, other_export, require
from integrations.feeds.shopify.product import read_product
from integrations.feeds.shopify.rows import Row, group, read_rows
from integrations.feeds.table import Columns, Notes, Seen, warn_of_damage


@dataclass(frozen=True, slots=True)
class ShopifyFeed:
    """Shopify's product CSV. `locale` is the language its names and descriptions are written in."""

    locale: str = "en"
    name: str = "shopify"

    def recognises(self, path: Path) -> bool:
        """Whether the header is Shopify's; also of orders, customers and inventory, so that `read` can say so."""
        try:
            header = read_layout(path, whole=False).header
        except UnreadableFile:
            return False
        return looks_like_products(header) or bool(other_export(header))

    def read(self, path: Path, *, currency: str) -> Iterator[ProductRow | Problem]:
        """Stream products and problems in file order; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first row, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        layout = read_layout(path)
        columns = require(layout.header)
        return self._read(path, layout, columns, currency)

    def _read(self, path: Path, layout: Layout, columns: Columns, currency: str) -> Iterator[ProductRow | Problem]:
        yield from _about_the_file(layout, columns)
        seen = Seen()
        for item in group(read_rows(read_records(path, layout), columns, layout.header), columns):
            if isinstance(item, Problem):
                yield item
            elif line := seen.line_of(item[0].handle):
                yield from _came_back(item, line, columns)
            else:
                yield from self._product(item, seen, columns, currency)

    def _product(self, rows: list[Row], seen: Seen, columns: Columns, currency: str) -> Iterator[ProductRow | Problem]:
        notes = Notes(columns, rows[0].handle)
        product = read_product(rows, currency, self.locale, notes)
        if product:
            seen.add_key(rows[0].handle, rows[0].line, "handle", notes, what="handle")
            seen.add_skus(product, notes)
        warn_of_damage(rows, notes)
        yield from notes.in_order()
        if product:
            yield product


def _about_the_file(layout: Layout, columns: Columns) -> Iterator[Problem]:
    if layout.encoding.doubt:
        yield Problem(layout.line, None, None, layout.encoding.doubt, "warned")
    for second, first in columns.unread:
        yield Problem(layout.line, second, None, f"This column is not read: “{first}” says the same.", "warned")
    if "tracker" in columns and "stock" not in columns:
        lacking = (
            "The file has no column of quantities (shops with several places export them apart): nothing is counted."
        )
        yield Problem(layout.line, None, None, lacking, "warned")


def _came_back(rows: list[Row], line: int, columns: Columns) -> Iterator[Problem]:
    said = f"This handle was on line {line} already, with other products between: move this row up to it."
    for row in rows:
        yield Problem(row.line, columns.title("handle"), row.handle, said, "refused")
