"""Where categories stand, as a path that leads back to the very same category when a file names it."""

from __future__ import annotations

from typing import Any, TypeAlias

from domain.imports.write_categories import category_key
from domain.kit.actor import Actor
from domain.kit.db import sql

Path: TypeAlias = tuple[str, ...]
_NODES = """
SELECT c.id, c.parent_id, c.key, t.name FROM category c JOIN shop s ON s.id = c.shop_id
LEFT JOIN category_text t ON t.category_id = c.id AND t.locale = s.locale
WHERE c.shop_id = $1 ORDER BY c.depth, c.id
"""


async def paths_of(by: Actor) -> dict[int, Path]:
    """The path of every category: its name, or what it is known by where it was called otherwise since."""
    found: dict[int, Path] = {}
    for row in await sql(_NODES, by.shop_id):
        found[row["id"]] = _path(row, found.get(row["parent_id"], ()))
    return found


def _path(row: dict[str, Any], above: Path) -> Path:
    named = (*above, row["name"] or "")
    if row["name"] and category_key(named) == row["key"]:
        return named
    known = tuple(row["key"].split(" > "))
    return known if category_key(known) == row["key"] else named
