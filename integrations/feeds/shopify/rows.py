"""From table rows to the rows of one product: those that stand together under one handle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.imports.port import Problem
from integrations.feeds import table
from integrations.feeds.records import Record
from integrations.feeds.table import Columns, Notes

MAX_ROWS = 5_000
MAX_HANDLE = 255
MAX_WAITING = 100
# a row with any of these sells something; an image row or a metafield row has none of them
_SELLS = ("price", "sku", "barcode", "compare_at", "stock")
_VALUES = ("value1", "value2", "value3")
DEFAULT_TITLE = "default title"


@dataclass(frozen=True, slots=True)
class Row(table.Row):
    """One line under a handle."""

    handle: str = ""

    @property
    def sells(self) -> bool:
        """Whether this row is a variant."""
        cells = self.cells
        return any(name in cells for name in _SELLS) or any(
            cells.get(name, DEFAULT_TITLE).casefold() != DEFAULT_TITLE for name in _VALUES
        )


def read_rows(records: Iterable[Record], columns: Columns, header: tuple[str, ...]) -> Iterator[Row | Problem]:
    """Cells by field; rows that cannot be trusted come out as problems."""
    for record in records:
        notes = Notes(columns)
        row = _row(record, columns, header, notes)
        yield from notes.found
        if row:
            yield row


def group(rows: Iterable[Row | Problem], columns: Columns) -> Iterator[list[Row] | Problem]:
    """Rows that follow each other under one handle; a product of more than 5,000 rows is cut there.

    Problems met on the way come after the product they stand in or below, so that lines stay in order.
    """
    together: list[Row] = []
    waiting: list[Problem] = []
    for row in rows:
        if isinstance(row, Row) and together and together[0].handle != row.handle:
            yield from _flushed(together, waiting)
            together, waiting = [], []
        if isinstance(row, Problem):
            waiting.append(row)
        elif len(together) < MAX_ROWS:
            together.append(row)
        else:
            said = f"This product has more than {MAX_ROWS} rows; this one is left out."
            waiting.append(Problem(row.line, columns.title("handle"), row.handle, said, "refused"))
        if not together or len(waiting) > MAX_WAITING:
            yield from waiting
            waiting = []
    yield from _flushed(together, waiting)


def _flushed(together: list[Row], waiting: list[Problem]) -> Iterator[list[Row] | Problem]:
    if together:
        yield together
    yield from waiting


def _row(record: Record, columns: Columns, header: tuple[str, ...], notes: Notes) -> Row | None:
    try:
        cells = table.read_cells(record, columns, header, ("handle", "sku"))
        notes.key = cells.get("handle")
        table.check_text(cells)
        _check_handle(cells.get("handle", ""))
    except table.Refused as refusal:
        notes.refused(record.line, refusal.name, refusal.problem)
        return None
    except table.Repeated:
        notes.skipped(record.line, None, "The row of column names is repeated here.")
        return None
    table.warn_of_gaps(record, columns, notes)
    return Row(record.line, cells, cells["handle"])


def _check_handle(handle: str) -> None:
    if not handle:
        raise table.Refused("handle", "This row has no handle, so it belongs to no product.")
    if len(handle) > MAX_HANDLE:
        raise table.Refused("handle", "This handle is longer than 255 characters.")
