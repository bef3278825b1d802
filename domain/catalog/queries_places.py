"""The tree of categories as its merchant edits it: every language, hidden ones too."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from domain.catalog.queries_panel import category_tree
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.errors import NotFound

_ROWS = """
SELECT c.id, c.hidden, c.position, m.path AS image,
  (SELECT COUNT(*) FROM product_category pc WHERE pc.category_id = c.id) AS products,
  (SELECT COUNT(*) FROM category child WHERE child.parent_id = c.id) AS children,
  (SELECT COUNT(*) FROM category_text t WHERE t.category_id = c.id AND t.locale IN ({locales})) AS languages
FROM category c LEFT JOIN media_file m ON m.id = c.image_id WHERE c.shop_id = $1
"""
_ONE = """
SELECT c.id, c.parent_id, c.hidden, c.image_id, m.path AS image
FROM category c LEFT JOIN media_file m ON m.id = c.image_id WHERE c.shop_id = $1 AND c.id = $2
"""
_TEXTS = "SELECT locale, name, description FROM category_text WHERE shop_id = $1 AND category_id = $2 ORDER BY locale"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A category in the list, in reading order. `products` are its own, drafts included; `total` those on sale below.

    `path` are the names from the top; `untold` is set where a language of the shop has no name for it.
    """

    id: int
    parent_id: int
    path: tuple[str, ...]
    hidden: bool
    image: str
    products: int
    children: int
    total: int
    untold: bool

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def depth(self) -> int:
        return len(self.path) - 1

    @property
    def is_empty(self) -> bool:
        return not self.products and not self.children


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One category as its page edits it. `stamp` is another one whenever anything of it has changed."""

    id: int
    parent_id: int
    hidden: bool
    image_id: int
    image: str
    texts: dict[str, tuple[str, str]]

    @property
    def stamp(self) -> int:
        said = (self.parent_id, self.hidden, self.image_id, sorted(self.texts.items()))
        return zlib.crc32(repr(said).encode())


async def places(by: Actor, locale: str, spoken: tuple[str, ...]) -> tuple[PlaceRow, ...]:
    """Every category of the shop under its parent. Raises `NotAllowed`."""
    nodes = await category_tree(by, locale=locale)
    codes = ", ".join(f"${n}" for n in range(2, 2 + len(spoken)))
    rows: dict[int, dict[str, Any]] = {
        row["id"]: row for row in await sql(_ROWS.format(locales=codes), by.shop_id, *spoken)
    }
    paths: dict[int, tuple[str, ...]] = {}
    found = []
    for node in nodes:
        row = rows[node.id]
        paths[node.id] = (*paths.get(node.parent_id, ()), node.name)
        found.append(
            PlaceRow(
                node.id, node.parent_id, paths[node.id], bool(row["hidden"]), row["image"] or "", row["products"],
                row["children"], node.count, row["languages"] < len(spoken),
            )
        )  # fmt: skip
    return tuple(found)


async def place_to_edit(by: Actor, category_id: int) -> PlaceView:
    """One of them. Raises `NotAllowed`, `NotFound`."""
    require(by, Permission.EDIT_CATALOG)
    rows = await sql(_ONE, by.shop_id, category_id)
    if not rows:
        raise NotFound()
    row = rows[0]
    texts = {t["locale"]: (t["name"], t["description"]) for t in await sql(_TEXTS, by.shop_id, category_id)}
    return PlaceView(
        row["id"], row["parent_id"] or 0, bool(row["hidden"]), row["image_id"] or 0, row["image"] or "", texts
    )
