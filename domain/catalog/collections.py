"""Collections: products beside the tree, by hand or by a rule. Kept by the shop's version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.catalog.models import CollectionItem
from domain.catalog.rules import nearest
from domain.catalog.tree import shop_now
from domain.catalog.views import ListQuery
from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.rows import unpacked

RULES = ("tag", "category", "price_from", "price_to", "sale", "new_days")
MOST_ITEMS = 500
_ROWS = """
SELECT c.id, c.position, c.hidden, c.on_home, c.rule, t.locale, t.name, t.description,
  (SELECT COUNT(*) FROM collection_item i WHERE i.collection_id = c.id) AS items
FROM collection c LEFT JOIN collection_text t ON t.collection_id = c.id
WHERE c.shop_id = $1 ORDER BY c.position, c.id
"""


@dataclass(frozen=True, slots=True)
class CollectionView:
    """`rule` is empty for one by hand, which has `items`; `texts` maps locale → (name, description)."""

    id: int
    name: str
    texts: Mapping[str, tuple[str, str]]
    hidden: bool
    on_home: bool
    rule: Mapping[str, Any]
    items: int

    @property
    def by_hand(self) -> bool:
        return not self.rule


_kept: Lru[tuple[int, int, str], tuple[CollectionView, ...]] = Lru(64)


async def collections(by: Actor, *, locale: str) -> tuple[CollectionView, ...]:
    """All of the shop in the merchant's order, hidden ones too; no statement while its version stays the same."""
    shop = await shop_now(by)
    key = (by.shop_id, shop.version, locale)
    known = _kept.get(key)
    return known if known is not None else _kept.put(key, await _read(by, locale, shop.locale))


async def _read(by: Actor, locale: str, shop_locale: str) -> tuple[CollectionView, ...]:
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in await sql(_ROWS, by.shop_id):
        rows.setdefault(row["id"], []).append(row)
    return tuple(_view(own, locale, shop_locale) for own in rows.values())


def _view(rows: list[dict[str, Any]], locale: str, shop_locale: str) -> CollectionView:
    first, texts = rows[0], {row["locale"]: (row["name"], row["description"]) for row in rows if row["locale"]}
    name = nearest({key: own for key, (own, _) in texts.items()}, locale, shop_locale) or ""
    rule = unpacked(first["rule"]) or {}
    return CollectionView(first["id"], name, texts, bool(first["hidden"]), bool(first["on_home"]), rule, first["items"])


async def collection(by: Actor, collection_id: int, *, locale: str) -> CollectionView:
    """One of them, as customers may see it. Raises `NotFound`, also for a hidden one."""
    found = next((one for one in await collections(by, locale=locale) if one.id == collection_id), None)
    if found is None or (found.hidden and by.kind not in ("staff", "system")):
        raise NotFound()
    return found


async def list_of(by: Actor, view: CollectionView) -> ListQuery:
    """What to ask `listing` for: by hand in the merchant's order, else everything that the rule fits."""
    if view.by_hand:
        found = CollectionItem.of(by, collection_id=view.id).order_by("position", "id").limit(MOST_ITEMS)
        ids = tuple([row["product_id"] for row in await found.values("product_id")])
        return ListQuery(source="ids", product_ids=ids, sort="rank")
    rule = tuple(sorted((key, value) for key, value in view.rule.items() if key in RULES))
    return ListQuery(source="collection", collection_id=view.id, rule=rule)
