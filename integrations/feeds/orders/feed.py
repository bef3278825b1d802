"""Past orders as CSV, one row a line: the columns are in docs/merchants/import-orders.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from domain.imports.past import PastOrder
from domain.imports.port import Problem, UnreadableFile
from integrations.feeds.orders.order import Faulty, order_of
from integrations.feeds.orders.row import NEEDED, OPTIONAL, Row, row_of
from integrations.feeds.records import Layout, Record, read_layout, read_records
from integrations.feeds.text import open_text


class OrdersFeed:
    """Rows of one order stand together; an order goes in whole or not at all."""

    name = "orders"

    def read(self, path: Path, *, currency: str) -> Iterator[PastOrder | Problem]:
        """Stream orders and what is wrong with others. Raises `UnreadableFile`."""
        layout = read_layout(path)
        places = _places(layout)
        if layout.encoding.doubt:
            yield Problem(1, None, None, layout.encoding.doubt, "warned")
        with open_text(path, layout.encoding) as stream:
            records = (r for r in read_records(stream, layout.delimiter) if r.line > layout.line and any(r.cells))
            rows = (_row(record, places, currency) for record in records)
            for reference, group in groupby(rows, key=lambda row: row.reference):
                yield from _one(reference, list(group))


def _one(reference: str, rows: list[Row]) -> Iterator[PastOrder | Problem]:
    faults = [row for row in rows if row.fault]
    if faults:
        yield from (Problem(r.line, r.column, reference, r.fault, "refused") for r in faults[:1])
        yield from (Problem(r.line, r.column, reference, r.fault, "warned") for r in faults[1:])
        return
    try:
        yield order_of(reference, rows)
    except Faulty as error:
        yield Problem(error.line, error.column, reference, str(error), "refused")


def _row(record: Record, places: dict[str, int], currency: str) -> Row:
    if record.fault:
        return Row(reference="", line=record.line, fault=record.fault)
    cells = record.cells
    return row_of({name: cells[n].strip() for name, n in places.items() if n < len(cells)}, record.line, currency)


def _places(layout: Layout) -> dict[str, int]:
    heads = [head.strip().casefold().replace(" ", "_") for head in layout.header]
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        said = ", ".join(missing)
        raise UnreadableFile(f"This is no list of past orders: it has no column named {said}.")
    return {name: heads.index(name) for name in (*NEEDED, *OPTIONAL) if name in heads}
