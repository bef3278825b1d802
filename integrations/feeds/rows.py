"""Rows of a table with their cells by field, and rows that stand together under one key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from domain.imports.port import Problem, UnreadableFile
from integrations.feeds import table
from integrations.feeds.records import Layout, Record, read_layout
from integrations.feeds.records import read_rows as read_records
from integrations.feeds.table import Columns, Notes, Row, plain
from integrations.feeds.text import one_line

MAX_ROWS = 5_000
MAX_WAITING = 100


def header_of(path: Path) -> tuple[str, ...]:
    """The names of a table's columns, none when it is no table."""
    try:
        return read_layout(path, whole=False).header
    except UnreadableFile:
        return ()


def about_the_file(layout: Layout, columns: Columns) -> Iterator[Problem]:
    """What is to be said once: a guessed encoding, columns for a thing that has one."""
    if layout.encoding.doubt:
        yield Problem(layout.line, None, None, layout.encoding.doubt, "warned")
    for second, first in columns.unread:
        yield Problem(layout.line, second, None, f"This column is not read: “{first}” says the same.", "warned")


def read_rows(
    path: Path, layout: Layout, columns: Columns, codes: Sequence[str], *, trailing: bool = False
) -> Iterator[Row | Problem]:
    """Every row; those that cannot be trusted come out as problems. `trailing`: a separator may end each line."""
    for record in read_records(path, layout):
        if trailing and len(record.cells) == columns.width + 1 and not record.cells[-1].strip():
            record = replace(record, cells=record.cells[:-1])
        notes = Notes(columns)
        row = _row(record, columns, layout.header, codes, notes)
        yield from notes.found
        if row:
            yield row


def runs(rows: Iterable[Row | Problem], key: Callable[[Row], str]) -> Iterator[list[Row] | Problem]:
    """Rows that follow each other under one key; problems met on the way come after the product they stand in."""
    together: list[Row] = []
    waiting: list[Problem] = []
    for row in rows:
        if isinstance(row, Row) and together and key(together[0]) != key(row):
            yield together
            together = []
        if not together or len(waiting) > MAX_WAITING:
            yield from waiting
            waiting = []
        if isinstance(row, Row) and len(together) < MAX_ROWS:
            together.append(row)
        else:
            waiting.append(row if isinstance(row, Problem) else _too_many(row, key(row)))
    if together:
        yield together
    yield from waiting


def numbered(header: Sequence[str], pattern: str, field: str) -> dict[str, tuple[str, ...]]:
    """Columns of a kind, by number: "Option 1 Name" is the field option_name1; the number is the pattern's group."""
    found = ((plain(title), re.fullmatch(pattern, plain(title))) for title in header)
    return {f"{field}{int(match[1])}": (title,) for title, match in found if match}


def every(row: Row, field: str) -> list[str]:
    """The cells of numbered columns, in the order of their numbers."""
    found = by_number(row, field)
    return [found[number] for number in sorted(found)]


def by_number(row: Row, field: str) -> dict[int, str]:
    """The cells of numbered columns."""
    size = len(field)
    return {
        int(name[size:]): one_line(text)
        for name, text in row.cells.items()
        if name.startswith(field) and name[size:].isdecimal()
    }


def _too_many(row: Row, key: str) -> Problem:
    return Problem(row.line, None, key, f"This product has more than {MAX_ROWS} rows; this one is left out.", "refused")


def _row(record: Record, columns: Columns, header: tuple[str, ...], codes: Sequence[str], notes: Notes) -> Row | None:
    try:
        cells = table.read_cells(record, columns, header, codes)
        table.check_text(cells)
    except table.Refused as refusal:
        notes.refused(record.line, refusal.name, refusal.problem)
        return None
    except table.Repeated:
        notes.skipped(record.line, None, "The row of column names is repeated here.")
        return None
    table.warn_of_gaps(record, columns, notes)
    return Row(record.line, cells)
