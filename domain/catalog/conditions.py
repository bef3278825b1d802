"""A list's source and filters as SQL: on the product (alias p), and together on one variant of it (alias v)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from domain.catalog.fragments import READY, ids, on_sale, some_variant
from domain.catalog.models import ProductStatus
from domain.catalog.rules import price_range
from domain.catalog.views import ListQuery
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.rows import Values

BRAND, PRICE, STOCK = "brand", "price", "stock"
Spelling = tuple[str, str]

# CROSS JOIN is how SQLite is told to begin with the small side; PostgreSQL finds that out by itself
_BELOW = """
(SELECT DISTINCT pc.product_id AS id FROM category c CROSS JOIN product_category pc
 WHERE c.shop_id = $1 AND NOT c.hidden AND c.path LIKE
 (SELECT top.path FROM category top WHERE top.shop_id = $1 AND top.id = {id}) || '%'
 AND pc.shop_id = $1 AND pc.category_id = c.id) s CROSS JOIN product p
"""
_IS_BELOW = """
EXISTS (SELECT 1 FROM product_category pc JOIN category c ON c.id = pc.category_id
 WHERE pc.product_id = p.id AND NOT c.hidden
 AND c.path LIKE (SELECT top.path FROM category top WHERE top.shop_id = $1 AND top.id = {id}) || '%')
"""
_ATTRIBUTE = "EXISTS (SELECT 1 FROM product_attribute a WHERE a.product_id = p.id AND ({pairs}))"
_OPTION = (
    "EXISTS (SELECT 1 FROM variant_value w JOIN option_value x ON x.id = w.value_id "
    "JOIN product_option o ON o.id = x.option_id WHERE w.variant_id = v.id AND ({pairs}))"
)
_TAGGED = "p.id IN (SELECT g.product_id FROM product_tag g WHERE g.shop_id = $1 AND g.tag = {tag})"
_NEVER = "1 = 0"


@dataclass(slots=True)
class Conditions:
    """`origin` is what stands after FROM and offers p; `values` fill the placeholders, $1 is always the shop."""

    values: Values
    origin: str = "product p"
    product: list[str] = field(default_factory=list)
    variant: list[str] = field(default_factory=list)

    @property
    def on_product(self) -> str:
        """Everything a product must fulfil, its variants included."""
        parts = [*self.product]
        if self.variant:
            parts.append(some_variant(self.on_variant))
        return " AND ".join(parts)

    @property
    def on_variant(self) -> str:
        return " AND ".join(self.variant) or "1 = 1"


def source(by: Actor, query: ListQuery, *, whole_shop: bool = False) -> Conditions:
    """The published products of the list, before any filter.

    With `whole_shop` the shop's products are gone through in their order and those of the list picked out.
    """
    made = Conditions(Values([by.shop_id]))
    made.product = ["p.shop_id = $1", f"p.status = '{ProductStatus.ACTIVE}'"]
    if query.source == "category":
        _below(made, made.values.put(query.category_id), whole_shop)
    elif query.source == "sale":
        made.product += ["p.on_sale", some_variant(on_sale(made.values.put(now())))]
    elif query.source == "collection":
        made.product += [_ruled(made.values, name, value) for name, value in query.rule]
    elif query.source == "ids":
        made.product.append(f"p.id IN ({ids(query.product_ids or ())})")
    return made


def _ruled(values: Values, name: str, value: Any) -> str:
    """One part of a collection's rule."""
    if name == "tag":
        return _TAGGED.format(tag=values.put(value))
    if name == "category":
        return _IS_BELOW.format(id=values.put(value))
    if name == "sale":
        return f"p.on_sale AND {some_variant(on_sale(values.put(now())))}"
    if name == "new_days":
        return f"p.published_at >= {values.put(now() - timedelta(days=int(value)))}"
    return f"p.price_from >= {int(value)}" if name == "price_from" else f"p.price_from <= {int(value)}"


def _below(made: Conditions, category: str, whole_shop: bool) -> None:
    if whole_shop:
        made.product.append(_IS_BELOW.format(id=category))
    else:
        made.origin = _BELOW.format(id=category)
        made.product.insert(0, "p.id = s.id")


def narrow(made: Conditions, filters: Mapping[str, Iterable[str]], spellings: Mapping[str, list[Spelling]]) -> None:
    """Add the filters. `spellings` gives for "facet:value" the names and values it stands for in this list."""
    for facet, keys in filters.items():
        if facet == STOCK:
            made.variant.append(READY)
        elif facet == PRICE:
            made.variant.append(_any(_priced(key) for key in keys))
        else:
            _named(made, facet, [spelling for key in keys for spelling in spellings.get(f"{facet}:{key}", ())])


def _named(made: Conditions, facet: str, chosen: list[Spelling]) -> None:
    if not chosen:
        made.product.append(_NEVER)
    elif facet == BRAND:
        made.product.append(_any(f"p.brand = {made.values.put(value)}" for _, value in chosen))
    elif facet.startswith("a"):
        made.product.append(_ATTRIBUTE.format(pairs=_pairs(made.values, "a", "a", chosen)))
    else:
        made.variant.append(_OPTION.format(pairs=_pairs(made.values, "o", "x", chosen)))


def _pairs(values: Values, names: str, words: str, chosen: list[Spelling]) -> str:
    return _any(f"{names}.name = {values.put(n)} AND {words}.value = {values.put(v)}" for n, v in chosen)


def _priced(key: str) -> str:
    found = price_range(key)
    if not found:
        return _NEVER
    low, high = found
    return f"v.price >= {low}" + ("" if high is None else f" AND v.price <= {high}")


def _any(parts: Iterable[str]) -> str:
    return "(" + " OR ".join(f"({part})" for part in parts) + ")"
