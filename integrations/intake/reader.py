"""The wizard's eyes: every format of `integrations/feeds`, tables matched by hand, addresses of the public web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from domain.imports.pictures import Fetch
from domain.imports.port import Feed, UnreadableFile
from domain.imports.source import Looked, Reading
from integrations.feeds.detect import feed_of
from integrations.feeds.plain import PlainFeed
from integrations.feeds.plain.heads import refuse_others
from integrations.feeds.records import Layout, read_layout, read_rows
from integrations.feeds.xlsx import XlsxFeed
from integrations.intake.matching import FIELDS, guess
from integrations.intake.rewriting import rewrite, rows_at
from integrations.web.files import fetch_file
from integrations.web.pictures import WebPictures

SAMPLES = 5
_ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "cp1251": "Windows-1251", "gb18030": "GB 18030"}
_MARKS = {",": ",", ";": ";", "\t": "Tab", "|": "|"}


class Intake:
    """Opens what merchants bring."""

    fields: Sequence[str] = FIELDS

    def look(self, path: Path, locale: str) -> Looked:
        """What the file is. Raises `UnreadableFile`."""
        feed = feed_of(path, locale)
        if isinstance(feed, XlsxFeed):
            file = sheet_of(path, feed)
            return replace(_table(file, read_layout(file), feed.table(file)), feed=feed.name, encoding="", separator="")
        layout = _layout(path)
        if layout is None:
            if isinstance(feed, PlainFeed):
                read_layout(path)  # says what is wrong with it
            return Looked(feed.name)
        return _table(path, layout, feed)

    def feed(self, path: Path, locale: str) -> Feed:
        return feed_of(path, locale)

    def prepare(self, path: Path, target: Path, how: Reading) -> None:
        table = self._as_table(path)
        rewrite(table, target, read_layout(table), how)

    def rows(self, path: Path, lines: set[int]) -> Iterator[tuple[int, dict[str, str]]]:
        table = self._as_table(path)
        return rows_at(table, read_layout(table), lines)

    def _as_table(self, path: Path) -> Path:
        feed = feed_of(path, "en")
        return sheet_of(path, feed) if isinstance(feed, XlsxFeed) else path

    def fetch(self, url: str, target: Path) -> str:
        return fetch_file(url, target)

    def pictures(self) -> Fetch:
        return WebPictures()


def _table(path: Path, layout: Layout, feed: Feed) -> Looked:
    if isinstance(feed, PlainFeed):
        refuse_others(layout.header)
    samples = tuple(tuple(row.cells) for row in islice(read_rows(path, layout), SAMPLES) if not row.fault)
    return Looked(
        feed=feed.name,
        encoding=_ENCODINGS.get(layout.encoding.name, layout.encoding.name.upper()),
        separator=_MARKS.get(layout.delimiter, layout.delimiter),
        doubt=layout.encoding.doubt,
        header=layout.header,
        samples=samples,
        known=not isinstance(feed, PlainFeed) or feed.recognises(path),
        cells=True,
        columns=guess(layout.header, samples) if isinstance(feed, PlainFeed) else {},
    )


def sheet_of(path: Path, feed: XlsxFeed) -> Path:
    """The sheet of a workbook as a table, written beside it once: its columns and cells are open to people too."""
    sheet = path.with_name(f"{path.name}.sheet")
    if not sheet.exists():
        half_written = path.with_name(f".{path.name}.sheet.part")
        feed.unfold(path, half_written)
        half_written.replace(sheet)
    return sheet


def _layout(path: Path) -> Layout | None:
    try:
        return read_layout(path, whole=False)
    except UnreadableFile:
        return None
