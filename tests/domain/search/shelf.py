"""Goods on a shelf, put there row by row."""

from __future__ import annotations

from itertools import count
from typing import Any

from domain.catalog.models import (
    Category,
    CategoryText,
    OptionValue,
    Product,
    ProductCategory,
    ProductOption,
    ProductTag,
    ProductText,
    Variant,
    VariantValue,
)
from domain.kit.actor import Actor, system
from domain.search.actions import reindex
from domain.shop.actions import bump, create_shop
from domain.stock.models import StockLevel

_keys = count(1)


async def a_shop(slug: str = "tea") -> Actor:
    return system(await create_shop(slug, "Tea House", currency="USD", country="US"))


async def category(by: Actor, name: str, parent: Category | None = None) -> Category:
    made = await Category.add(by, key=f"c{next(_keys)}", parent_id=parent.id if parent else None)
    made.path = f"{parent.path if parent else ''}{made.id}/"
    await made.save()
    await CategoryText.add(by, category_id=made.id, locale="en", name=name)
    return made


async def put(by: Actor, name: str, **more: Any) -> int:
    """Publish a product and index it; `names` adds locales, `sizes` makes variants, `stock` counts for each."""
    shelf: Category | None = more.get("category")
    product = await Product.add(
        by, key=f"p{next(_keys)}", status=more.get("status", "active"), brand=more.get("brand", ""),
        category_id=shelf.id if shelf else None, units_sold_30=more.get("sold", 0), price_from=900, price_to=900,
    )  # fmt: skip
    for locale, text in {"en": name, **more.get("names", {})}.items():
        await ProductText.add(
            by, product_id=product.id, locale=locale, name=text, description=more.get("description", "")
        )
    for tag in more.get("tags", ()):
        await ProductTag.add(by, product_id=product.id, tag=tag)
    if shelf:
        await ProductCategory.add(by, product_id=product.id, category_id=shelf.id)
    await _variants(by, product.id, more)
    await bump(by)
    await reindex(by, [product.id])
    return product.id


async def _variants(by: Actor, product_id: int, more: dict[str, Any]) -> None:
    sizes = more.get("sizes", ("",))
    option = await ProductOption.add(by, product_id=product_id, position=0, name="Size") if sizes != ("",) else None
    for place, size in enumerate(sizes):
        variant = await Variant.add(
            by, product_id=product_id, key=size or "-", sku=more.get("sku", ""), gtin=more.get("gtin", ""), price=900
        )
        await StockLevel.add(by, variant_id=variant.id, on_hand=more.get("stock", 5))
        if option:
            value = await OptionValue.add(by, option_id=option.id, position=place, value=size)
            await VariantValue.add(by, variant_id=variant.id, value_id=value.id)
