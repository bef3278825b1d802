"""Spree's CSV: rows under one slug are a product; the first describes it, those with options are its variants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from domain.imports.port import Problem, ProductRow, UnreadableFile
from domain.kit.money import exponent
from integrations.feeds import rows, table, words
from integrations.feeds.goods import Offer, read_goods
from integrations.feeds.markup import described
from integrations.feeds.plain.product import Reading
from integrations.feeds.records import read_layout
from integrations.feeds.spool import Spool
from integrations.feeds.spree import product
from integrations.feeds.table import Columns, Notes, Refused, Row, Seen, plain
from integrations.feeds.text import quoted

NAMES: dict[str, tuple[str, ...]] = {
    "key": ("slug",),
    "sku": ("sku",),
    "name": ("name",),
    "description": ("description",),
    "status": ("status",),
    "brand": ("brand_name", "vendor_name"),
    "tags": ("tags",),
    "labels": ("labels",),
    "price": ("price",),
    "compare_at": ("compare_at_price",),
    "currency": ("currency",),
    "weight": ("weight",),
    "unit": ("weight_unit",),
    "counted": ("track_inventory",),
    "stock": ("inventory_count",),
    "more": ("inventory_backorderable",),
    "digital": ("digital",),
    "tax": ("tax_category",),
    "gtin": ("barcode", "gtin"),
    "kind": ("product_type",),
    "locale": ("locale",),
}
CODES = ("key", "sku")
Items = Iterator[ProductRow | Problem]


def read_columns(header: Sequence[str]) -> Columns:
    """The fields of a header; custom_field.custom.wattage is the attribute Wattage."""
    several = {
        **rows.numbered(header, r"option(\d+)_name", "option"),
        **rows.numbered(header, r"option(\d+)_value", "value"),
        **rows.numbered(header, r"image(\d+)_src", "image"),
        **rows.numbered(header, r"category(\d+)", "category"),
    }
    own = [plain(title) for title in header if plain(title).startswith("custom_field.")]
    facts: dict[str, tuple[str, ...]] = {
        f"attribute:{name.rpartition('.')[2].replace('_', ' ').capitalize()}": (name,) for name in own
    }
    return table.match(header, NAMES | several | facts)


@dataclass(frozen=True, slots=True)
class SpreeFeed:
    """Spree's product CSV. `beside` are the other files of the archive it came in."""

    locale: str = "en"
    name: str = "spree"
    beside: tuple[Path, ...] = ()

    def recognises(self, path: Path) -> bool:
        """Whether the header is Spree's, of products or of translations."""
        names = {plain(title) for title in rows.header_of(path)}
        return {"slug", "name", "price", "option1_name"} <= names or {"slug", "locale", "name"} <= names

    def completes(self, path: Path) -> bool:
        """Whether this file only translates."""
        return "price" not in {plain(title) for title in rows.header_of(path)}

    def read(self, path: Path, *, currency: str) -> Items:
        """Stream products and problems in file order; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first row, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        if self.completes(path):
            raise UnreadableFile(
                "This is Spree's table of translations, which has no prices. Put it into one zip with the table of "
                "products and import that."
            )
        return self._read(path, Reading(currency, self.locale))

    def _read(self, path: Path, how: Reading) -> Items:
        layout = read_layout(path)
        columns = read_columns(layout.header)
        yield from rows.about_the_file(layout, columns)
        with Spool() as spoken, Spool() as prices:
            for other in self.beside:
                yield from _set_aside(other, spoken)
            records = partial(rows.read_rows, path, layout, columns, CODES)
            elsewhere = _prices_aside(records(), how.currency, prices)
            products = _Products(columns, how, spoken, prices)
            whole = (row for row in records() if isinstance(row, Problem) or not product.is_price(row))
            for run in rows.runs(whole, lambda row: row.get("key")):
                yield from [run] if isinstance(run, Problem) else products.read(run)
            for key, row in spoken.rest():
                yield Problem(row.line, "slug", key, "The product of this translation is not in the file.", "skipped")
            for code, (line, count) in elsewhere.items():
                said = f"{count} rows from here on are prices in {quoted(code)}; the shop sells in {how.currency}."
                yield Problem(line, columns.title("currency"), None, said, "skipped")


def _prices_aside(records: Iterator[Row | Problem], currency: str, prices: Spool) -> dict[str, tuple[int, int]]:
    """Set aside the rows that only give prices in the shop's currency; (first line, count) of those in others."""
    elsewhere: dict[str, tuple[int, int]] = {}
    for row in records:
        if isinstance(row, Problem) or not product.is_price(row):
            continue
        code = row.get("currency").upper()
        if code == currency:
            prices.put(row.get("sku"), row)
        else:
            line, count = elsewhere.get(code, (row.line, 0))
            elsewhere[code] = (line, count + 1)
    return elsewhere


def _set_aside(path: Path, spoken: Spool) -> Iterator[Problem]:
    layout = read_layout(path)
    columns = read_columns(layout.header)
    for row in rows.read_rows(path, layout, columns, CODES):
        if isinstance(row, Problem):
            yield row
        else:
            spoken.put(row.get("key"), row)


@dataclass(slots=True)
class _Products:
    columns: Columns
    how: Reading
    spoken: Spool
    prices: Spool
    seen: Seen = field(default_factory=Seen)

    def read(self, run: list[Row]) -> Items:
        """The rows of one slug."""
        notes = Notes(self.columns, run[0].get("key") or None)
        found = None
        try:
            found = self._product(run, notes)
        except Refused as refusal:
            notes.refused(run[0].line, refusal.name, refusal.problem)
        table.warn_of_damage(run, notes)
        yield from notes.in_order()
        if found:
            yield found

    def _product(self, run: list[Row], notes: Notes) -> ProductRow:
        key = run[0].get("key")
        if not key:
            raise Refused("key", "This row has no slug, so it belongs to no product.")
        if first := self.seen.line_of(key):
            raise Refused("key", f"{quoted(key)} was on line {first} already, with other products between.")
        head = product.head_of(run[0])
        found = read_goods(head, [self._priced(offer) for offer in product.offers_of(run)], key[:200], self.how, notes)
        self.seen.add_key(key, run[0].line, "key", notes, what="slug")
        self.seen.add_skus(found, notes)
        paths = words.deepest(product.paths(run[0]))
        return self._translated(replace(found, categories=paths), key, notes)

    def _priced(self, offer: Offer) -> Offer:
        """The offer with its price in the shop's currency, where another row gives that."""
        own = self.prices.take([offer.row.get("sku")]) if offer.row.get("sku") else []
        return product.repriced(offer, own[0]) if own else offer

    def _translated(self, found: ProductRow, key: str, notes: Notes) -> ProductRow:
        names, texts = dict(found.names), dict(found.descriptions)
        for row in self.spoken.take([key]):
            locale = row.get("locale").replace("-", "_")
            if locale and locale != self.how.locale and row.get("name"):
                names[locale] = words.title(row, "name", notes)
                texts |= {locale: described(row.get("description"))} if row.get("description") else {}
        return replace(found, names=names, descriptions=texts)
