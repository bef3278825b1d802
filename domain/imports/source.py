"""What the wizard asks of those who can read files: chosen once for the process, outside of the shop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from domain.imports.pictures import Fetch
from domain.imports.port import Feed

Decimal = Literal[".", ","]
Weight = Literal["g", "kg"]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file is. `header` and `samples` are empty where it is no table; `known`: its columns need no matching.

    `columns` are the fields that were recognised, by the place of their column; `cells`: single cells can be mended.
    """

    feed: str
    encoding: str = ""
    separator: str = ""
    doubt: str = ""
    header: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()
    known: bool = True
    cells: bool = False
    columns: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read: field by the place of its column (None: as recognised), numbers, cells put right."""

    columns: Mapping[int, str] | None = None
    decimal: Decimal = "."
    weight: Weight = "g"
    fixes: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether the file can be read as it is."""
        return self.columns is None and not self.fixes


class Unreachable(Exception):
    """The address gives no file; the words say why."""


class Source(Protocol):
    """Opens what merchants bring. Every method may take its time: call it in a thread."""

    fields: Sequence[str]

    def look(self, path: Path, locale: str) -> Looked:
        """Raises `UnreadableFile`."""
        ...

    def feed(self, path: Path, locale: str) -> Feed: ...

    def prepare(self, path: Path, target: Path, how: Reading) -> None:
        """Write the table as it is to be read, every row on the line it had."""
        ...

    def rows(self, path: Path, lines: set[int]) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows that begin on these lines, cells by the names of their columns."""
        ...

    def fetch(self, url: str, target: Path) -> str:
        """Fetch a file from a public address; its name. Raises `Unreachable`."""
        ...

    def pictures(self) -> Fetch:
        """One walk over links of pictures."""
        ...


_source: Source | None = None


def reads_with(source: Source) -> None:
    """Let this one read every file of the process."""
    global _source
    _source = source


def source() -> Source:
    if _source is None:
        raise RuntimeError("nobody has said who reads files: reads_with()")
    return _source


def reading_of(options: Mapping[str, Any], fixes: Mapping[tuple[int, str], str]) -> Reading:
    """How a run's options and fixes say that its file is to be read."""
    columns = options.get("columns")
    return Reading(
        columns=None if columns is None else {int(place): name for place, name in columns.items()},
        decimal="," if options.get("decimal") == "," else ".",
        weight="kg" if options.get("weight") == "kg" else "g",
        fixes=fixes,
    )
