"""The tree of categories, kept by the shop's version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from domain.catalog.rules import nearest
from domain.catalog.views import CategoryView
from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.shop.queries import shop_of

_SHOP = "SELECT currency, locale, catalog_version FROM shop WHERE id = $1"
_NODES = """
SELECT c.id, c.parent_id, c.depth, c.hidden, m.path AS image, t.locale, t.name, t.description
FROM category c LEFT JOIN category_text t ON t.category_id = c.id LEFT JOIN media_file m ON m.id = c.image_id
WHERE c.shop_id = $1 ORDER BY c.depth, c.position, c.id
"""
_COUNTS = """
WITH RECURSIVE below(id, top) AS (
  SELECT id, id FROM category WHERE shop_id = $1 AND NOT hidden
  UNION ALL SELECT c.id, below.top FROM category c JOIN below ON c.parent_id = below.id WHERE NOT c.hidden)
SELECT below.top AS id, COUNT(DISTINCT p.id) AS products FROM below
JOIN product_category pc ON pc.category_id = below.id
JOIN product p ON p.id = pc.product_id AND p.status = 'active'
GROUP BY below.top
"""


@dataclass(frozen=True, slots=True)
class ShopNow:
    """What every list needs of the shop, as it is at this moment."""

    currency: str
    locale: str
    version: int


@dataclass(frozen=True, slots=True)
class Tree:
    """All categories in reading order. `hidden` ones are only for the panel."""

    nodes: dict[int, CategoryView]
    hidden: frozenset[int]
    children: dict[int, list[CategoryView]] = field(default_factory=dict)

    def trail(self, category_id: int) -> tuple[CategoryView, ...]:
        """From the root down to this category; empty when it does not exist."""
        found: list[CategoryView] = []
        node = self.nodes.get(category_id)
        while node and node not in found:
            found.append(node)
            node = self.nodes.get(node.parent_id)
        return tuple(reversed(found))

    def walk(self, parent_id: int = 0) -> Iterator[CategoryView]:
        """Depth first, as a list in the panel shows them."""
        for node in self.children.get(parent_id, ()):
            yield node
            yield from self.walk(node.id)


_trees: Lru[tuple[int, int, str], Tree] = Lru(64)


async def shop_now(by: Actor) -> ShopNow:
    """The shop's currency, locale and version. Raises `NotFound`."""
    if by.version:
        known = await shop_of(by)
        return ShopNow(known.currency, known.locale, known.version)
    rows = await sql(_SHOP, by.shop_id)
    if not rows:
        raise NotFound()
    return ShopNow(rows[0]["currency"], rows[0]["locale"], rows[0]["catalog_version"])


async def tree(by: Actor, locale: str, shop: ShopNow) -> Tree:
    """The shop's categories in the reader's words; no statement while its version stays the same."""
    key = (by.shop_id, shop.version, locale)
    return _trees.get(key) or _trees.put(key, await _read(by, locale, shop.locale))


async def _read(by: Actor, locale: str, shop_locale: str) -> Tree:
    counts = {row["id"]: row["products"] for row in await sql(_COUNTS, by.shop_id)}
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in await sql(_NODES, by.shop_id):
        rows.setdefault(row["id"], []).append(row)
    nodes = {key: _node(texts, counts.get(key, 0), locale, shop_locale) for key, texts in rows.items()}
    made = Tree(nodes, frozenset(key for key, texts in rows.items() if texts[0]["hidden"]))
    for node in nodes.values():
        made.children.setdefault(node.parent_id, []).append(node)
    return made


def _node(texts: list[dict[str, Any]], count: int, locale: str, shop_locale: str) -> CategoryView:
    first = texts[0]
    return CategoryView(
        id=first["id"],
        parent_id=first["parent_id"] or 0,
        name=nearest({t["locale"]: t["name"] for t in texts if t["locale"]}, locale, shop_locale) or "",
        description=nearest({t["locale"]: t["description"] for t in texts if t["locale"]}, locale, shop_locale) or "",
        count=count,
        depth=first["depth"],
        image=first["image"] or "",
    )
