"""CSV records with the physical line each one starts on, and a way back after a quote that is never closed."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from domain.imports.port import UnreadableFile
from integrations.feeds.text import Encoding, detect_encoding, open_text, tidy

RECORD_LIMIT = 1 << 20
MAX_BROKEN = 100
DELIMITERS = (",", ";", "\t", "|")
_LINE_ENDS = ("\n", "\r")
_SEP_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?", re.IGNORECASE)
_VERSION_LINE = re.compile(r"\ufeff?\"?version +[\d.]+\"?", re.IGNORECASE)  # of Taobao's assistant; two headers follow

csv.field_size_limit(max(csv.field_size_limit(), RECORD_LIMIT))


@dataclass(frozen=True, slots=True)
class Record:
    """One row. With `fault` (a sentence) it could not be read: `line` is where the trouble begins."""

    line: int
    cells: list[str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written down: encoding, separator, and its header with the line it stands on."""

    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]
    line: int


class _TooLong(Exception):
    """A record grew beyond what a product can be."""


def read_layout(path: Path, *, whole: bool = True) -> Layout:
    """Look at the file's encoding, separator and header. Raises `UnreadableFile`."""
    encoding = detect_encoding(path, whole=whole)
    with open_text(path, encoding) as stream:
        delimiter = _delimiter(stream)
    with open_text(path, encoding) as stream:
        layout = _header(read_records(stream, delimiter), encoding, delimiter)
    if not layout:
        raise UnreadableFile("The first line is not a row of column names. Export the file again, with its header.")
    return layout


def _header(records: Iterator[Record], encoding: Encoding, delimiter: str) -> Layout | None:
    """The first row that is no note to spreadsheets; under Taobao's version line a second one with Chinese names."""
    versioned = False
    for record in records:
        first = delimiter.join(record.cells).strip()
        if record.fault:
            return None
        if _VERSION_LINE.fullmatch(first.strip(delimiter)) or _SEP_LINE.fullmatch(first):
            versioned = versioned or not _SEP_LINE.fullmatch(first)
            continue
        titles = tuple(tidy(cell) for cell in record.cells)
        second = next(records, None) if versioned else None
        named = second and not second.fault and "宝贝名称" in map(tidy, second.cells)
        return Layout(encoding, delimiter, titles, second.line if second and named else record.line)
    return None


def read_rows(path: Path, layout: Layout) -> Iterator[Record]:
    """Every row below the header; blank ones are left out."""
    with open_text(path, layout.encoding) as stream:
        for record in read_records(stream, layout.delimiter, width=len(layout.header)):
            if record.line > layout.line:
                yield record


def read_records(stream: TextIO, delimiter: str, *, width: int = 0) -> Iterator[Record]:
    """Records of an open file (newline=""); `width` is the header's, to know debris after a broken quote."""
    return _without_debris(_records(_Lines(stream), delimiter), width)


class _Lines:
    """Physical lines with their numbers; lines swallowed by a broken record can be put back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._back: deque[str] = deque()
        self._size = 0
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self._size += len(line)
        if self._size > RECORD_LIMIT:
            raise _TooLong
        return line

    def begin(self) -> int:
        """A new record starts: forget the last one's lines. Returns the line it starts on."""
        self.taken.clear()
        self._size = 0
        return self.number + 1

    def put_back_after(self, index: int) -> None:
        """Give back the lines taken for this record after the one at `index`."""
        back = self.taken[index + 1 :]
        self._back.extendleft(reversed(back))
        self.number -= len(back)

    def _read(self) -> str:
        line = rest = self._stream.readline(RECORD_LIMIT + 1)
        while len(rest) > RECORD_LIMIT and not rest.endswith(_LINE_ENDS):
            rest = self._stream.readline(RECORD_LIMIT + 1)
        return line


def _records(lines: _Lines, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    broken = 0
    while broken <= MAX_BROKEN:
        start = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            broken += 1
            yield _broken(lines, start, delimiter, error)
            continue
        if any(map(tidy, cells)):
            yield Record(start, cells)
    yield Record(lines.number + 1, [], "More than 100 rows have broken quotes; the file was not read from here on.")


def _broken(lines: _Lines, start: int, delimiter: str, error: Exception) -> Record:
    """Report the line of the quote at fault and go on with the line below it, so that no good row is swallowed."""
    index = _opening_line(lines.taken, delimiter)
    lines.put_back_after(index)
    fault = "A quote opened on this line is never closed, or closed in the middle of its cell."
    if isinstance(error, _TooLong):
        fault = "This row is longer than a million characters; perhaps a quote opened here is never closed."
    return Record(start + index, [], fault)


def _opening_line(taken: list[str], delimiter: str) -> int:
    """Which of a broken record's lines holds the quote that was not closed properly."""
    mark = re.escape(delimiter)
    whole_field = re.compile(rf' *+(?:"(?:[^"]|"")*+"|[^"{mark}][^{mark}]*+)?+{mark}')
    text = "".join(taken)
    at = 0
    while found := whole_field.match(text, at):
        at = found.end()
    for index, line in enumerate(taken):
        at -= len(line)
        if at < 0:
            return index
    return len(taken) - 1


def _without_debris(records: Iterator[Record], width: int) -> Iterator[Record]:
    """After a broken quote, lines far too short to be rows are the rest of its text: one report for all of them."""
    fault: Record | None = None
    for record in records:
        if fault and not record.fault and 2 * len(record.cells) < width:
            fault = replace(fault, cells=[str(record.line)])
            continue
        if fault:
            yield _reported(fault)
        fault = record if record.fault else None
        if not fault:
            yield record
    if fault:
        yield _reported(fault)


def _reported(fault: Record) -> Record:
    lost = f" The lines up to {fault.cells[0]} were left out with it." if fault.cells else ""
    return Record(fault.line, [], fault.fault + lost)


def _delimiter(stream: TextIO) -> str:
    """The separator that cuts the first line that is not blank into the most cells."""
    for line in iter(lambda: stream.readline(RECORD_LIMIT), ""):
        if named := _SEP_LINE.fullmatch(line.strip()):
            return named.group(1)
        if tidy(line) and not _VERSION_LINE.fullmatch(line.strip()):
            return max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark))))
    return ","
