"""Medusa's CSV: a row is a variant, rows that stand together under one handle are a product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from domain.imports.port import Problem, ProductRow, UnreadableFile
from domain.kit.money import exponent
from integrations.feeds import rows, table, words
from integrations.feeds.goods import Offer, read_goods
from integrations.feeds.plain.product import Reading
from integrations.feeds.records import read_layout
from integrations.feeds.sales import trimmed
from integrations.feeds.table import Columns, Notes, Refused, Row, Seen, plain
from integrations.feeds.text import one_line, quoted

NAMES: dict[str, tuple[str, ...]] = {
    "key": ("product handle",),
    "id": ("product id",),
    "name": ("product title",),
    "description": ("product description",),
    "status": ("product status",),
    "type": ("product type",),
    "collection": ("product collection title",),
    "tags": ("product tags",),
    "thumbnail": ("product thumbnail",),
    "gift_card": ("product is giftcard",),
    "variant": ("variant title",),
    "sku": ("variant sku",),
    "gtin": ("variant barcode",),
    "ean": ("variant ean",),
    "upc": ("variant upc",),
    "stock": ("variant inventory quantity",),
    "counted": ("variant manage inventory",),
    "more": ("variant allow backorder",),
}
_PRICE = re.compile(r"(?:variant )?price ([a-z]{3})")
_ID = re.compile(r"p?[a-z]+_[0-9A-Z]{20,}")
_YES = ("true", "1", "yes")
CODES = ("key", "id", "sku")
Items = Iterator[ProductRow | Problem]


def read_columns(header: Sequence[str], currency: str) -> Columns:
    """The fields of a header; the price is the column of this currency."""
    prices = {"price": (f"variant price {currency.lower()}", f"price {currency.lower()}")}
    several = {
        **rows.numbered(header, r"(?:product )?image (\d+)(?: url)?", "image"),
        **rows.numbered(header, r"product tag (\d+)", "tag"),
        **rows.numbered(header, r"product category (\d+)", "category"),
        **rows.numbered(header, r"(?:variant )?option (\d+) name", "option"),
        **rows.numbered(header, r"(?:variant )?option (\d+) value", "value"),
    }
    return table.match(header, NAMES | prices | several)


@dataclass(frozen=True, slots=True)
class MedusaFeed:
    """Medusa's product CSV. `locale` is the language its titles are written in."""

    locale: str = "en"
    name: str = "medusa"

    def recognises(self, path: Path) -> bool:
        """Whether the header has a product's title and a variant's columns, as only Medusa calls them."""
        names = {plain(title) for title in rows.header_of(path)}
        return {"product title", "product handle", "variant title"} <= names

    def read(self, path: Path, *, currency: str) -> Items:
        """Stream products and problems in file order; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first row, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        layout = read_layout(path)
        columns = read_columns(layout.header, currency)
        if "price" not in columns:
            found = sorted({match[1].upper() for t in layout.header if (match := _PRICE.fullmatch(plain(t)))})
            has = f"it has prices in {', '.join(found)}" if found else "it has no prices"
            raise UnreadableFile(f"This file has no prices in {currency}, which the shop sells in; {has}.")
        products = _Products(columns, Reading(currency, self.locale))
        together = rows.runs(rows.read_rows(path, layout, columns, CODES), _key)
        return _chained(rows.about_the_file(layout, columns), together, products)


def _chained(first: Iterator[Problem], together: Iterator[list[Row] | Problem], products: _Products) -> Items:
    yield from first
    for run in together:
        yield from [run] if isinstance(run, Problem) else products.read(run)


def _key(row: Row) -> str:
    return row.get("key") or row.get("id")


@dataclass(slots=True)
class _Products:
    columns: Columns
    how: Reading
    seen: Seen = field(default_factory=Seen)

    def read(self, run: list[Row]) -> Items:
        """The rows of one handle."""
        notes = Notes(self.columns, _key(run[0]) or None)
        product = None
        try:
            product = self._product(run, notes)
        except Refused as refusal:
            notes.refused(run[0].line, refusal.name, refusal.problem)
        table.warn_of_damage(run, notes)
        yield from notes.in_order()
        if product:
            yield product

    def _product(self, run: list[Row], notes: Notes) -> ProductRow | None:
        key = one_line(_key(run[0]))
        if not key:
            raise Refused("key", "This row has neither handle nor id.")
        if first := self.seen.line_of(key):
            raise Refused("key", f"{quoted(key)} was on line {first} already, with other products between.")
        if run[0].get("gift_card") in _YES:
            notes.skipped(run[0].line, "gift_card", "This is a gift card; Hawker sells its own gift cards.")
            return None
        head = _head(run[0])
        offers = [_offer(row) for row in run]
        product = read_goods(head, offers, key[:200], self.how, notes)
        self.seen.add_key(key, run[0].line, "key", notes, what="handle")
        self.seen.add_skus(product, notes)
        return replace(product, categories=words.deepest(_paths(run[0])))


def _head(row: Row) -> Row:
    pictures = [row.get("thumbnail"), *rows.every(row, "image")]
    tags = row.get("tags") or ",".join(rows.every(row, "tag"))
    cells = {
        "name": row.get("name"),
        "description": row.get("description").replace("\\n", "\n"),
        "status": "active" if row.get("status") in ("published", "") else "draft",
        "image": "\n".join(dict.fromkeys(filter(None, pictures))),
        "tags": tags,
    }
    return Row(row.line, {name: text for name, text in cells.items() if text})


def _offer(row: Row) -> Offer:
    counted = row.get("counted").casefold() in ("", *_YES)
    cells = {
        "sku": row.get("sku"),
        "gtin": row.get("gtin") or row.get("ean") or row.get("upc"),
        "price": trimmed(row.get("price")),
        "stock": row.get("stock") if counted else "",
        "policy": "backorder" if row.get("more").casefold() in _YES else "",
    }
    names, chosen = rows.by_number(row, "option"), rows.by_number(row, "value")
    options = {name: chosen[n] for n, name in names.items() if chosen.get(n)}
    return Offer(Row(row.line, {n: t for n, t in cells.items() if t}), options, named=row.get("variant"))


def _paths(row: Row) -> list[tuple[str, ...]]:
    """Categories by name; the second version writes ids, which are no names, and the type is taken."""
    named = [text for text in rows.every(row, "category") if not _ID.fullmatch(text)]
    named = named or [text for text in [row.get("type") or row.get("collection")] if not _ID.fullmatch(text)]
    return [tuple(one_line(step) for step in text.split(">") if one_line(step)) for text in named if text]
