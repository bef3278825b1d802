"""Products with their words, places and pictures, a hundred at a time.

What a file is silent about stays as it is: descriptions in other languages, attributes, pictures, categories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tortoise.expressions import F

from domain.catalog.models import (
    Product,
    ProductAttribute,
    ProductCategory,
    ProductImage,
    ProductStatus,
    ProductTag,
    Variant,
)
from domain.catalog.words import safe_html
from domain.imports.plan import Planned
from domain.imports.port import ProductRow
from domain.imports.rules import prices
from domain.imports.write_categories import Path
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.model import ShopModel
from domain.kit.rows import insert_rows

MAX_VALUES = 4_000  # drivers keep the statements they prepared: large ones of many sizes would fill the memory
_UPDATE_TEXT = (
    "ON CONFLICT (product_id, locale) DO UPDATE SET name = excluded.name, description = "
    "CASE WHEN excluded.description = '' THEN product_text.description ELSE excluded.description END"
)
_PUBLISHED = "UPDATE product SET published_at = $1 WHERE published_at IS NULL AND status = 'active' AND id IN ({ids})"


async def write_products(by: Actor, planned: Sequence[Planned], places: dict[Path, int]) -> dict[str, int]:
    """Write the products' own rows and their texts; key → id."""
    ids = {one.row.key: one.product_id for one in planned if one.product_id}
    fresh = [one for one in planned if not one.product_id]
    if fresh:
        rows = [_new_product(by, one, places) for one in fresh]
        ids |= {row["key"]: row["id"] for row in await insert_all("product", rows, returning="id, key")}
    for one in planned:
        if one.product_id:
            await Product.of(by, id=one.product_id).update(revision=F("revision") + 1, **_columns(one, places))
    await sql(_PUBLISHED.format(ids=", ".join(str(int(i)) for i in ids.values())), now())
    await _write_texts(by, planned, ids)
    return ids


async def note_digests(by: Actor, planned: Sequence[Planned]) -> None:
    """Remember what this file says of products it does not change, so that it is known when it comes again."""
    for one in planned:
        await Product.of(by, id=one.product_id).update(content_hash=one.digest)
        for variant in one.row.variants:
            if variant.stock is not None:
                await Variant.of(by, product_id=one.product_id, key=variant.key).update(file_stock=variant.stock)


def _new_product(by: Actor, one: Planned, places: dict[Path, int]) -> dict[str, Any]:
    fixed = {
        "shop_id": by.shop_id, "key": one.row.key, "kind": "physical", "category_id": None, "units_sold_30": 0,
        "views_30": 0, "is_demo": False, "revision": 1, "created_at": now(), "published_at": None,
    }  # fmt: skip
    return fixed | _columns(one, places)


def _columns(one: Planned, places: dict[Path, int]) -> dict[str, Any]:
    row = one.row
    primary = {"category_id": places[row.categories[0]]} if row.categories else {}
    return {
        "status": ProductStatus(row.status).value,
        "brand": row.brand,
        "tax_class": row.tax_class,
        "requires_shipping": row.requires_shipping,
        "content_hash": one.digest,
        **prices(row),
        **primary,
    }


async def _write_texts(by: Actor, planned: Sequence[Planned], ids: dict[str, int]) -> None:
    rows = [
        {
            "shop_id": by.shop_id, "product_id": ids[one.row.key], "locale": locale, "name": name,
            "description": safe_html(one.row.descriptions.get(locale, "")),
        }
        for one in planned
        for locale, name in one.row.names.items()
        if name
    ]  # fmt: skip
    await insert_all("product_text", rows, conflict=_UPDATE_TEXT)


async def write_labels(by: Actor, planned: Sequence[Planned], ids: dict[str, int], places: dict[Path, int]) -> None:
    """Tags, attributes and categories, in place of those a changed product had."""
    await _replace(by, ProductTag, planned, ids, lambda row: [{"tag": tag} for tag in row.tags], silent=False)
    await _replace(by, ProductAttribute, planned, ids, _attributes)
    await _replace(
        by,
        ProductCategory,
        planned,
        ids,
        lambda row: [{"category_id": places[path], "position": n} for n, path in enumerate(row.categories)],
    )


async def write_images(by: Actor, planned: Sequence[Planned], ids: dict[str, int], media: dict[str, int]) -> None:
    """Pictures in the file's order, without those that could not be had."""

    def images(row: ProductRow) -> list[dict[str, Any]]:
        had = [image for image in row.images if image.source in media]
        return [{"media_id": media[i.source], "position": n, "alt": i.alt} for n, i in enumerate(had)]

    await _replace(by, ProductImage, planned, ids, images)


def _attributes(row: ProductRow) -> list[dict[str, Any]]:
    return [{"name": n, "kind": "text", "value": v, "number": None} for n, v in row.attributes.items()]


async def _replace(
    by: Actor,
    model: type[ShopModel],
    planned: Sequence[Planned],
    ids: dict[str, int],
    rows_of: Callable[[ProductRow], list[dict[str, Any]]],
    silent: bool = True,
) -> None:
    """Put a product's rows in place of what it has; with `silent`, a file without any leaves them alone."""
    made = {ids[one.row.key]: rows_of(one.row) for one in planned}
    old = [one.product_id for one in planned if one.product_id and (made[one.product_id] or not silent)]
    if old:
        await model.of(by, product_id__in=old).delete()
    rows = [{"shop_id": by.shop_id, "product_id": key, **row} for key, own in made.items() for row in own]
    await insert_all(model._meta.db_table, rows)


async def insert_all(
    table: str, rows: Iterable[dict[str, Any]], *, conflict: str = "", returning: str = ""
) -> list[dict[str, Any]]:
    """`insert_rows` of any number, in as many statements as placeholders allow."""
    waiting = list(rows)
    size = MAX_VALUES // len(waiting[0]) if waiting else 1
    parts = [waiting[start : start + size] for start in range(0, len(waiting), size)]
    return [row for part in parts for row in await insert_rows(table, part, conflict=conflict, returning=returning)]
