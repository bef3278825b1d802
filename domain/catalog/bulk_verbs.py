"""What can be done to many products at once, besides prices: each verb and the way back from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tortoise.expressions import F

from domain.catalog.bulk import Do, Outcome, Rows, Step, run
from domain.catalog.filters import ProductFilter
from domain.catalog.fragments import ids
from domain.catalog.models import Category, Product, ProductCategory, ProductStatus, ProductTag
from domain.catalog.states import MOVES
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import N_, BadInput
from domain.kit.rows import insert_rows, row_lock
from domain.kit.states import move_all, sources
from domain.outbox.actions import put

_STATES = """
SELECT p.id, p.status FROM product p WHERE +p.shop_id = $1 AND p.id IN ({ids}) AND p.status <> $2
AND ($2 <> 'active' OR EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active)) ORDER BY p.id {lock}
"""
_FIRST = "UPDATE product SET published_at = $2 WHERE shop_id = $1 AND published_at IS NULL AND id IN ({ids})"
_PLACES = """
SELECT p.id, p.category_id, EXISTS (SELECT 1 FROM product_category pc
  WHERE pc.product_id = p.id AND pc.category_id = $2) AS there
FROM product p WHERE +p.shop_id = $1 AND p.id IN ({ids}) AND (p.category_id IS NULL OR p.category_id <> $2)
ORDER BY p.id {lock}
"""
_PRIMARY = (
    "UPDATE product SET category_id = $2, revision = revision + 1 WHERE shop_id = $1 AND id IN ({ids}) RETURNING id"
)
_AGAIN = "ON CONFLICT (product_id, {column}) DO NOTHING"


async def set_statuses(by: Actor, wanted: ProductFilter, to: str) -> Outcome:
    """Publish, unpublish or archive; what has no price cannot be published and stays."""
    status = ProductStatus(to)
    return await run(by, wanted, "status", lambda by, part: _statuses(by, part, status))


async def _statuses(by: Actor, part: list[int], to: ProductStatus) -> Step:
    found = await sql(_STATES.format(ids=ids(part), lock=row_lock("p")), by.shop_id, to.value)
    allowed = {state.value for state in sources(MOVES, to)}
    was = [[row["id"], row["status"], to.value] for row in found if row["status"] in allowed]
    moved = [row[0] for row in was]
    if to == ProductStatus.ACTIVE:
        await sql(_FIRST.format(ids=ids(moved)), by.shop_id, now())
    await move_all(Product, moved, MOVES, to, revision=F("revision") + 1)
    return Step(was, moved, len(moved))


async def restore_statuses(by: Actor, was: Rows) -> int:
    back = 0
    for to in ProductStatus:
        own = [row[0] for row in was if row[1] == to.value]
        left = was[0][2] if was else ""
        there = await Product.of(by, id__in=own, status=left).values("id")
        back += await move_all(Product, [row["id"] for row in there], MOVES, to, revision=F("revision") + 1)
    await _told(by, [row[0] for row in was])
    return back


async def move_to_category(by: Actor, wanted: ProductFilter, category_id: int) -> Outcome:
    """Make a category the first one of each; the one it was before no longer holds it. Raises `BadInput`."""
    if not await Category.of(by, id=category_id).exists():
        raise BadInput({"category": N_("Choose a category of this shop.")})
    return await run(by, wanted, "category", lambda by, part: _placed(by, part, category_id))


async def _placed(by: Actor, part: list[int], category_id: int) -> Step:
    found = await sql(_PLACES.format(ids=ids(part), lock=row_lock("p")), by.shop_id, category_id)
    was = [[row["id"], row["category_id"], bool(row["there"]), category_id] for row in found]
    await _put_into(by, [row[0] for row in was], category_id)
    for before in {row[1] for row in was if row[1]}:
        own = [row[0] for row in was if row[1] == before]
        await ProductCategory.of(by, product_id__in=own, category_id=before).delete()
    return Step(was, [row[0] for row in was], len(was))


async def _put_into(by: Actor, moved: Sequence[int], category_id: int | None) -> None:
    if not moved:
        return
    await sql(_PRIMARY.format(ids=ids(list(moved))), by.shop_id, category_id)
    if category_id is not None:
        rows = [{"product_id": one, "category_id": category_id, "position": 0} for one in moved]
        await _insert(by, "product_category", "category_id", rows)


async def restore_places(by: Actor, was: Rows) -> int:
    """Back to where each was first, unless it has been moved on since."""
    moved_to = was[0][3]
    there = {row["id"] for row in await Product.of(by, id__in=[r[0] for r in was], category_id=moved_to).values("id")}
    own = [row for row in was if row[0] in there]
    came = [row[0] for row in own if not row[2]]
    await ProductCategory.of(by, product_id__in=came, category_id=moved_to).delete()
    for before in {row[1] for row in own}:
        await _put_into(by, [row[0] for row in own if row[1] == before], before)
    await _told(by, [row[0] for row in own])
    return len(own)


async def add_tag(by: Actor, wanted: ProductFilter, tag: str) -> Outcome:
    """Give each a tag it does not have yet. Raises `BadInput`."""
    tag = " ".join(tag.split())
    if not tag or len(tag) > 80 or "," in tag:
        raise BadInput({"tag": N_("Write one tag of at most 80 characters.")})
    return await run(by, wanted, "tag", _tagging(tag))


def _tagging(tag: str) -> Do:
    async def do(by: Actor, part: list[int]) -> Step:
        rows = [{"product_id": one, "tag": tag} for one in part]
        fresh = [row["product_id"] for row in await _insert(by, "product_tag", "tag", rows)]
        await Product.of(by, id__in=fresh).update(revision=F("revision") + 1)
        return Step([[one, tag] for one in fresh], fresh, len(fresh))

    return do


async def restore_tags(by: Actor, was: Rows) -> int:
    products = [row[0] for row in was]
    await Product.of(by, id__in=products).update(revision=F("revision") + 1)
    await _told(by, products)
    return await ProductTag.of(by, product_id__in=products, tag=was[0][1]).delete()


async def _insert(by: Actor, table: str, column: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    shop = {"shop_id": by.shop_id}
    again = _AGAIN.format(column=column)
    return await insert_rows(table, [shop | row for row in rows], conflict=again, returning="product_id")


async def _told(by: Actor, products: Sequence[int]) -> None:
    await put(by, "product.changed", {"product_ids": list(products)})
