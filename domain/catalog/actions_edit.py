"""Changing what a product says. The page names the revision it was drawn from; a newer one is never written over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import F

from domain.audit.actions import record
from domain.catalog.models import (
    DIGITAL,
    PHYSICAL,
    Category,
    Gives,
    Product,
    ProductAttribute,
    ProductCategory,
    ProductImage,
    ProductTag,
    ProductText,
    StockPolicy,
    Variant,
)
from domain.catalog.words import safe_html
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput, NotFound, Stale
from domain.kit.model import ShopModel
from domain.kit.rows import insert_rows
from domain.media.models import MediaFile
from domain.outbox.actions import put
from domain.shop.actions import bump

MAX_GRAMS = 10**9
MAX_PICTURES = 50
MAX_STARS = 100_000


@dataclass(frozen=True, slots=True)
class ProductEdit:
    """What to change; None stays as it is. `names` and `descriptions` map locale → text, `category_ids` primary first.

    Descriptions are HTML or plain text and are sanitised. An empty name takes that language away. `kind` is "physical"
    or "digital"; what is digital is never shipped.
    """

    names: Mapping[str, str] | None = None
    descriptions: Mapping[str, str] | None = None
    brand: str | None = None
    tax_class: str | None = None
    requires_shipping: bool | None = None
    kind: str | None = None
    category_ids: Sequence[int] | None = None
    tags: Sequence[str] | None = None
    attributes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class VariantEdit:
    """What to change of a variant; None stays as it is. `stars` is its price in Telegram's Stars, 0 for none."""

    sku: str | None = None
    gtin: str | None = None
    weight_g: int | None = None
    policy: str | None = None
    stars: int | None = None


async def edit_product(by: Actor, product_id: int, revision: int, edit: ProductEdit) -> int:
    """Change the product as it was at `revision`; its new revision. Raises `NotFound`, `Stale`, `BadInput`."""
    product = await product_of(by, product_id)
    _check(edit)
    columns = {
        name: value
        for name in ("brand", "tax_class", "requires_shipping", "kind")
        if (value := getattr(edit, name)) is not None
    }
    if columns.get("kind", product.kind) == DIGITAL:
        columns["requires_shipping"] = False
    async with transaction():
        await _check_kind(by, product, edit)
        await _advance(by, product_id, revision, **columns)
        await _write_texts(by, product_id, edit)
        await _write_places(by, product_id, edit.category_ids)
        if edit.tags is not None:
            tags = dict.fromkeys(tag.strip()[:80] for tag in edit.tags if tag.strip())
            await _replace(by, ProductTag, product_id, [{"tag": tag} for tag in tags])
        if edit.attributes is not None:
            await _replace(by, ProductAttribute, product_id, _attributes(edit.attributes))
        await changed(by, product_id, "product.edited", _said(edit) | {"revision": product.revision + 1})
    return revision + 1


async def edit_variant(by: Actor, variant_id: int, revision: int, edit: VariantEdit) -> int:
    """Change the variant as it was at its `revision`; its new revision. Raises `NotFound`, `Stale`, `BadInput`."""
    require(by, Permission.EDIT_CATALOG)
    columns = _variant_columns(edit)
    async with transaction():
        variant = await Variant.get_or_none(id=variant_id, shop_id=by.shop_id)
        if variant is None:
            raise NotFound()
        if variant.gives is Gives.KEYS and columns.get("policy", StockPolicy.DENY) != StockPolicy.DENY:
            raise BadInput({"policy": N_("No more can be sold than there are keys.")})
        if not await Variant.of(by, id=variant_id, revision=revision).update(revision=F("revision") + 1, **columns):
            raise Stale()
        product_id = int(variant.product_id)
        await Product.of(by, id=product_id).update(revision=F("revision") + 1)
        await changed(by, product_id, "variant.edited", columns | {"variant": variant_id})
    return revision + 1


async def set_pictures(
    by: Actor,
    product_id: int,
    revision: int,
    pictures: Sequence[tuple[int, str]],
    shown_for: Mapping[int, Collection[int]] | None = None,
) -> int:
    """The product's pictures in their order, as (media id, words for those who cannot see it); its new revision.

    `shown_for` maps a picture to the variants it comes first for; None leaves that as it is. Where two pictures
    name a variant, the one for fewer has it. Raises `NotFound`, `Stale`, `BadInput`.
    """
    await product_of(by, product_id)
    wanted = {media_id for media_id, _ in pictures}
    if len(pictures) > MAX_PICTURES or await MediaFile.of(by, id__in=list(wanted)).count() < len(wanted):
        raise BadInput({"pictures": N_("Choose at most 50 pictures of this shop.")})
    rows = [{"media_id": key, "position": n, "alt": alt[:300]} for n, (key, alt) in enumerate(pictures)]
    async with transaction():
        await _advance(by, product_id, revision)
        await _take_down(by, product_id, set() if shown_for is not None else wanted)
        await _replace(by, ProductImage, product_id, rows)
        for media_id, variants in sorted((shown_for or {}).items(), key=lambda one: -len(one[1])):
            if media_id in wanted:
                await Variant.of(by, product_id=product_id, id__in=list(variants)).update(image_id=media_id)
        await changed(by, product_id, "product.pictures", {"pictures": [media_id for media_id, _ in pictures]})
    return revision + 1


async def _take_down(by: Actor, product_id: int, staying: set[int]) -> None:
    """No variant shows a picture of this product any more but those that stay."""
    there = [row["media_id"] for row in await ProductImage.of(by, product_id=product_id).values("media_id")]
    gone = [media_id for media_id in there if media_id not in staying]
    await Variant.of(by, product_id=product_id, image_id__in=gone).update(image_id=None)


async def product_of(by: Actor, product_id: int) -> Product:
    """The row, for somebody who may edit it. Raises `NotAllowed`, `NotFound`."""
    require(by, Permission.EDIT_CATALOG)
    product = await Product.get_or_none(id=product_id, shop_id=by.shop_id)
    if product is None:
        raise NotFound()
    return product


async def changed(by: Actor, product_id: int, action: str, changes: Mapping[str, Any]) -> None:
    """What follows every change of a product: its audit row, its words searched anew, a new version of the shop."""
    await record(by, action, f"product:{product_id}", changes)
    await put(by, "product.changed", {"product_id": product_id})
    await bump(by)


async def _advance(by: Actor, product_id: int, revision: int, **columns: Any) -> None:
    if not await Product.of(by, id=product_id, revision=revision).update(revision=F("revision") + 1, **columns):
        raise Stale()


async def _check_kind(by: Actor, product: Product, edit: ProductEdit) -> None:
    """What has keys or files for its buyers stays digital."""
    gives = Variant.of(by, product_id=product.id).exclude(gives=Gives.NOTHING)
    if edit.kind == PHYSICAL and product.kind == DIGITAL and await gives.exists():
        raise BadInput({"kind": N_("Its buyers get keys or files. Take those away before it is sent by post.")})


def _check(edit: ProductEdit) -> None:
    problems: dict[str, str] = {}
    if edit.kind is not None and edit.kind not in (PHYSICAL, DIGITAL):
        problems["kind"] = N_("Choose how it reaches its buyer.")
    if edit.names is not None and any(len(name) > 300 for name in edit.names.values()):
        problems["name"] = N_("A name has at most 300 characters.")
    if edit.brand is not None and len(edit.brand) > 120:
        problems["brand"] = N_("A brand has at most 120 characters.")
    if problems:
        raise BadInput(problems)


async def _write_texts(by: Actor, product_id: int, edit: ProductEdit) -> None:
    names = {locale: name.strip() for locale, name in (edit.names or {}).items()}
    for locale, name in names.items():
        await _write_name(by, product_id, locale, name)
    for locale, description in (edit.descriptions or {}).items():
        await ProductText.of(by, product_id=product_id, locale=locale).update(description=safe_html(description))
    if names and not await ProductText.of(by, product_id=product_id).exists():
        raise BadInput({"name": N_("Give the product a name.")})


async def _write_name(by: Actor, product_id: int, locale: str, name: str) -> None:
    text = ProductText.of(by, product_id=product_id, locale=locale)
    if not name:
        await text.delete()
    elif not await text.update(name=name):
        await ProductText.add(by, product_id=product_id, locale=locale, name=name)


async def _write_places(by: Actor, product_id: int, category_ids: Sequence[int] | None) -> None:
    if category_ids is None:
        return
    wanted = list(dict.fromkeys(category_ids))
    if await Category.of(by, id__in=wanted).count() < len(wanted):
        raise BadInput({"categories": N_("Choose categories of this shop.")})
    await Product.of(by, id=product_id).update(category_id=wanted[0] if wanted else None)
    rows = [{"category_id": category_id, "position": place} for place, category_id in enumerate(wanted)]
    await _replace(by, ProductCategory, product_id, rows)


async def _replace(by: Actor, model: type[ShopModel], product_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    await model.of(by, product_id=product_id).delete()
    if rows:
        fixed = {"shop_id": by.shop_id, "product_id": product_id}
        await insert_rows(model._meta.db_table, [{**fixed, **row} for row in rows])


def _attributes(attributes: Mapping[str, str]) -> list[dict[str, Any]]:
    kept = {name.strip()[:80]: value.strip()[:300] for name, value in attributes.items()}
    return [{"name": n, "kind": "text", "value": v, "number": None} for n, v in kept.items() if n and v]


def _said(edit: ProductEdit) -> dict[str, Any]:
    """The fields that were given, for the audit; long texts as their length."""
    given = {name: getattr(edit, name) for name in ProductEdit.__slots__ if getattr(edit, name) is not None}
    if edit.descriptions is not None:
        given["descriptions"] = {locale: len(text) for locale, text in edit.descriptions.items()}
    return given


def _variant_columns(edit: VariantEdit) -> dict[str, Any]:
    problems: dict[str, str] = {}
    if edit.weight_g is not None and not 0 <= edit.weight_g <= MAX_GRAMS:
        problems["weight"] = N_("Write the weight in grams.")
    if edit.gtin and not (edit.gtin.isascii() and edit.gtin.isdigit() and len(edit.gtin) in (8, 12, 13, 14)):
        problems["gtin"] = N_("A barcode has 8, 12, 13 or 14 digits.")
    if edit.policy is not None and edit.policy not in set(StockPolicy):
        problems["policy"] = N_("Choose what happens when it is sold out.")
    if edit.stars is not None and not 0 <= edit.stars <= MAX_STARS:
        problems["stars"] = N_("A price in Stars is a whole number from 1 to 100000.")
    if problems:
        raise BadInput(problems)
    stars = {} if edit.stars is None else {"stars": edit.stars or None}
    given = {"gtin": edit.gtin, "weight_g": edit.weight_g, "policy": edit.policy}
    kept = {name: value for name, value in given.items() if value is not None}
    return kept | stars | ({"sku": edit.sku.strip()[:100]} if edit.sku is not None else {})
