"""One product, for its screen and for whoever sells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.catalog.errors import ProductGone
from domain.catalog.facts import Facts, facts_of, told
from domain.catalog.fragments import FREE, ON_HAND, old_price
from domain.catalog.models import DIGITAL, ProductStatus
from domain.catalog.rules import sells_in_stars
from domain.catalog.tree import ShopNow, tree
from domain.catalog.views import OptionView, ProductView, VariantView
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.money import STARS, Money
from domain.shop.words import words_at

Row = dict[str, Any]

_NOW = """
SELECT p.id AS product_id, p.revision, p.status, p.published_at, p.requires_shipping,
       s.currency, s.locale AS shop_locale, s.catalog_version,
       v.id, v.price, v.stars, v.gives, {old_price} AS old_price, v.policy, {free} AS free, {on_hand} AS on_hand
FROM product p JOIN shop s ON s.id = p.shop_id LEFT JOIN variant v ON v.product_id = p.id AND v.active
WHERE p.shop_id = $1 AND p.id = {which} ORDER BY v.position, v.id
"""
_PARTS = {"old_price": old_price("$3"), "free": FREE, "on_hand": ON_HAND}
_BY_ID = _NOW.format(which="$2", **_PARTS)
_BY_VARIANT = _NOW.format(which="(SELECT k.product_id FROM variant k WHERE k.id = $2 AND k.shop_id = $1)", **_PARTS)


async def product(by: Actor, product_id: int, *, locale: str) -> ProductView:
    """The product as this actor may see it. Raises `NotFound`, and `ProductGone` for what is not sold now."""
    return await _product(by, await sql(_BY_ID, by.shop_id, product_id, now()), locale)


async def product_of_variant(by: Actor, variant_id: int, *, locale: str) -> ProductView:
    """The product this variant belongs to. Raises as `product` does."""
    return await _product(by, await sql(_BY_VARIANT, by.shop_id, variant_id, now()), locale)


async def _product(by: Actor, rows: list[Row], locale: str) -> ProductView:
    if not rows:
        raise NotFound()
    first = rows[0]
    facts = await facts_of(first["product_id"], first["revision"], locale, first["shop_locale"])
    _admit(by, first, facts)
    shop = ShopNow(first["currency"], first["shop_locale"], first["catalog_version"])
    facts = told(facts, await words_at(by, shop.version, locale, shop.locale))
    trail = (await tree(by, locale, shop)).trail(facts.category_id) if facts.category_id else ()
    in_stars = facts.kind == DIGITAL and sells_in_stars(by.channel)
    return _view(rows, facts, tuple((node.id, node.name) for node in trail), in_stars)


def _admit(by: Actor, row: Row, facts: Facts) -> None:
    if by.kind in ("staff", "system") or row["status"] == ProductStatus.ACTIVE:
        return
    if row["published_at"] is None:  # a draft that was never shown is nobody's business
        raise NotFound()
    raise ProductGone(name=facts.name)


def _view(rows: list[Row], facts: Facts, trail: tuple[tuple[int, str], ...], in_stars: bool) -> ProductView:
    first = rows[0]
    variants = tuple(_variant(row, facts, in_stars) for row in rows if row["id"] in facts.variants)
    return ProductView(
        id=first["product_id"],
        key=facts.key,
        name=facts.name,
        description=facts.description,
        plain=facts.plain,
        brand=facts.brand,
        status=first["status"],
        kind=facts.kind,
        tax_class=facts.tax_class,
        requires_shipping=bool(first["requires_shipping"]) and facts.kind != DIGITAL,
        revision=first["revision"],
        category_id=facts.category_id,
        category_path=trail,
        options=_offered(facts.options, variants),
        variants=variants,
        images=facts.images,
        attributes=facts.attributes,
        tags=facts.tags,
        published_at=_moment(first["published_at"]),
    )


def _offered(options: tuple[OptionView, ...], variants: tuple[VariantView, ...]) -> tuple[OptionView, ...]:
    """Without the values that only variants of the past have."""
    alive = {value_id for variant in variants for value_id in variant.value_ids}
    kept = (replace(option, values=tuple(v for v in option.values if v.id in alive)) for option in options)
    return tuple(option for option in kept if option.values)


def _variant(row: Row, facts: Facts, in_stars: bool) -> VariantView:
    own, currency, stars = facts.variants[row["id"]], row["currency"], row["stars"] or 0
    by_stars = in_stars and stars > 0
    return VariantView(
        id=row["id"],
        product_id=row["product_id"],
        sku=own.sku,
        price=Money(stars, STARS) if by_stars else Money(row["price"], currency),
        old_price=Money(row["old_price"], currency) if row["old_price"] and not in_stars else None,
        value_ids=own.value_ids,
        values=own.values,
        weight_g=own.weight_g,
        policy=row["policy"],
        free=row["free"],
        image=own.image,
        gtin=own.gtin,
        on_hand=row["on_hand"],
        sold_here=by_stars or not in_stars,
        stars=stars,
        gives=str(row["gives"]),
    )


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
