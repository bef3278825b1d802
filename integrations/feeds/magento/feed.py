"""Magento's CSV, read twice: first which SKUs are variants of others, then products, the configurable ones last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from domain.imports.port import Problem, ProductRow
from domain.kit.money import exponent
from integrations.feeds import rows, table, words
from integrations.feeds.goods import Offer, read_goods
from integrations.feeds.magento import cells
from integrations.feeds.magento.columns import is_magento, read_columns
from integrations.feeds.markup import described
from integrations.feeds.plain.product import Reading
from integrations.feeds.records import Layout, read_layout
from integrations.feeds.spool import Spool
from integrations.feeds.table import Columns, Notes, Refused, Row, Seen
from integrations.feeds.text import quoted

CODES = ("sku",)
_SOLD = ("simple", "virtual", "downloadable", "configurable")
_CHILD, _PARENT = "c:", "p:"
Items = Iterator[ProductRow | Problem]


@dataclass(frozen=True, slots=True)
class MagentoFeed:
    """Magento 2's product CSV. `locale` is the language of the rows without a store view."""

    locale: str = "en"
    name: str = "magento"

    def recognises(self, path: Path) -> bool:
        """Whether the header has columns that only Magento calls so."""
        return is_magento(rows.header_of(path))

    def read(self, path: Path, *, currency: str) -> Items:
        """Stream products and problems; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first row, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        layout = read_layout(path)
        columns = read_columns(layout.header)
        return self._read(path, layout, columns, Reading(currency, self.locale))

    def _read(self, path: Path, layout: Layout, columns: Columns, how: Reading) -> Items:
        yield from rows.about_the_file(layout, columns)
        records = partial(rows.read_rows, path, layout, columns, CODES)
        children = {sku for row in records() if isinstance(row, Row) for sku, _ in cells.variations(row)}
        with Spool() as aside:
            products = _Products(columns, how, children, aside)
            for run in rows.runs(records(), lambda row: row.get("sku")):
                yield from [run] if isinstance(run, Problem) else products.read(run)
            yield from products.configurable()


@dataclass(slots=True)
class _Products:
    columns: Columns
    how: Reading
    children: set[str]
    aside: Spool
    seen: Seen = field(default_factory=Seen)
    told: set[str] = field(default_factory=set)

    def read(self, run: list[Row]) -> Items:
        """The rows of one SKU: its own and those of store views. Children and configurable ones are set aside."""
        sku, kind = run[0].get("sku"), run[0].get("type")
        if sku and kind == "configurable":
            return self._put(_PARENT + sku, run)
        if sku in self.children:
            return self._put(_CHILD + sku, run)
        return self._answer(run, [])

    def configurable(self) -> Items:
        """Products with variants, when all of them have been met."""
        for name in [name for name in self.aside.names() if name.startswith(_PARENT)]:
            run = self.aside.take([name])
            yield from self._answer(run, cells.variations(run[0]))
        for name, row in self.aside.rest():
            said = "The product this is a variant of cannot be sold; it is left out with it."
            yield Problem(row.line, self.columns.title("sku"), name.removeprefix(_CHILD), said, "skipped")

    def _put(self, name: str, run: list[Row]) -> Items:
        for row in run:
            self.aside.put(name, row)
        return iter(())

    def _answer(self, run: list[Row], variations: list[tuple[str, dict[str, str]]]) -> Items:
        notes = Notes(self.columns, run[0].get("sku") or None)
        product = None
        try:
            product = self._product(run, variations, notes)
        except Refused as refusal:
            notes.refused(run[0].line, refusal.name, refusal.problem)
        table.warn_of_damage(run, notes)
        yield from notes.in_order()
        if product:
            yield product

    def _product(self, run: list[Row], variations: list[tuple[str, dict[str, str]]], notes: Notes) -> ProductRow | None:
        row = run[0]
        if not row.get("sku"):
            raise Refused("sku", "This row has no SKU.")
        if row.get("view"):
            raise Refused("view", "This row translates a product that is not above it.")
        if row.get("type") not in _SOLD:
            said = f"Products of the type {quoted(row.get('type'))} are made of others; this one is left out."
            notes.skipped(row.line, "type", said)
            return None
        if self.seen.came_back(row.get("sku"), row.line, "sku", notes, hash(tuple(sorted(row.cells.items())))):
            return None
        self._tell_once(row, notes)
        head = cells.plain_row(row, self.how.currency, notes)
        if cells.hidden(row):
            notes.warned(row.line, "visibility", "This product is shown nowhere; it is kept as a draft.")
            head = Row(head.line, head.cells | {"status": "draft"})
        offers = self._offers(row, variations, notes) if row.get("type") == "configurable" else [Offer(head)]
        product = read_goods(head, offers, row.get("sku")[:200], self.how, notes)
        self.seen.add_key(row.get("sku"), row.line, "sku", notes, what="SKU")
        return _finished(product, run, self.how.locale, notes)

    def _offers(self, row: Row, variations: list[tuple[str, dict[str, str]]], notes: Notes) -> list[Offer]:
        named, offers = cells.labels(row), []
        for sku, chosen in variations:
            own = self.aside.take([_CHILD + sku])
            if not own:
                notes.warned(row.line, "variations", f"The variant {quoted(sku)} is not in the file; it is left out.")
                continue
            child = cells.plain_row(own[0], self.how.currency, notes)
            options = {named.get(code) or cells.spoken(code): value for code, value in chosen.items()}
            offers.append(Offer(child, options, sku, child.get("name")))
        return offers

    def _tell_once(self, row: Row, notes: Notes) -> None:
        if cells.has_paths(row) and "image" not in self.told:
            said = "Pictures are named by files of the other shop, not by addresses: they are left out."
            notes.warned(row.line, "base_image", said)
            self.told.add("image")
        if row.get("weight") and "weight" not in self.told:
            notes.warned(row.line, "weight", "The file does not say in which unit it weighs: weights are left out.")
            self.told.add("weight")


def _finished(product: ProductRow, run: list[Row], locale: str, notes: Notes) -> ProductRow:
    names, texts = dict(product.names), dict(product.descriptions)
    for row in run[1:]:
        spoken = cells.language(row.get("view"))
        if not spoken or spoken == locale:
            said = f"The store view {quoted(row.get('view'))} is not named by a language; its row is left out."
            notes.skipped(row.line, "view", said)
            continue
        names |= {spoken: words.title(row, "name", notes)} if row.get("name") else {}
        texts |= {spoken: described(row.get("description"))} if row.get("description") else {}
    options = {option.casefold() for option in product.options}
    facts = {name: text for name, text in cells.facts(run[0]).items() if name.casefold() not in options}
    return replace(
        product,
        names=names,
        descriptions=texts,
        categories=words.deepest(path for path in cells.categories(run[0]) if path),
        attributes=facts,
    )
