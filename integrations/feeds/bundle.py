"""A zip of one catalogue: a product file, and files that complete it (combinations, translations, 1C's offers)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from domain.imports.port import Feed, Item, UnreadableFile
from integrations.feeds import archive
from integrations.feeds.archive import Folder

F = TypeVar("F", bound=Feed)
WORKBOOK = "xl/workbook.xml"
OTHER_OFFICE = ("word/document.xml", "ppt/presentation.xml", "mimetype")


class Completed(Feed, Protocol):
    """A format whose catalogues may lie in several files."""

    @property
    def beside(self) -> tuple[Path, ...]: ...

    def completes(self, path: Path) -> bool:
        """Whether this file only adds to another one."""
        ...


@dataclass(frozen=True, slots=True)
class BundleFeed:
    """A zip archive with one catalogue in any of the `formats`."""

    formats: tuple[Feed, ...]
    name: str = "zip"

    def recognises(self, path: Path) -> bool:
        """Whether this is an archive and no workbook."""
        names = archive.names_in(path)
        return bool(names) and WORKBOOK not in names and not any(name in names for name in OTHER_OFFICE)

    def read(self, path: Path, *, currency: str) -> Iterator[Item]:
        """Stream what the catalogue inside gives. Raises `UnreadableFile` at once."""
        found = [(folder, file, self._format(file)) for folder, file in archive.unpacked(path)]
        known = [(file, feed) for _, file, feed in found if feed]
        if not known:
            raise UnreadableFile("There is no product file in this archive that Hawker can read.")
        main, feed = self._main(known)
        beside = tuple(file for file, _ in known if file != main)
        reading = replace(feed, beside=beside) if beside and _completed(feed) else feed  # type: ignore[type-var]
        return _held(found[0][0], reading.read(main, currency=currency))

    def _format(self, file: Path) -> Feed | None:
        return next((feed for feed in self.formats if feed.recognises(file)), None)

    def _main(self, known: list[tuple[Path, Feed]]) -> tuple[Path, Feed]:
        whole = [(file, feed) for file, feed in known if not (_completed(feed) and _only_adds(feed, file))]
        if len(whole) > 1:
            raise UnreadableFile(f"This archive holds {len(whole)} product files: import them one by one.")
        return whole[0] if whole else known[0]


def _completed(feed: Feed) -> bool:
    return hasattr(feed, "beside")


def _only_adds(feed: Any, file: Path) -> bool:
    return bool(feed.completes(file))


def _held(folder: Folder, items: Iterator[Item]) -> Iterator[Item]:
    """The items, with the folder they are read from kept as long as they are."""
    yield from items
    del folder
