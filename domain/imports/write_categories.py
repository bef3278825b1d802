"""Categories by their paths: found by the folded path, made where they are missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from domain.catalog.models import Category, CategoryText
from domain.kit.actor import Actor
from domain.kit.text import folded

Path = tuple[str, ...]
LONGEST_KEY = 300


def category_key(path: Path) -> str:
    """The same for every spelling of case and accents: "home > lamps"."""
    key = " > ".join(folded(name) for name in path)
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 65]} {hashlib.sha256(key.encode()).hexdigest()}"


async def ensure_categories(by: Actor, paths: Iterable[Path], locale: str) -> dict[Path, int]:
    """The id of every path, shallow ones first; `locale` is that of new names."""
    wanted = {path[:depth]: category_key(path[:depth]) for path in paths for depth in range(1, len(path) + 1)}
    rows = await Category.of(by, key__in=list(set(wanted.values()))).values("id", "key", "path") if wanted else []
    known = {row["key"]: (row["id"], row["path"]) for row in rows}
    for path, key in sorted(wanted.items(), key=lambda item: len(item[0])):
        if key not in known:
            parent = known[wanted[path[:-1]]] if len(path) > 1 else (None, "")
            known[key] = await _make(by, path, parent, locale)
    return {path: known[key][0] for path, key in wanted.items()}


async def _make(by: Actor, path: Path, parent: tuple[int | None, str], locale: str) -> tuple[int, str]:
    parent_id, above = parent
    made = await Category.add(by, parent_id=parent_id, depth=len(path) - 1, key=category_key(path))
    place = f"{above}{made.id}/"
    await Category.of(by, id=made.id).update(path=place)
    await CategoryText.add(by, category_id=made.id, locale=locale, name=path[-1])
    return made.id, place
