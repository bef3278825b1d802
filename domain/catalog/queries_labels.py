"""The tags and brands a shop uses, most used first, for lists to choose from. Kept by the shop's version."""

from __future__ import annotations

from domain.catalog.tree import shop_now
from domain.kit.actor import Actor, Permission, require
from domain.kit.cache import Lru
from domain.kit.db import sql

_TAGS = "SELECT tag AS word FROM product_tag WHERE shop_id = $1 GROUP BY tag ORDER BY COUNT(*) DESC, tag LIMIT 100"
_BRANDS = (
    "SELECT brand AS word FROM product WHERE shop_id = $1 AND brand <> ''"
    " GROUP BY brand ORDER BY COUNT(*) DESC, brand LIMIT 100"
)

_kept: Lru[tuple[int, int], tuple[tuple[str, ...], tuple[str, ...]]] = Lru(64)


async def labels(by: Actor) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(tags, brands), a hundred of each at most."""
    require(by, Permission.EDIT_STOCK)
    key = (by.shop_id, (await shop_now(by)).version)
    known = _kept.get(key)
    if known is None:
        tags, brands = [tuple(row["word"] for row in await sql(text, by.shop_id)) for text in (_TAGS, _BRANDS)]
        known = _kept.put(key, (tags, brands))
    return known
