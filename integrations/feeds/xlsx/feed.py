"""A workbook's first sheet becomes a table on disk, row for line, and goes the way of every CSV file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from domain.imports.port import Feed, Item, Problem, UnreadableFile
from integrations.feeds import archive
from integrations.feeds.archive import Folder
from integrations.feeds.bundle import WORKBOOK
from integrations.feeds.text import one_line
from integrations.feeds.xlsx.cells import written

MAX_UNPACKED = 512 << 20
MAX_SHARED = 96 << 20  # the texts of a workbook are held in memory
MAX_ROWS = 1_048_576
MAX_WIDTH = 1_000
MAX_SHEETS = 20
PEEK_ROWS = 8
_SHARED = "xl/sharedStrings.xml"
_DAMAGED = "This workbook is damaged and cannot be read: open it in a spreadsheet and save it again."


@dataclass(frozen=True, slots=True)
class XlsxFeed:
    """An Excel workbook; `table` finds the format of the table in it."""

    table: Callable[[Path], Feed]
    name: str = "xlsx"

    def recognises(self, path: Path) -> bool:
        """Whether this is an archive with a workbook."""
        return WORKBOOK in archive.names_in(path)

    def read(self, path: Path, *, currency: str) -> Iterator[Item]:
        """Stream what the first sheet with products gives; lines are its rows. Raises `UnreadableFile` at once."""
        folder = Folder()
        file = folder.path / "sheet.csv"
        other = self.unfold(path, file)
        items = self.table(file).read(file, currency=currency)
        return _held(folder, items, f"Of this workbook the sheet “{other}” was read." if other else "")

    def unfold(self, path: Path, file: Path) -> str:
        """Write the first sheet with products, else the first, as a table; its name where it is not the first.

        Raises `UnreadableFile`.
        """
        _check(path)
        with _opened(path) as book:
            sheets = book.worksheets[:MAX_SHEETS]
            chosen = next((sheet for sheet in sheets if self._has_products(sheet, file)), sheets[0])
            _save(chosen, file, MAX_ROWS)
            return "" if chosen is sheets[0] else one_line(chosen.title)

    def _has_products(self, sheet: Any, file: Path) -> bool:
        _save(sheet, file, PEEK_ROWS)
        return self.table(file).recognises(file)


def _held(folder: Folder, items: Iterator[Item], said: str) -> Iterator[Item]:
    if said:
        yield Problem(1, None, None, said, "warned")
    yield from items
    del folder


def _check(path: Path) -> None:
    try:
        with ZipFile(path) as book:
            files = archive.checked(book)
    except (BadZipFile, NotImplementedError, OSError):
        raise UnreadableFile(_DAMAGED) from None
    shared = sum(info.file_size for info in files if info.filename == _SHARED)
    if sum(info.file_size for info in files) > MAX_UNPACKED or shared > MAX_SHARED:
        raise UnreadableFile("This workbook is larger than can be read: save the sheet as “CSV UTF-8” and import that.")


def _save(sheet: Any, file: Path, most: int) -> None:
    """Write a sheet row for line, so that a problem's line is its row."""
    sheet.reset_dimensions()
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in islice(sheet.iter_rows(values_only=True), most):
            writer.writerow(written(row[:MAX_WIDTH]))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import openpyxl  # slow to load, and few imports are workbooks

    try:
        with path.open("rb") as stream:  # a path would have to end in .xlsx
            yield openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except (BadZipFile, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError):
        raise UnreadableFile(_DAMAGED) from None
