"""From table rows to the rows of one product: those that stand together under one handle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from domain.imports.port import Action, Problem
from integrations.feeds.records import Record
from integrations.feeds.shopify.columns import Columns
from integrations.feeds.shopify.values import unguarded
from integrations.feeds.text import fold, one_line, quoted, tidy

MAX_ROWS = 5_000
MAX_HANDLE = 255
MAX_WAITING = 100
# a row with any of these sells something; an image row or a metafield row has none of them
_SELLS = ("price", "sku", "barcode", "compare_at", "stock")
_VALUES = ("value1", "value2", "value3")
DEFAULT_TITLE = "default title"


@dataclass(frozen=True, slots=True)
class Row:
    """One line's cells by field, empty ones left out."""

    line: int
    handle: str
    cells: dict[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def sells(self) -> bool:
        """Whether this row is a variant."""
        cells = self.cells
        return any(name in cells for name in _SELLS) or any(
            cells.get(name, DEFAULT_TITLE).casefold() != DEFAULT_TITLE for name in _VALUES
        )


@dataclass(slots=True)
class Notes:
    """The problems found in one product (or in the file), each with its line and column."""

    columns: Columns
    key: str | None = None
    found: list[Problem] = field(default_factory=list)

    def add(self, action: Action, line: int, name: str | None, problem: str) -> None:
        column = self.columns.title(name) if name else None
        self.found.append(Problem(line, column, self.key, problem, action))

    def refused(self, line: int, name: str | None, problem: str) -> None:
        self.add("refused", line, name, problem)

    def warned(self, line: int, name: str | None, problem: str) -> None:
        self.add("warned", line, name, problem)

    def skipped(self, line: int, name: str | None, problem: str) -> None:
        self.add("skipped", line, name, problem)


@dataclass(slots=True)
class Seen:
    """Handles and SKUs of the products read so far. All that grows with the file: about 300 bytes each."""

    handles: dict[str, int] = field(default_factory=dict)
    folded: dict[str, tuple[str, int]] = field(default_factory=dict)
    skus: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add_handle(self, row: Row, notes: Notes) -> None:
        """Remember a product that went in, and warn when its handle looks like an earlier one."""
        other, line = self.folded.setdefault(fold(row.handle), (row.handle, row.line))
        if other != row.handle:
            notes.warned(
                row.line, "handle", f"This handle looks like {quoted(other)} on line {line}: one product or two?"
            )
        self.handles[row.handle] = row.line

    def add_sku(self, sku: str, line: int, notes: Notes) -> None:
        """Remember a SKU that went in, and warn when an earlier one is the same or looks the same."""
        other, first = self.skus.setdefault(fold(sku), (sku, line))
        if first == line:
            return
        relation = "is also" if other == sku else f"looks like {quoted(other)}"
        notes.warned(line, "sku", f"The SKU {quoted(sku)} {relation} on line {first}.")


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
    if fault := record.fault or _wrong_width(record, columns.width):
        notes.refused(record.line, None, fault)
        return None
    cells = _cells(record.cells, columns)
    notes.key = handle = cells.get("handle") or None
    if handle == columns.title("handle") and tuple(map(tidy, record.cells)) == header:
        notes.skipped(record.line, None, "The row of column names is repeated here.")
        return None
    if not _trusted(cells, record.line, notes):
        return None
    if handle and len(record.cells) < columns.width:
        missing = columns.width - len(record.cells)
        notes.warned(record.line, None, f"The last {missing} cells of this row are missing; they were read as empty.")
    return Row(record.line, handle or "", cells)


def _wrong_width(record: Record, width: int) -> str:
    """A row that is too wide is not to be trusted even if its last cells are empty: prices may have moved aside."""
    if len(record.cells) <= width:
        return ""
    return f"This row has {len(record.cells)} cells, the header {width}: a text that holds the separator needs quotes."


def _cells(cells: list[str], columns: Columns) -> dict[str, str]:
    found = {name: tidy(cells[place]) for name, place in columns.places if place < len(cells)}
    found = {name: text for name, text in found.items() if text}
    for name in ("handle", "sku"):
        if name in found:
            found[name] = one_line(unguarded(found[name]))
    return found


def _trusted(cells: dict[str, str], line: int, notes: Notes) -> bool:
    for name, text in cells.items():
        if "\0" in text:
            notes.refused(line, name, "This cell holds a NUL character, which is no text.")
            return False
    if "handle" not in cells:
        notes.refused(line, "handle", "This row has no handle, so it belongs to no product.")
    elif len(cells["handle"]) > MAX_HANDLE:
        notes.refused(line, "handle", "This handle is longer than 255 characters.")
    return not notes.found
