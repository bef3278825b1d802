"""Rows set aside in a temporary file: variants may stand far from their product, before it or after it."""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from typing import IO

from integrations.feeds.table import Row

MAX_VARIATIONS = 5_000


class Spool:
    """What stays in memory is eight bytes a variation and the names of the products they belong to."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the spool
        self._places: dict[str, array[int]] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, parent: str, row: Row) -> None:
        """Set a variation aside under what its row calls its product."""
        self._places.setdefault(parent, array("q")).append(self._file.seek(0, 2))
        self._file.write(json.dumps([row.line, row.cells]).encode() + b"\n")

    def take(self, names: Iterable[str]) -> list[Row]:
        """The variations of the product that goes by these names, in file order; they are gone from here."""
        places = [place for name in names for place in self._places.pop(name, ())]
        return sorted((self._read(place) for place in places[:MAX_VARIATIONS]), key=lambda row: row.line)

    def names(self) -> list[str]:
        """What the rows here were set aside under, in the order they came."""
        return list(self._places)

    def rest(self) -> Iterator[tuple[str, Row]]:
        """What nobody has taken."""
        for parent, places in self._places.items():
            yield from ((parent, self._read(place)) for place in places)

    def _read(self, place: int) -> Row:
        self._file.seek(place)
        line, cells = json.loads(self._file.readline())
        return Row(line, cells)
