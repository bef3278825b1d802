"""JSON lines, read one by one: at any time the reader holds one of them, and the keys seen so far."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from domain.imports.port import Item, Problem, ProductRow, UnreadableFile
from domain.kit.money import exponent
from integrations.feeds.jsonlines.fields import Fields, Notes, Number
from integrations.feeds.jsonlines.product import read_category, read_key, read_product, read_word
from integrations.feeds.table import Refused
from integrations.feeds.text import Encoding, detect_encoding, fold, open_text, quoted, tidy

LONGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class JsonLinesFeed:
    """Hawker's own format. `locale` is the language of texts that do not name one."""

    locale: str = "en"
    name: str = "jsonlines"

    def recognises(self, path: Path) -> bool:
        """Whether the file begins as JSON; also a list, so that `read` can say what is wrong with it."""
        try:
            return _beginning(path, detect_encoding(path, whole=False)).startswith(("{", "["))
        except UnreadableFile:
            return False

    def read(self, path: Path, *, currency: str) -> Iterator[Item]:
        """Stream products, words and problems in file order; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first line, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        encoding = detect_encoding(path)
        if not _beginning(path, encoding).startswith("{"):
            raise UnreadableFile("This is one JSON list. Write one object a line, without commas between them.")
        return self._read(path, encoding, currency)

    def _read(self, path: Path, encoding: Encoding, currency: str) -> Iterator[Item]:
        if encoding.doubt:
            yield Problem(1, None, None, encoding.doubt, "warned")
        lines = _Lines(currency, self.locale)
        with open_text(path, encoding) as stream:
            number = 0
            while line := stream.readline(LONGEST + 1):
                number += 1
                whole = line.endswith(("\n", "\r")) or len(line) <= LONGEST
                if not whole:
                    _skip_rest(stream)
                if tidy(line):
                    yield from lines.read(number, line if whole else "")


@dataclass(slots=True)
class _Lines:
    """One line after another; keys that were there already."""

    currency: str
    locale: str
    lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    folded: dict[str, tuple[str, int]] = field(default_factory=dict)

    def read(self, number: int, line: str) -> Iterator[Item]:
        """What a line gives; an empty one stands for one that is too long."""
        notes = Notes(number)
        row: Item | None = None
        try:
            row = self._row(Fields(_parsed(line), notes), hash(tidy(line)))
        except Refused as refusal:
            notes.add("refused", refusal.name, refusal.problem)
        yield from notes.found
        if row:
            yield row

    def _row(self, fields: Fields, mark: int) -> Item | None:
        if "category" in fields.values and "key" not in fields.values:
            return read_category(fields, self.locale)
        if "word" in fields.values and "key" not in fields.values:
            return read_word(fields)
        fields.notes.key = key = read_key(fields)
        first, before = self.lines.get(key, (0, mark))
        if first and before == mark:
            fields.notes.add("skipped", "key", f"This line says the same as line {first}.")
            return None
        if first:
            raise Refused("key", f"{quoted(key)} is already on line {first}: give each product a key of its own.")
        product = read_product(fields, self.currency, self.locale)
        self._remember(product, mark, fields.notes)
        return product

    def _remember(self, product: ProductRow, mark: int, notes: Notes) -> None:
        other, first = self.folded.setdefault(fold(product.key), (product.key, notes.line))
        if other != product.key:
            notes.add("warned", "key", f"This key looks like {quoted(other)} on line {first}: one product or two?")
        self.lines[product.key] = (notes.line, mark)


def _parsed(line: str) -> dict[str, Any]:
    if not line:
        raise Refused(None, "This line is longer than a million characters.")
    try:
        value = json.loads(tidy(line), parse_float=Number, parse_constant=_no_number, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Refused(None, f"This line is no JSON object: {error.msg} at character {error.colno}.") from None
    except (RecursionError, ValueError):
        raise Refused(None, "This line is no JSON object that can be read.") from None
    if not isinstance(value, dict):
        raise Refused(None, "This line is no JSON object: {…}.")
    return value


def _no_number(text: str) -> NoReturn:
    raise Refused(None, f"{text} is no number.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise Refused(next(name for name in names if names.count(name) > 1), "This field is there twice.")
    return found


def _beginning(path: Path, encoding: Encoding) -> str:
    with open_text(path, encoding) as stream:
        return tidy(stream.read(4096))


def _skip_rest(stream: Any) -> None:
    while rest := stream.readline(LONGEST):
        if rest.endswith(("\n", "\r")):
            return
