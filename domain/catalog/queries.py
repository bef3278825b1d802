"""What can be read of the catalogue."""

from __future__ import annotations

from domain.catalog.queries_facets import facets
from domain.catalog.queries_list import count, home_shelf, listing, tiles
from domain.catalog.queries_panel import (
    category_tree,
    lowest_in_30_days,
    price_history,
    product_rows,
    product_total,
)
from domain.catalog.queries_product import product, product_of_variant
from domain.catalog.tree import shop_now, tree
from domain.catalog.views import CategoryView, ListQuery
from domain.kit.actor import Actor
from domain.kit.errors import NotFound

__all__ = [
    "ListQuery", "categories", "category", "category_path", "category_tree", "count", "facets", "home_shelf",
    "listing", "lowest_in_30_days", "price_history", "product", "product_of_variant", "product_rows",
    "product_total", "tiles",
]  # fmt: skip


async def categories(by: Actor, parent_id: int = 0, *, locale: str) -> tuple[CategoryView, ...]:
    """The children of a category (0: the top) that lead to published products, in the merchant's order."""
    found = await tree(by, locale, await shop_now(by))
    return tuple(c for c in found.children.get(parent_id, ()) if c.count and c.id not in found.hidden)


async def category(by: Actor, category_id: int, *, locale: str) -> CategoryView:
    """One category, also when it has become empty. Raises `NotFound`."""
    return (await category_path(by, category_id, locale=locale))[-1]


async def category_path(by: Actor, category_id: int, *, locale: str) -> tuple[CategoryView, ...]:
    """From the top down to this category. Raises `NotFound`, also for hidden ones."""
    found = await tree(by, locale, await shop_now(by))
    trail = found.trail(category_id)
    if not trail or any(node.id in found.hidden for node in trail):
        raise NotFound()
    return trail
