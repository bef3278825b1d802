"""YML read as a stream: offers go on as they come, those of one group wait in a file until the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from domain.imports.port import Problem, ProductRow
from domain.kit.money import exponent
from integrations.feeds import words, xml
from integrations.feeds.goods import Offer, common_name, differing, own_name, read_goods
from integrations.feeds.plain.product import Reading
from integrations.feeds.spool import Spool
from integrations.feeds.table import Notes, Refused, Row, Seen, check_text
from integrations.feeds.text import quoted
from integrations.feeds.xml import Broken, Node
from integrations.feeds.yml.offer import COLUMNS, facts_of, row_of
from integrations.feeds.yml.tree import Tree

Items = Iterator[ProductRow | Problem]


@dataclass(frozen=True, slots=True)
class YmlFeed:
    """Yandex's price list. `locale` is the language its names are written in."""

    locale: str = "en"
    name: str = "yml"

    def recognises(self, path: Path) -> bool:
        """Whether the first element is a YML catalogue's."""
        return xml.root_of(path) == "yml_catalog"

    def read(self, path: Path, *, currency: str) -> Items:
        """Stream products and problems; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first offer, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        xml.check(path)
        return self._read(path, Reading(currency, self.locale))

    def _read(self, path: Path, how: Reading) -> Items:
        with Spool() as groups:
            offers = _Offers(how, groups)
            try:
                for node in xml.nodes(path, ("category", "offer")):
                    yield from offers.category(node) if node.tag == "category" else offers.offer(node)
            except Broken as broken:
                said = f"The file was not read from here on: {broken.problem}"
                yield Problem(broken.line, None, None, said, "refused")
            yield from offers.groups()


class _Offers:
    def __init__(self, how: Reading, groups: Spool) -> None:
        self._how, self._groups = how, groups
        self._tree, self._seen = Tree(), Seen()
        self._checked = False
        self._ids: dict[str, int] = {}

    def category(self, node: Node) -> Items:
        notes = Notes(COLUMNS)
        self._tree.add(node.named("id"), words.cut_name(node.text), node.named("parentId"), node.line, notes)
        return notes.in_order()

    def offer(self, node: Node) -> Items:
        """What one offer gives; one of a group is set aside."""
        notes = Notes(COLUMNS, node.named("id") or None)
        product = None
        if not self._checked:
            self._checked = True
            about_tree = Notes(COLUMNS)
            self._tree.check(about_tree)
            yield from about_tree.in_order()
        try:
            row = self._admitted(node)
            if row.get("group"):
                self._groups.put(row.get("group"), Row(row.line, row.cells | {"parts": json.dumps(facts_of(node))}))
            else:
                product = self._product(row, [Offer(row)], row.get("key"), [facts_of(node)], notes)
        except Refused as refusal:
            notes.refused(node.line, refusal.name, refusal.problem)
        yield from notes.in_order()
        if product:
            yield product

    def groups(self) -> Items:
        """The products of several offers."""
        for group in self._groups.names():
            rows = self._groups.take([group])
            notes = Notes(COLUMNS, group)
            facts = [json.loads(row.cells.pop("parts")) for row in rows]
            product = None
            try:
                offers = [
                    Offer(row, chosen, row.get("key"), own_name(row, rows))
                    for row, chosen in zip(rows, differing(facts), strict=True)
                ]
                head = Row(rows[0].line, rows[0].cells | {"name": common_name(rows)})
                product = self._product(head, offers, group, facts, notes)
            except Refused as refusal:
                notes.refused(rows[0].line, refusal.name, refusal.problem)
            yield from notes.in_order()
            if product:
                yield product

    def _admitted(self, node: Node) -> Row:
        if node.fault:
            raise Refused("offer", node.fault)
        row = row_of(node)
        check_text(row.cells)
        if not row.get("key"):
            raise Refused("key", "This offer has no id.")
        if first := self._ids.get(row.get("key")):
            raise Refused("key", f"The id {quoted(row.get('key'))} is already on line {first}.")
        self._ids[row.get("key")] = node.line
        return row

    def _product(
        self, head: Row, offers: list[Offer], key: str, facts: list[dict[str, str]], notes: Notes
    ) -> ProductRow:
        paths = self._paths(head, notes)
        product = read_goods(Row(head.line, _without(head, "category")), offers, key[:200], self._how, notes)
        shared = {name: value for name, value in facts[0].items() if all(own.get(name) == value for own in facts)}
        if head.get("from"):
            notes.warned(head.line, "from", "This price is “from”; it is taken as it stands.")
        self._seen.add_key(key, head.line, "key", notes, what="id")
        self._seen.add_skus(product, notes)
        return replace(product, categories=paths, attributes=shared)

    def _paths(self, head: Row, notes: Notes) -> tuple[tuple[str, ...], ...]:
        found = {number: self._tree.path(number) for number in head.get("category").split()}
        for number in (number for number, path in found.items() if not path):
            notes.warned(head.line, "category", f"The category number {quoted(number)} is not in the file.")
        return words.deepest(found.values())


def _without(row: Row, name: str) -> dict[str, str]:
    return {field: text for field, text in row.cells.items() if field != name}
