"""What a merchant does to collections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.audit.actions import record
from domain.catalog.bulk import Outcome, Step, run
from domain.catalog.collections import MOST_ITEMS, RULES
from domain.catalog.filters import ProductFilter
from domain.catalog.models import Category, Collection, CollectionItem, CollectionText, Product
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.rows import insert_rows
from domain.shop.actions import bump

MOST = 50


@dataclass(frozen=True, slots=True)
class CollectionEdit:
    """A collection as it should be; an empty name takes a language away, an empty rule means by hand."""

    names: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    on_home: bool = True
    rule: Mapping[str, Any] = field(default_factory=dict)


async def save_collection(by: Actor, collection_id: int, edit: CollectionEdit) -> int:
    """Change it, or make a new one with id 0; its id. Raises `NotFound`, `BadInput`."""
    require(by, Permission.EDIT_CATALOG)
    await _check(by, edit)
    columns = {"hidden": edit.hidden, "on_home": edit.on_home, "rule": dict(edit.rule)}
    async with transaction():
        if not collection_id:
            if (there := await Collection.of(by).count()) >= MOST:
                raise BadInput({"name": N_("A shop has at most 50 collections.")})
            collection_id = int((await Collection.add(by, position=there, **columns)).id)
        elif not await Collection.of(by, id=collection_id).update(**columns):
            raise NotFound()
        await _write_texts(by, collection_id, edit)
        await bump(by)
        said = {"names": dict(edit.names), **columns}
        await record(by, "collection.saved", f"collection:{collection_id}", said)
    return collection_id


async def _check(by: Actor, edit: CollectionEdit) -> None:
    if not any(edit.names.values()) or any(len(name) > 120 for name in edit.names.values()):
        raise BadInput({"name": N_("Give the collection a name.")})
    category = edit.rule.get("category")
    if set(edit.rule) - set(RULES) or (category and not await Category.of(by, id=category).exists()):
        raise BadInput({"category": N_("Choose a category of this shop.")})
    low, high = edit.rule.get("price_from", 0), edit.rule.get("price_to")
    if high is not None and high < low:
        raise BadInput({"price_to": N_("The highest price cannot be below the lowest.")})


async def _write_texts(by: Actor, collection_id: int, edit: CollectionEdit) -> None:
    for locale, name in edit.names.items():
        text = CollectionText.of(by, collection_id=collection_id, locale=locale)
        said = {"name": name, "description": edit.descriptions.get(locale, "")[:300]}
        if not name:
            await text.delete()
        elif not await text.update(**said):
            await CollectionText.add(by, collection_id=collection_id, locale=locale, **said)


async def set_items(by: Actor, collection_id: int, product_ids: Sequence[int]) -> None:
    """The products of one by hand, in their order. Raises `NotFound`, `BadInput`."""
    require(by, Permission.EDIT_CATALOG)
    wanted = list(dict.fromkeys(product_ids))
    async with transaction():
        await _by_hand(by, collection_id)
        if len(wanted) > MOST_ITEMS or await Product.of(by, id__in=wanted).count() < len(wanted):
            raise BadInput({"items": N_("Choose at most 500 products of this shop.")})
        await CollectionItem.of(by, collection_id=collection_id).delete()
        await _add(by, collection_id, wanted, 0)
        await bump(by)
        await record(by, "collection.items", f"collection:{collection_id}", {"products": len(wanted)})


async def add_to_collection(by: Actor, wanted: ProductFilter, collection_id: int) -> Outcome:
    """Put many products into one by hand, at its end. Raises `NotFound`, `BadInput`."""
    await _by_hand(by, collection_id)

    async def do(by: Actor, part: list[int]) -> Step:
        there = await CollectionItem.of(by, collection_id=collection_id).count()
        fresh = await _add(by, collection_id, part[: max(0, MOST_ITEMS - there)], there)
        return Step([], fresh, len(fresh))

    return await run(by, wanted, "collection", do, again=False)


async def _by_hand(by: Actor, collection_id: int) -> None:
    rows = await Collection.of(by, id=collection_id).values("rule")
    if not rows:
        raise NotFound()
    if rows[0]["rule"]:
        raise BadInput({"collection": N_("A rule chooses the products of this one.")})


async def _add(by: Actor, collection_id: int, product_ids: Sequence[int], after: int) -> list[int]:
    fixed = {"shop_id": by.shop_id, "collection_id": collection_id}
    rows = [fixed | {"product_id": one, "position": after + n} for n, one in enumerate(product_ids)]
    conflict = "ON CONFLICT (collection_id, product_id) DO NOTHING"
    made = await insert_rows("collection_item", rows, conflict=conflict, returning="product_id") if rows else []
    return [row["product_id"] for row in made]


async def remove_collection(by: Actor, collection_id: int) -> None:
    """Its products stay; old buttons to it lead Home. Raises `NotFound`."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        await CollectionItem.of(by, collection_id=collection_id).delete()
        await CollectionText.of(by, collection_id=collection_id).delete()
        if not await Collection.of(by, id=collection_id).delete():
            raise NotFound()
        await bump(by)
        await record(by, "collection.removed", f"collection:{collection_id}")


async def shift_collection(by: Actor, collection_id: int, down: bool) -> None:
    """One step up or down. Raises `NotFound`."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        order = [row["id"] for row in await Collection.of(by).order_by("position", "id").values("id")]
        if collection_id not in order:
            raise NotFound()
        at = order.index(collection_id)
        order.insert(min(max(at + (1 if down else -1), 0), len(order) - 1), order.pop(at))
        for position, one in enumerate(order):
            await Collection.of(by, id=one).update(position=position)
        await bump(by)
        await record(by, "collection.moved", f"collection:{collection_id}")
