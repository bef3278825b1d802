"""A table as it is to be read: columns under our names, numbers in one form, cells put right; every row on its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from domain.imports.source import Reading
from integrations.feeds.records import Layout, Record, read_records
from integrations.feeds.text import open_text, tidy

OURS = {
    "key": "key", "name": "name", "description": "description", "price": "price", "compare_at": "old price",
    "stock": "stock", "sku": "sku", "gtin": "gtin", "category": "category", "brand": "brand", "tags": "tags",
    "image": "image", "status": "status",
}  # fmt: skip
AMOUNTS = ("price", "compare_at")
NUMBERS = (*AMOUNTS, "stock", "weight")
_GROUPS = re.compile(r"(?<=\d)[.\s'’](?=\d{3}(?!\d))")
_LINE_END = re.compile(r"\r\n|\r|\n")


def rewrite(path: Path, target: Path, layout: Layout, how: Reading) -> None:
    """Write the file anew, in UTF-8. What could not be read stays as it was, to be reported again."""
    half_written = target.with_name(f".{target.name}.part")
    with (
        open_text(path, layout.encoding) as records,
        open_text(path, layout.encoding) as raw,
        half_written.open("w", encoding="utf-8", newline="") as out,
    ):
        lines, here = iter(raw.readline, ""), 1
        for record, end in _with_ends(read_records(records, layout.delimiter, width=len(layout.header))):
            here = _copy(lines, out, here, record.line)
            here = _put(record, end, here, lines, out, layout, how)
        for line in lines:
            out.write(line)
    half_written.replace(target)


def _with_ends(records: Iterator[Record]) -> Iterator[tuple[Record, int]]:
    """Each record with the line the next one begins on, 0 for the last."""
    before: Record | None = None
    for record in records:
        if before:
            yield before, record.line
        before = record
    if before:
        yield before, 0


def _copy(lines: Iterator[str], out: TextIO, here: int, to: int) -> int:
    while here < to and (line := next(lines, "")):
        out.write(line)
        here += 1
    return max(here, to)


def _put(record: Record, end: int, here: int, lines: Iterator[str], out: TextIO, layout: Layout, how: Reading) -> int:
    cells = _cells(record, layout, how)
    if cells is None:
        return _copy(lines, out, here, end) if end else here
    text = _line(cells, layout.delimiter)
    there = max(end - here, 1) if end else len(_LINE_END.findall(text))
    for _ in range(there):
        next(lines, "")
    out.write(text + "\n" * max(0, there - len(_LINE_END.findall(text))))
    return here + there


def _cells(record: Record, layout: Layout, how: Reading) -> list[str] | None:
    """The row as it is to be read; None when it stays as it is."""
    if record.fault or record.line < layout.line:
        return None
    if record.line == layout.line:
        return _header(layout.header, how) if how.columns is not None else None
    fixes = {column: value for (line, column), value in how.fixes.items() if line == record.line}
    if how.columns is None and not fixes:
        return None
    return _row(record.cells, layout.header, fixes, how)


def _header(header: tuple[str, ...], how: Reading) -> list[str]:
    """Our names over the columns that are matched; the others are called what no field is called."""
    columns = how.columns or {}
    ours = OURS | {"weight": f"weight ({how.weight})"}
    return [ours[columns[n]] if n in columns else f"– {title or n + 1}" for n, title in enumerate(header)]


def _row(cells: list[str], header: tuple[str, ...], fixes: Mapping[str, str], how: Reading) -> list[str]:
    row = [*cells, *[""] * (len(header) - len(cells) if fixes else 0)]
    for column, value in fixes.items():
        place = _place(column, header, how)
        if 0 <= place < len(row):
            row[place] = value
    for place, name in (how.columns or {}).items():
        if name in NUMBERS and place < len(row) and how.decimal == ",":
            row[place] = _with_point(row[place])
    return row


def _place(column: str, header: tuple[str, ...], how: Reading) -> int:
    """Where the column of a note stands: under its own name, or under ours."""
    names = list(header) if how.columns is None else _header(header, how)
    return names.index(column) if column in names else list(header).index(column) if column in header else -1


def _with_point(text: str) -> str:
    """1.299,50 → 1299.50"""
    return _GROUPS.sub("", tidy(text)).replace(",", ".")


def _line(cells: list[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return out.getvalue()


def rows_at(path: Path, layout: Layout, lines: set[int]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that begin on these lines, cells by the names of their columns."""
    with open_text(path, layout.encoding) as stream:
        for record in read_records(stream, layout.delimiter, width=len(layout.header)):
            if record.line in lines and record.line > layout.line:
                yield record.line, dict(zip(layout.header, record.cells, strict=False))
