"""Variants by their keys. What the file has no more is switched off: orders and baskets may point at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tortoise.expressions import F

from domain.catalog.models import Gives, StockPolicy, Variant, VariantValue
from domain.imports.plan import Planned
from domain.imports.port import VariantRow
from domain.imports.write_product import insert_all
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql

Old = dict[tuple[int, str], dict[str, Any]]
Links = dict[int, set[int]]

_OLD = """
SELECT id, product_id, key, sku, gtin, position, price, compare_at, weight_g, policy, image_id, active, file_stock,
  gives
FROM variant WHERE product_id IN ({ids})
"""
_LINKS = (
    "SELECT w.variant_id, w.value_id FROM variant_value w JOIN variant v ON v.id = w.variant_id "
    "WHERE v.product_id IN ({ids})"
)


@dataclass(frozen=True, slots=True)
class StockWish:
    """The file gives a number of units for this variant, and not the one it gave last time."""

    variant_id: int
    units: int
    is_new: bool
    row: VariantRow


@dataclass(slots=True)
class Changes:
    """What is left to do when the variants are written: (variant, row) whose price is new, stock to be set."""

    priced: list[tuple[int, VariantRow]] = field(default_factory=list)
    cheaper: set[int] = field(default_factory=set)
    wishes: list[tuple[Planned, StockWish]] = field(default_factory=list)


async def write_variants(
    by: Actor,
    planned: Sequence[Planned],
    ids: dict[str, int],
    values: dict[tuple[int, str, str], int],
    media: dict[str, int],
) -> Changes:
    """Write the variants of all products, their values and their price history."""
    changed = ", ".join(str(one.product_id) for one in planned if one.product_id) or "NULL"
    old: Old = {(row["product_id"], row["key"]): row for row in await sql(_OLD.format(ids=changed))}
    links: Links = {}
    for row in await sql(_LINKS.format(ids=changed)):
        links.setdefault(row["variant_id"], set()).add(row["value_id"])
    changes = Changes()
    made = await _insert(by, planned, ids, media, old)
    for one in planned:
        await _update_product(by, one, ids[one.row.key], media, old, changes)
        _note_new(one, ids[one.row.key], made, changes)
    await _link(by, planned, ids, values, {key: row["id"] for key, row in old.items()} | made, links)
    await _write_history(by, changes)
    return changes


async def _insert(
    by: Actor, planned: Sequence[Planned], ids: dict[str, int], media: dict[str, int], old: Old
) -> dict[tuple[int, str], int]:
    rows = [
        {
            "shop_id": by.shop_id, "product_id": ids[one.row.key], "key": variant.key, "compare_from": None,
            "compare_to": None, "revision": 1, **_columns(variant, place, media),
        }
        for one in planned
        for place, variant in enumerate(one.row.variants)
        if (ids[one.row.key], variant.key) not in old
    ]  # fmt: skip
    made = await insert_all("variant", rows, returning="id, product_id, key")
    return {(row["product_id"], row["key"]): row["id"] for row in made}


def _columns(variant: VariantRow, place: int, media: dict[str, int]) -> dict[str, Any]:
    return {
        "sku": variant.sku,
        "gtin": variant.gtin,
        "position": place,
        "price": variant.price.minor,
        "compare_at": variant.compare_at.minor if variant.compare_at else None,
        "weight_g": variant.weight_g,
        "policy": StockPolicy(variant.policy).value,
        "image_id": media.get(variant.image),
        "active": True,
        "file_stock": variant.stock,
    }


async def _update_product(
    by: Actor, one: Planned, product_id: int, media: dict[str, int], old: Old, changes: Changes
) -> None:
    for place, variant in enumerate(one.row.variants):
        before = old.get((product_id, variant.key))
        if before:
            await _update(by, before, _columns(variant, place, media))
            _note_changes(one, before, variant, changes)
    kept = {variant.key for variant in one.row.variants}
    gone = [row["id"] for (of, key), row in old.items() if of == product_id and key not in kept and row["active"]]
    if gone:
        await Variant.of(by, id__in=gone).update(active=False, revision=F("revision") + 1)


async def _update(by: Actor, before: dict[str, Any], columns: dict[str, Any]) -> None:
    if not columns["image_id"]:  # a picture that could not be had does not take away the one before
        columns.pop("image_id")
    if before["gives"] == Gives.KEYS:  # its keys say how many there are
        columns["policy"] = before["policy"]
    different = {name: value for name, value in columns.items() if before[name] != value}
    if {"price", "compare_at"} & different.keys():  # the dates of a sale belong to the price they were set for
        different |= {"compare_from": None, "compare_to": None}
    if different:
        await Variant.of(by, id=before["id"]).update(revision=F("revision") + 1, **different)


def _note_changes(one: Planned, before: dict[str, Any], variant: VariantRow, changes: Changes) -> None:
    compare_at = variant.compare_at.minor if variant.compare_at else None
    if (before["price"], before["compare_at"]) != (variant.price.minor, compare_at):
        changes.priced.append((before["id"], variant))
    if variant.price.minor < before["price"]:
        changes.cheaper.add(one.product_id)
    if variant.stock is not None and variant.stock != before["file_stock"] and before["gives"] != Gives.KEYS:
        changes.wishes.append((one, StockWish(before["id"], variant.stock, False, variant)))


def _note_new(one: Planned, product_id: int, made: dict[tuple[int, str], int], changes: Changes) -> None:
    for variant in one.row.variants:
        variant_id = made.get((product_id, variant.key))
        if variant_id is None:
            continue
        changes.priced.append((variant_id, variant))
        if variant.stock is not None:
            changes.wishes.append((one, StockWish(variant_id, variant.stock, True, variant)))


async def _link(
    by: Actor,
    planned: Sequence[Planned],
    ids: dict[str, int],
    values: dict[tuple[int, str, str], int],
    variants: dict[tuple[int, str], int],
    links: Links,
) -> None:
    """Say which values each variant has; the links of those that stay the same are left alone."""
    wanted = {
        variants[ids[one.row.key], v.key]: [
            values[ids[one.row.key], name, value] for name, value in zip(one.row.options, v.values, strict=True)
        ]
        for one in planned
        for v in one.row.variants
    }
    different = {key: own for key, own in wanted.items() if set(own) != links.get(key, set())}
    stale = [key for key in different if key in links]
    if stale:
        await VariantValue.of(by, variant_id__in=stale).delete()
    rows = [{"shop_id": by.shop_id, "variant_id": key, "value_id": v} for key, own in different.items() for v in own]
    await insert_all("variant_value", rows)


async def _write_history(by: Actor, changes: Changes) -> None:
    rows = (_entry(by, variant_id, variant) for variant_id, variant in changes.priced)
    await insert_all("price_history", rows)


def _entry(by: Actor, variant_id: int, variant: VariantRow) -> dict[str, Any]:
    was = variant.compare_at.minor if variant.compare_at else None
    return {
        "shop_id": by.shop_id, "variant_id": variant_id, "price": variant.price.minor, "compare_at": was, "at": now(),
    }  # fmt: skip
