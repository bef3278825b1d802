"""PrestaShop's products, read as a stream; combinations come from a second table in the same zip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from domain.imports.port import Problem, ProductRow, UnreadableFile
from domain.kit.money import exponent
from integrations.feeds import rows, table, words
from integrations.feeds.goods import Offer, read_goods
from integrations.feeds.plain.product import Reading, key_of
from integrations.feeds.prestashop import product
from integrations.feeds.prestashop.columns import is_combinations, is_products, read_combinations, read_products
from integrations.feeds.records import Layout, read_layout
from integrations.feeds.spool import Spool
from integrations.feeds.table import Columns, Notes, Refused, Row, Seen

CODES = ("key", "sku", "parent", "parent_code")
Items = Iterator[ProductRow | Problem]


@dataclass(frozen=True, slots=True)
class PrestaShopFeed:
    """PrestaShop's product CSV. `beside` are the other files of the archive it came in."""

    locale: str = "en"
    name: str = "prestashop"
    beside: tuple[Path, ...] = ()

    def recognises(self, path: Path) -> bool:
        """Whether the header is PrestaShop's, of products or of combinations."""
        header = rows.header_of(path)
        return is_products(header) or is_combinations(header)

    def completes(self, path: Path) -> bool:
        """Whether this file only adds to another one."""
        return is_combinations(rows.header_of(path))

    def read(self, path: Path, *, currency: str) -> Items:
        """Stream products and problems in file order; prices are read in `currency`.

        Raises `UnreadableFile` at once, before the first row, and `UnreadableAmount` for an unknown currency.
        """
        exponent(currency)
        layout = read_layout(path)
        if not is_products(layout.header):
            raise UnreadableFile(
                "This is PrestaShop's table of combinations, which has no names. Put it into one zip with the table of "
                "products and import that."
            )
        return self._read(path, layout, read_products(layout.header), Reading(currency, self.locale))

    def _read(self, path: Path, layout: Layout, columns: Columns, how: Reading) -> Items:
        yield from rows.about_the_file(layout, columns)
        if "tax excl" in (columns.title("price") or "").casefold():
            said = "These prices may be without tax; they are taken as the shop's own prices, as they stand."
            yield Problem(layout.line, columns.title("price"), None, said, "warned")
        with Spool() as combinations:
            for other in self.beside:
                yield from _set_aside(other, combinations)
            products = _Products(columns, how, combinations)
            for row in rows.read_rows(path, layout, columns, CODES, trailing=True):
                if isinstance(row, Problem):
                    yield row
                else:
                    yield from products.read(row)
            for parent, row in combinations.rest():
                yield Problem(row.line, None, parent, "The product of this combination is not in the file.", "refused")


def _set_aside(path: Path, combinations: Spool) -> Iterator[Problem]:
    layout = read_layout(path)
    columns = read_combinations(layout.header)
    for row in rows.read_rows(path, layout, columns, CODES, trailing=True):
        if isinstance(row, Problem):
            yield row
        elif row.get("parent") or row.get("parent_code"):
            number = row.get("parent")
            combinations.put(f"id:{number}" if number else f"ref:{row.get('parent_code')}", row)
        else:
            yield Problem(row.line, columns.title("parent"), None, "This combination names no product.", "refused")


class _Products:
    def __init__(self, columns: Columns, how: Reading, combinations: Spool) -> None:
        self._columns, self._how, self._combinations = columns, how, combinations
        self._seen = Seen()
        self._weight_told = False

    def read(self, row: Row) -> Items:
        """What one row gives."""
        notes = Notes(self._columns, row.get("key") or None)
        found = None
        try:
            found = self._product(row, notes)
        except Refused as refusal:
            notes.refused(row.line, refusal.name, refusal.problem)
        table.warn_of_damage([row], notes)
        yield from notes.in_order()
        if found:
            yield found

    def _product(self, row: Row, notes: Notes) -> ProductRow | None:
        name, notes.key = key_of(row)
        mark = hash(tuple(sorted(row.cells.items())))
        if self._seen.came_back(notes.key, row.line, name, notes, mark):
            return None
        self._tell_of_weight(row, notes)
        head = product.plain_row(row, self._how.currency, notes)
        own = self._combinations.take([f"id:{row.get('key')}", f"ref:{row.get('sku')}"])
        offers = [product.combination(one, head, self._how.currency, notes) for one in own] or [Offer(head)]
        found = read_goods(head, offers, notes.key, self._how, notes)
        self._seen.add_key(notes.key, row.line, name, notes, what="key", mark=mark)
        self._seen.add_skus(found, notes)
        return replace(found, categories=words.deepest(product.categories(row)))

    def _tell_of_weight(self, row: Row, notes: Notes) -> None:
        if row.get("weight").strip("0.,") and not self._weight_told:
            self._weight_told = True
            notes.warned(row.line, "weight", "The file does not say in which unit it weighs: weights are left out.")
