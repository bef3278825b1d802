"""A feed for markets read as a stream: items go on as they come, those of a group wait in a file until the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from domain.imports.port import Problem, ProductRow
from domain.kit.money import exponent
from integrations.feeds import rows, words, xml
from integrations.feeds.goods import Offer, common_name, differing, own_name, read_goods
from integrations.feeds.google import fields
from integrations.feeds.plain.product import Reading
from integrations.feeds.records import read_layout
from integrations.feeds.spool import Spool
from integrations.feeds.table import Columns, Notes, Refused, Row, Seen, check_text
from integrations.feeds.text import quoted
from integrations.feeds.xml import Broken

Items = Iterator[ProductRow | Problem]
_ITEMS = ("item", "entry")


@dataclass(frozen=True, slots=True)
class GoogleFeed:
    """A feed for Google Merchant or Meta. `locale` is the language its titles are written in."""

    locale: str = "en"
    name: str = "google"

    def recognises(self, path: Path) -> bool:
        """Whether this is RSS or Atom with products, or a table with the columns of a feed."""
        if root := xml.root_of(path):
            return root in ("rss", "feed", "RDF") and _has_prices(path)
        header = rows.header_of(path)
        return bool(header) and fields.is_feed(fields.read_columns(header))

    def read(self, path: Path, *, currency: str) -> Items:
        """Stream products and problems; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first item, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        how = Reading(currency, self.locale)
        if xml.root_of(path):
            xml.check(path)
            return _read(_elements(path), fields.element_columns(), how)
        layout = read_layout(path)
        columns = fields.read_columns(layout.header)
        return _read(rows.read_rows(path, layout, columns, ("key", "group", "sku")), columns, how)


def _has_prices(path: Path) -> bool:
    """Whether one of the first items has a price; other feeds carry news."""
    try:
        first = next(xml.nodes(path, _ITEMS), None)
    except Broken:
        return False
    return first is not None and any(child.tag == "price" for child in first.children)


def _elements(path: Path) -> Iterator[Row | Problem]:
    try:
        for node in xml.nodes(path, _ITEMS):
            if node.fault:
                yield Problem(node.line, None, None, node.fault, "refused")
            else:
                yield fields.row_of(node)
    except Broken as broken:
        yield Problem(broken.line, None, None, f"The file was not read from here on: {broken.problem}", "refused")


def _read(source: Iterator[Row | Problem], columns: Columns, how: Reading) -> Items:
    with Spool() as groups:
        items = _Items(columns, how, groups)
        for row in source:
            yield from [row] if isinstance(row, Problem) else items.read(row)
        yield from items.groups_read()


@dataclass(slots=True)
class _Items:
    columns: Columns
    how: Reading
    groups: Spool
    seen: Seen = field(default_factory=Seen)
    ids: dict[str, int] = field(default_factory=dict)

    def read(self, row: Row) -> Items:
        """What one item gives; one of a group is set aside."""
        notes = Notes(self.columns, row.get("key") or None)
        product = None
        try:
            self._admit(row)
            if row.get("group"):
                self.groups.put(row.get("group"), row)
            else:
                plain = fields.plain_row(row, self.how.currency, notes)
                product = self._product(plain, [Offer(plain)], row.get("key"), [fields.facts_of(row)], notes)
        except Refused as refusal:
            notes.refused(row.line, refusal.name, refusal.problem)
        yield from notes.in_order()
        if product:
            yield product

    def groups_read(self) -> Items:
        """The products of several items."""
        for group in self.groups.names():
            own = self.groups.take([group])
            notes = Notes(self.columns, group)
            product = None
            try:
                product = self._group(group, own, notes)
            except Refused as refusal:
                notes.refused(own[0].line, refusal.name, refusal.problem)
            yield from notes.in_order()
            if product:
                yield product

    def _admit(self, row: Row) -> None:
        check_text(row.cells)
        if not row.get("key"):
            raise Refused("key", "This item has no id.")
        if first := self.ids.get(row.get("key")):
            raise Refused("key", f"The id {quoted(row.get('key'))} is already on line {first}.")
        self.ids[row.get("key")] = row.line

    def _group(self, group: str, own: list[Row], notes: Notes) -> ProductRow:
        plain = [fields.plain_row(row, self.how.currency, notes) for row in own]
        facts = [fields.facts_of(row) for row in own]
        offers = [
            Offer(row, chosen, row.get("key"), own_name(row, plain))
            for row, chosen in zip(plain, differing(facts), strict=True)
        ]
        head = Row(plain[0].line, plain[0].cells | {"name": common_name(plain)})
        return self._product(head, offers, group, facts, notes)

    def _product(
        self, head: Row, offers: list[Offer], key: str, facts: list[dict[str, str]], notes: Notes
    ) -> ProductRow:
        bare = Row(head.line, {name: text for name, text in head.cells.items() if name != "category"})
        product = read_goods(bare, offers, key[:200], self.how, notes)
        shared = {name: value for name, value in facts[0].items() if all(one.get(name) == value for one in facts)}
        self.seen.add_key(key, head.line, "key", notes, what="id")
        return replace(product, categories=words.deepest(fields.paths(head)), attributes=shared)
