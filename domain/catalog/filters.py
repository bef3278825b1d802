"""Which products a list of the panel shows, and in which order: as SQL on the product (alias p), $1 is the shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.catalog.fragments import ids
from domain.catalog.models import ProductStatus
from domain.kit.alike import alike, pattern
from domain.kit.rows import Values

STOCKS = ("out", "low")
MISSING = ("picture", "price", "description", "category", "language")
MOST_WORDS = 8
SORTS = ("new", "name", "up", "down", "sold")

# one list of all that have the word: each column is gone through once, in an index that holds nothing else
_WORD = (
    "p.id IN (SELECT k.id FROM product k WHERE k.shop_id = $1 AND {key}"
    " UNION ALL SELECT k.id FROM product k WHERE k.shop_id = $1 AND {brand}"
    " UNION ALL SELECT t.product_id FROM product_text t WHERE t.shop_id = $1 AND {name}"
    " UNION ALL SELECT x.product_id FROM variant x WHERE x.id IN ("
    "SELECT w.id FROM variant w WHERE w.shop_id = $1 AND {sku}"
    " UNION ALL SELECT w.id FROM variant w WHERE w.shop_id = $1 AND w.gtin LIKE {word} ESCAPE '!'))"
)
_BELOW = (
    "p.id IN (SELECT pc.product_id FROM category c JOIN product_category pc ON pc.category_id = c.id"
    " WHERE c.shop_id = $1 AND c.path LIKE"
    " (SELECT top.path FROM category top WHERE top.shop_id = $1 AND top.id = {id}) || '%')"
)
_TAGGED = "p.id IN (SELECT g.product_id FROM product_tag g WHERE g.shop_id = $1 AND g.tag = {tag})"
_STOCKED = (
    "p.id IN (SELECT v.product_id FROM stock_level l CROSS JOIN variant v"
    " WHERE l.shop_id = $1 AND v.id = l.variant_id AND v.active AND v.policy = 'deny' AND {that})"
)
_LACKS = {
    "picture": "NOT EXISTS (SELECT 1 FROM product_image i WHERE i.product_id = p.id)",
    "price": "p.price_to = 0",
    "description": "NOT EXISTS (SELECT 1 FROM product_text t WHERE t.product_id = p.id AND t.description <> '')",
    "category": "NOT EXISTS (SELECT 1 FROM product_category c WHERE c.product_id = p.id)",
}
_UNTOLD = "NOT EXISTS (SELECT 1 FROM product_text t WHERE t.product_id = p.id AND t.locale = {locale})"


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """Empty words do not narrow; without a status everything but the archive, "any" is the archive too.

    `stock` is "out" or "low" (for a variant of it; `low` says how few that is), `lacks` one of `MISSING`, for which
    `locales` are the languages a product should speak. `ids` are the ticked ones alone.
    """

    search: str = ""
    status: str = ""
    category_id: int = 0
    tag: str = ""
    brand: str = ""
    stock: str = ""
    lacks: str = ""
    demo: bool = False
    sale: bool = False
    ids: tuple[int, ...] | None = None
    low: int = 3
    locales: tuple[str, ...] = ()

    def where(self, values: Values) -> str:
        """The condition; its values are put behind those there are."""
        # the plus keeps SQLite from walking the whole shop where few products are named
        few = self.tag or self.search or self.ids is not None
        parts = [
            "+p.shop_id = $1" if few else "p.shop_id = $1",
            self._status(values),
            *self._places(values),
            *self._state(values),
        ]
        parts += searched(self.search, values, _WORD)
        return " AND ".join(part for part in parts if part)

    def _status(self, values: Values) -> str:
        if self.ids is not None:
            return f"p.id IN ({ids(self.ids)})"
        if self.status == "any":
            return ""
        return f"p.status = {values.put(self.status)}" if self.status else f"p.status <> '{ProductStatus.ARCHIVED}'"

    def _places(self, values: Values) -> list[str]:
        return [
            _BELOW.format(id=values.put(self.category_id)) if self.category_id else "",
            _TAGGED.format(tag=values.put(self.tag)) if self.tag else "",
            f"p.brand = {values.put(self.brand)}" if self.brand else "",
        ]

    def _state(self, values: Values) -> list[str]:
        free = "l.on_hand - l.reserved"
        few = f"{free} > 0 AND {free} <= COALESCE(l.low_at, {int(self.low)})"
        return [
            _STOCKED.format(that=few if self.stock == "low" else f"{free} <= 0") if self.stock in STOCKS else "",
            "p.is_demo" if self.demo else "",
            "p.on_sale" if self.sale else "",
            self._lacking(values),
        ]

    def _lacking(self, values: Values) -> str:
        if self.lacks != "language":
            return _LACKS.get(self.lacks, "")
        untold = " OR ".join(_UNTOLD.format(locale=values.put(locale)) for locale in self.locales)
        return f"({untold})" if untold else ""

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out besides the archive."""
        return self != ProductFilter(low=self.low, locales=self.locales)


def searched(search: str, values: Values, condition: str) -> Iterator[str]:
    """The condition for each word: it has products k, their texts t and variants w."""
    columns = {"key": "k.key", "brand": "k.brand", "name": "t.name", "sku": "w.sku"}
    for word in search.split()[:MOST_WORDS]:
        held = values.put(pattern(word))
        yield condition.format(word=held, **{name: alike(column, word, held) for name, column in columns.items()})
