"""What every CSV format shares: cells by field instead of by column, and notes that name line and column."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from domain.imports.port import Action, Problem, ProductRow
from integrations.feeds.records import Record
from integrations.feeds.text import DAMAGED, fold, one_line, quoted, tidy
from integrations.feeds.values import Unreadable, unguarded

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row. `titles` are the file's own names; `unread` are second columns for a field."""

    places: tuple[tuple[str, int], ...]
    titles: dict[str, str]
    unread: tuple[tuple[str, str], ...]
    width: int

    def __contains__(self, name: str) -> bool:
        return name in self.titles

    def title(self, name: str) -> str | None:
        """The column's name as it stands in the file."""
        return self.titles.get(name)


def match(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> Columns:
    """Find the fields in a header row; `names` are those of each field, in small letters, the best first."""
    where: dict[str, list[int]] = {}
    for place, title in enumerate(header):
        where.setdefault(plain(title), []).append(place)
    all_places = {field: [place for name in own for place in where.get(name, ())] for field, own in names.items()}
    found = {field: places for field, places in all_places.items() if places}
    return Columns(
        places=tuple((field, places[0]) for field, places in found.items()),
        titles={field: header[places[0]] for field, places in found.items()},
        unread=tuple((header[place], header[places[0]]) for places in found.values() for place in places[1:]),
        width=len(header),
    )


def plain(title: str) -> str:
    """A column's name for comparison: small letters, usual width, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", tidy(title)).casefold().split())


@dataclass(frozen=True, slots=True)
class Row:
    """One line's cells by field, empty ones left out."""

    line: int
    cells: dict[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")


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

    def in_order(self) -> Iterator[Problem]:
        """All of them, by line."""
        return iter(sorted(self.found, key=lambda problem: problem.line or 0))


class Refused(Exception):
    """This row, or the whole product, does not go in: the column's field and the sentence that says why."""

    def __init__(self, name: str | None, problem: str) -> None:
        super().__init__(problem)
        self.name = name
        self.problem = problem


@dataclass(slots=True)
class Seen:
    """Keys and SKUs of the products read so far. All that grows with the file: about 300 bytes each."""

    lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    folded: dict[str, tuple[str, int]] = field(default_factory=dict)
    skus: dict[str, tuple[str, int]] = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        """The line of the product with this very key, 0 when there is none yet."""
        return self.lines.get(key, (0, 0))[0]

    def add_key(self, key: str, line: int, name: str, notes: Notes, *, what: str, mark: int = 0) -> None:
        """Remember a product that went in, and warn when its key looks like an earlier one."""
        other, first = self.folded.setdefault(fold(key), (key, line))
        if other != key:
            notes.warned(line, name, f"This {what} looks like {quoted(other)} on line {first}: one product or two?")
        self.lines[key] = (line, mark)

    def add_skus(self, product: ProductRow, notes: Notes) -> None:
        """Remember a product's SKUs, and warn of those that earlier ones have or look like."""
        for sku, line in dict.fromkeys((variant.sku, variant.line) for variant in product.variants):
            told_as_key = sku == product.key
            if sku and line:
                self._add_sku(sku, line, Notes(notes.columns) if told_as_key else notes)

    def _add_sku(self, sku: str, line: int, notes: Notes) -> None:
        other, first = self.skus.setdefault(fold(sku), (sku, line))
        if first == line:
            return
        relation = "is also" if other == sku else f"looks like {quoted(other)}"
        notes.warned(line, "sku", f"The SKU {quoted(sku)} {relation} on line {first}.")

    def came_back(self, key: str, line: int, name: str, notes: Notes, mark: int) -> bool:
        """Whether an earlier row has this key: the same row again is skipped, another one is refused."""
        first, before = self.lines.get(key, (0, 0))
        if not first:
            return False
        if mark == before:
            notes.skipped(line, name, f"This row says the same as line {first}.")
        else:
            notes.refused(line, name, f"{quoted(key)} is already on line {first}: give each product a key of its own.")
        return True


def soft(read: Callable[[str], T], row: Row, name: str, default: T, notes: Notes) -> T:
    """The cell's value; the default when it is empty, and with a warning when it cannot be read."""
    text = row.get(name)
    if not text:
        return default
    try:
        return read(text)
    except Unreadable as error:
        notes.warned(row.line, name, str(error))
        return default


def read_cells(record: Record, columns: Columns, header: tuple[str, ...], codes: Sequence[str]) -> dict[str, str]:
    """The cells of a record by field, `codes` without a spreadsheet's guards. Raises `Refused`, `Repeated`."""
    if fault := record.fault or _wrong_width(record, columns.width):
        raise Refused(None, fault)
    tidied = [tidy(cell) for cell in record.cells]
    cells = {name: tidied[place] for name, place in columns.places if place < len(tidied) and tidied[place]}
    if tuple(tidied) == header:
        raise Repeated
    return cells | {name: one_line(unguarded(cells[name])) for name in codes if name in cells}


def check_text(cells: Mapping[str, str]) -> None:
    """Raises `Refused` for a cell that no database takes as text."""
    for name, text in cells.items():
        if "\0" in text:
            raise Refused(name, "This cell holds a NUL character, which is no text.")


class Repeated(Exception):
    """The row of column names stands here again."""


def warn_of_gaps(record: Record, columns: Columns, notes: Notes) -> None:
    """Say that a row is shorter than the header."""
    if missing := columns.width - len(record.cells):
        notes.warned(record.line, None, f"The last {missing} cells of this row are missing; they were read as empty.")


def warn_of_damage(rows: Sequence[Row], notes: Notes) -> None:
    """Say which cells have characters that the encoding could not give."""
    for row in rows:
        for name, text in row.cells.items():
            if DAMAGED in text:
                notes.warned(row.line, name, "Some characters here are damaged; they show as “\ufffd”.")


def _wrong_width(record: Record, width: int) -> str:
    """A row that is too wide is not to be trusted even if its last cells are empty: prices may have moved aside."""
    if len(record.cells) <= width:
        return ""
    return f"This row has {len(record.cells)} cells, the header {width}: a text that holds the separator needs quotes."
