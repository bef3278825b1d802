"""Hawker's table: rows that stand together under one key become what a JSON line says, and are read as that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain.imports.port import Problem, ProductRow
from domain.kit.money import exponent
from integrations.feeds import rows, table
from integrations.feeds.hawker.cells import NAMES, said_by
from integrations.feeds.jsonlines.fields import Fields, Notes
from integrations.feeds.jsonlines.product import read_key, read_product
from integrations.feeds.records import read_layout
from integrations.feeds.table import Columns, Refused, Row, Seen, plain
from integrations.feeds.text import quoted

OWN = {"key", "variant key", "policy", "variant picture"}
Items = Iterator[ProductRow | Problem]


def read_columns(header: Sequence[str]) -> Columns:
    """The fields of a header; names and descriptions by language, options by number."""
    several = {
        **rows.numbered(header, r"option (\d+) name", "option"),
        **rows.numbered(header, r"option (\d+) value", "value"),
    }
    spoken = [plain(title) for title in header if plain(title).startswith(("name (", "description ("))]
    by_language: dict[str, tuple[str, ...]] = {name: (name,) for name in spoken}
    return table.match(header, NAMES | several | by_language)


@dataclass(frozen=True, slots=True)
class HawkerFeed:
    """Hawker's own CSV. `locale` is the language of texts that do not name one."""

    locale: str = "en"
    name: str = "hawker"

    def recognises(self, path: Path) -> bool:
        """Whether the header has the columns only Hawker writes."""
        return {plain(title) for title in rows.header_of(path)} >= OWN

    def read(self, path: Path, *, currency: str) -> Items:
        """Stream products and problems in file order; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first row, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        layout = read_layout(path)
        columns = read_columns(layout.header)
        products = _Products(columns, currency, self.locale)
        together = rows.runs(rows.read_rows(path, layout, columns, ()), lambda row: row.get("key"))
        return _chained(rows.about_the_file(layout, columns), together, products)


def _chained(first: Iterator[Problem], together: Iterator[list[Row] | Problem], products: _Products) -> Items:
    yield from first
    for run in together:
        yield from [run] if isinstance(run, Problem) else products.read(run)


@dataclass(slots=True)
class _Products:
    columns: Columns
    currency: str
    locale: str
    seen: Seen = field(default_factory=Seen)

    def read(self, run: list[Row]) -> Items:
        """The rows of one key. Lines are those of its first row, columns the paths of what they become."""
        notes = Notes(run[0].line)
        product = None
        try:
            fields = Fields(said_by(run), notes)
            notes.key = key = read_key(fields)
            if first := self.seen.line_of(key):
                raise Refused("key", f"{quoted(key)} was on line {first} already, with other products between.")
            product = read_product(fields, self.currency, self.locale)
            self.seen.lines[key] = (run[0].line, 0)
        except Refused as refusal:
            notes.add("refused", refusal.name, refusal.problem)
        yield from notes.found
        if product:
            yield product
