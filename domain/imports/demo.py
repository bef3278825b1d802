"""The demo shop's rows: known as such from the first day, and taken out again on the day the merchant starts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.audit.actions import record
from domain.catalog.actions import archive
from domain.catalog.models import Category, CategoryText, Product
from domain.delivery.actions import ZoneInUse, remove_method, remove_point, remove_zone
from domain.delivery.models import DeliveryMethod, DeliveryZone, PickupPoint
from domain.imports.removing import deleted
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import attempt, sql, transaction
from domain.kit.model import ShopModel
from domain.promotions.actions import remove_coupon
from domain.promotions.models import Coupon
from domain.search.models import StoredList
from domain.shop import actions as shop
from domain.shop.models import ShopText, ShopWord
from domain.tax.actions import remove_rate
from domain.tax.models import TaxRateRow

_EMPTY = """
SELECT c.id FROM category c WHERE c.shop_id = $1 AND c.id IN ({ids})
AND NOT EXISTS (SELECT 1 FROM category child WHERE child.parent_id = c.id)
AND NOT EXISTS (SELECT 1 FROM product_category pc WHERE pc.category_id = c.id)
AND NOT EXISTS (SELECT 1 FROM product p WHERE p.category_id = c.id)
"""
_PATHS = (
    "SELECT c.path FROM category c JOIN product_category pc ON pc.category_id = c.id WHERE pc.product_id IN ({ids})"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the demo's "Popular" and "New" are made of."""

    units_sold: int
    views: int
    days_on_sale: int


async def mark_demo(by: Actor, figures: Mapping[str, Figures]) -> None:
    """Flag everything the shop has as demo rows; `figures` by product key."""
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        for key, own in figures.items():
            await Product.of(by, key=key).update(
                is_demo=True,
                units_sold_30=own.units_sold,
                views_30=own.views,
                published_at=now() - timedelta(days=own.days_on_sale),
            )
        for model in (DeliveryZone, DeliveryMethod, PickupPoint, TaxRateRow, Coupon):
            await model.of(by).update(is_demo=True)
        await shop.bump(by)


async def start_empty(by: Actor, name: str, **facts: Any) -> None:
    """The demo shop becomes the merchant's own, under its new name and without demo goods.

    `facts` are columns of the shop that are new with it. Raises `NotAllowed`, `CurrencyFixed`.
    """
    async with transaction():
        await remove_demo(by)
        await shop.start_empty(by, name)
        if facts:
            await shop.change_facts(by, **facts)


async def remove_demo(by: Actor) -> None:
    """Delete demo goods, delivery, tax, coupons and texts; goods somebody has ordered go to the archive."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        rows = await Product.of(by, is_demo=True).values("id")
        product_ids = [row["id"] for row in rows]
        category_ids = await _categories(product_ids)
        await _remove_products(by, product_ids)
        await remove_empty(by, category_ids)
        await _remove_settings(by)
        await ShopText.of(by).delete()
        await ShopWord.of(by).delete()
        await shop.bump(by)
        await record(by, "demo.removed", f"shop:{by.shop_id}", {"products": len(product_ids)})


async def _remove_products(by: Actor, product_ids: Sequence[int]) -> None:
    """All at once where nobody has ordered anything yet, else one by one."""
    if not product_ids or await deleted(product_ids):
        return
    for product_id in product_ids:
        if not await deleted([product_id]):
            await archive(by, product_id)
            await Product.of(by, id=product_id).update(is_demo=False)


async def _categories(product_ids: Sequence[int]) -> set[int]:
    """The categories of these products with everything above them."""
    rows = await sql(_PATHS.format(ids=", ".join(str(int(i)) for i in product_ids) or "NULL"))
    return {int(step) for row in rows for step in row["path"].split("/") if step}


async def remove_empty(by: Actor, category_ids: set[int]) -> None:
    """Delete those that have become empty, leaves first."""
    while category_ids:
        ids = ", ".join(str(i) for i in sorted(category_ids))
        empty = [row["id"] for row in await sql(_EMPTY.format(ids=ids), by.shop_id)]
        if not empty:
            return
        await StoredList.of(by, category_id__in=empty).delete()
        await CategoryText.of(by, category_id__in=empty).delete()
        await Category.of(by, id__in=empty).delete()
        category_ids = category_ids - set(empty)


async def _remove_settings(by: Actor) -> None:
    removers: tuple[tuple[type[ShopModel], Callable[[Actor, int], Awaitable[None]]], ...] = (
        (DeliveryMethod, remove_method),
        (PickupPoint, remove_point),
        (DeliveryZone, _remove_zone),
        (TaxRateRow, remove_rate),
        (Coupon, remove_coupon),
    )
    for model, remove in removers:
        for row in await model.of(by, is_demo=True).values("id"):
            await remove(by, row["id"])


async def _remove_zone(by: Actor, zone_id: int) -> None:
    try:
        async with attempt():
            await remove_zone(by, zone_id)
    except ZoneInUse:  # the merchant's own method goes there: it is theirs now
        await DeliveryZone.of(by, id=zone_id).update(is_demo=False)
