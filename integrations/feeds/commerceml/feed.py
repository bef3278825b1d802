"""1C's files read as streams: offers are set aside on disk, then each product of the catalogue takes its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from domain.imports.port import Problem, ProductRow, UnreadableFile
from domain.kit.money import exponent
from integrations.feeds import xml
from integrations.feeds.commerceml import offers
from integrations.feeds.commerceml.classifier import TAGS, Classifier, PriceTypes
from integrations.feeds.commerceml.product import COLUMNS, head_of
from integrations.feeds.goods import read_goods
from integrations.feeds.plain.product import Reading
from integrations.feeds.spool import Spool
from integrations.feeds.table import Notes, Refused, Row, Seen, check_text
from integrations.feeds.text import quoted
from integrations.feeds.xml import Broken, Node

Kind = Literal["catalogue", "offers", "orders", "nothing"]
Items = Iterator[ProductRow | Problem]
_KINDS: dict[str, Kind] = {"Товар": "catalogue", "Предложение": "offers", "Документ": "orders"}


@dataclass(frozen=True, slots=True)
class CommerceMLFeed:
    """1C's exchange format. `beside` are the other files of the archive it came in."""

    locale: str = "en"
    name: str = "commerceml"
    beside: tuple[Path, ...] = ()

    def recognises(self, path: Path) -> bool:
        """Whether the first element is CommerceML's."""
        return xml.root_of(path) == "КоммерческаяИнформация"

    def completes(self, path: Path) -> bool:
        """Whether this file has no catalogue of its own."""
        return _kind(path) != "catalogue"

    def read(self, path: Path, *, currency: str) -> Items:
        """Stream products and problems; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first product, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        files = (path, *self.beside)
        for file in files:
            xml.check(file)
        kinds = {file: _kind(file) for file in files}
        _refuse_useless(set(kinds.values()), files)
        catalogues = [file for file in files if kinds[file] == "catalogue"]
        return _read(list(files), catalogues, Reading(currency, self.locale))


def _kind(path: Path) -> Kind:
    try:
        first = next(xml.nodes(path, _KINDS), None)
    except Broken:
        return "nothing"
    return _KINDS[first.tag] if first else "nothing"


def _refuse_useless(kinds: set[Kind], files: tuple[Path, ...]) -> None:
    if "orders" in kinds and len(kinds) == 1:
        raise UnreadableFile("These are orders of 1C, not products. Import import.xml and offers.xml.")
    if "catalogue" not in kinds and "offers" not in kinds:
        raise UnreadableFile("There are no products in this file of 1C. Import import.xml and offers.xml.")
    if not any(next(xml.nodes(file, ("Предложение",)), None) for file in files):
        raise UnreadableFile(
            "This file of 1C has names and no prices. Put import.xml and offers.xml into one zip and import that."
        )


def _read(files: list[Path], catalogues: list[Path], how: Reading) -> Items:
    with Spool() as aside:
        for file in files:
            yield from _set_aside(file, aside)
        products = _Products(how, aside)
        for file in catalogues:
            yield from _whole(file, products)
        if not catalogues:
            yield from products.from_offers()
        for product, row in aside.rest():
            yield Problem(row.line, "Ид", product, "The product of this offer is not in the file.", "refused")


def _set_aside(file: Path, aside: Spool) -> Iterator[Problem]:
    types, told = PriceTypes(), False
    try:
        for node in xml.nodes(file, ("ТипЦены", "Предложение")):
            if node.tag == "ТипЦены":
                types.add(node)
                continue
            if not told and len(types.names) > 1:
                said = f"Of {len(types.names)} types of prices {quoted(types.names[types.chosen])} was taken."
                yield Problem(node.line, "ТипЦены", None, said, "warned")
                told = True
            row = offers.row_of(node, types.chosen)
            aside.put(offers.product_of(row), row)
    except Broken as broken:
        yield _cut_short(broken)


def _whole(file: Path, products: _Products) -> Items:
    try:
        for node in xml.nodes(file, (*TAGS, "Товар")):
            if node.tag == "Товар":
                yield from products.read(node)
            else:
                products.classifier.add(node)
    except Broken as broken:
        yield _cut_short(broken)


def _cut_short(broken: Broken) -> Problem:
    said = f"The file was not read from here on: {broken.problem}"
    return Problem(broken.line, None, None, said, "refused")


@dataclass(slots=True)
class _Products:
    how: Reading
    aside: Spool
    classifier: Classifier = field(default_factory=Classifier)
    seen: Seen = field(default_factory=Seen)
    told: set[str] = field(default_factory=set)

    def read(self, node: Node) -> Items:
        """A product of the catalogue with the offers that were set aside for it."""
        notes = Notes(COLUMNS, node.said("Ид") or None)
        product = None
        try:
            product = self._product(node, notes)
        except Refused as refusal:
            notes.refused(node.line, refusal.name, refusal.problem)
        yield from notes.in_order()
        if product:
            yield product

    def from_offers(self) -> Items:
        """Products of a file that has offers alone: what their names share is the product's."""
        for key in self.aside.names():
            notes = Notes(COLUMNS, key)
            product = None
            rows = offers.merged(self.aside.take([key]))
            try:
                head = Row(rows[0].line, {"name": offers.bare_name(rows[0]), "sku": rows[0].get("sku")})
                product = self._sold(head, rows, key, notes)
            except Refused as refusal:
                notes.refused(rows[0].line, refusal.name, refusal.problem)
            yield from notes.in_order()
            if product:
                yield product

    def _product(self, node: Node, notes: Notes) -> ProductRow | None:
        if node.fault or not notes.key:
            raise Refused("Ид", node.fault or "This product has no id.")
        if first := self.seen.line_of(notes.key):
            raise Refused("Ид", f"The id {quoted(notes.key)} is already on line {first}.")
        rows = offers.merged(self.aside.take([notes.key]))
        if node.named("Статус") == "Удален" or node.said("ПометкаУдаления") == "true":
            notes.skipped(node.line, "Статус", "This product is marked as deleted.")
            return None
        head = head_of(node)
        check_text(head.cells)
        if head.get("paths") and "image" not in self.told:
            self.told.add("image")
            said = "Pictures are named by files beside the export, not by addresses: they are left out."
            notes.warned(node.line, "paths", said)
        product = self._sold(head, rows, notes.key, notes)
        return replace(product, categories=self.classifier.paths(node), attributes=self._facts(node, product))

    def _facts(self, node: Node, product: ProductRow) -> dict[str, str]:
        options = {option.casefold() for option in product.options}
        return {name: text for name, text in self.classifier.facts(node).items() if name.casefold() not in options}

    def _sold(self, head: Row, rows: list[Row], key: str, notes: Notes) -> ProductRow:
        product = read_goods(head, offers.offers_of(rows), key[:200], self.how, notes)
        self.seen.add_key(key, head.line, "Ид", notes, what="id")
        return product
