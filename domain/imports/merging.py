"""Two categories that are one: all that stands in the first moves into the second, and the first is gone."""

from __future__ import annotations

from typing import Any

from domain.audit.actions import record
from domain.catalog.models import Category, CategoryText, Collection, Product, ProductCategory
from domain.imports.places import INTO_ITSELF, move_below
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.errors import BadInput, NotFound
from domain.outbox.actions import put
from domain.promotions.models import Coupon
from domain.search.models import StoredList
from domain.shop.actions import bump

_ADD = """
INSERT INTO product_category (shop_id, product_id, category_id, position)
SELECT shop_id, product_id, $3, position FROM product_category WHERE shop_id = $1 AND category_id = $2
ON CONFLICT (product_id, category_id) DO NOTHING
"""


async def merge_places(by: Actor, category_id: int, into_id: int) -> None:
    """Move products, categories below, coupons and collections over. Raises `NotFound`, `BadInput`."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        await bump(by)
        own, into = await _row(by, category_id), await _row(by, into_id)
        if into.path.startswith(own.path):
            raise BadInput({"into": INTO_ITSELF})
        for child in await Category.of(by, parent_id=category_id).order_by("position", "id").values("id"):
            await move_below(by, child["id"], into_id)
        products = await ProductCategory.of(by, category_id=category_id).count()
        await sql(_ADD, by.shop_id, category_id, into_id)
        await Product.of(by, category_id=category_id).update(category_id=into_id)
        await ProductCategory.of(by, category_id=category_id).delete()
        await _follow(by, category_id, into_id)
        await _remove(by, category_id)
        await put(by, "category.changed", {"category_id": into_id})
        changes = {"merged": category_id, "products": products}
        await record(by, "category.merged", f"category:{into_id}", changes)


async def _row(by: Actor, category_id: int) -> Category:
    row = await Category.get_or_none(id=category_id, shop_id=by.shop_id)
    if row is None:
        raise NotFound()
    return row


async def _follow(by: Actor, category_id: int, into_id: int) -> None:
    """What names a category by its number names the other one now."""
    for coupon in await Coupon.of(by).values("id", "category_ids"):
        if category_id in coupon["category_ids"]:
            named = dict.fromkeys(into_id if one == category_id else one for one in coupon["category_ids"])
            await Coupon.of(by, id=coupon["id"]).update(category_ids=list(named))
    for collection in await Collection.of(by).values("id", "rule"):
        rule: dict[str, Any] = collection["rule"]
        if rule.get("category") == category_id:
            await Collection.of(by, id=collection["id"]).update(rule=rule | {"category": into_id})


async def _remove(by: Actor, category_id: int) -> None:
    await StoredList.of(by, category_id=category_id).delete()
    await CategoryText.of(by, category_id=category_id).delete()
    await Category.of(by, id=category_id).delete()
