"""Variants as the panel's grid shows and saves them: price and stock side by side, each guarded by what was seen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from domain.catalog.actions import SalePrice, VariantEdit, edit_variant, set_price
from domain.catalog.models import Variant
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.kit.rows import moment, placeholders
from domain.shop.words import Words, words_at
from domain.stock.actions import set_on_hand

# The plus keeps SQLite from walking the whole shop: product ids are the shorter way.
_ROWS = """
SELECT v.id, v.product_id, v.sku, v.gtin, v.price, v.compare_at, v.compare_from, v.compare_to, v.policy, v.weight_g,
  v.stars, v.gives, v.image_id, v.revision, COALESCE(l.on_hand, 0) AS on_hand, COALESCE(l.reserved, 0) AS reserved,
  s.currency, s.catalog_version AS version, s.locale AS shop_locale
FROM variant v JOIN shop s ON s.id = v.shop_id
LEFT JOIN stock_level l ON l.variant_id = v.id AND l.place = 'main'
WHERE +v.shop_id = $1 AND v.active AND v.product_id IN ({ids}) ORDER BY v.product_id, v.position, v.id
"""
_VALUES = """
SELECT w.variant_id, x.value FROM variant_value w JOIN option_value x ON x.id = w.value_id
JOIN product_option o ON o.id = x.option_id JOIN variant v ON v.id = w.variant_id
WHERE w.shop_id = $1 AND v.product_id IN ({ids}) ORDER BY o.position
"""


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One variant. `values` are its options in order, as the reader says them; `compare_at` the price before a sale."""

    id: int
    product_id: int
    values: tuple[str, ...]
    sku: str
    gtin: str
    price: Money
    compare_at: Money | None
    sale: SalePrice | None
    policy: str
    weight_g: int
    on_hand: int
    reserved: int
    revision: int
    stars: int | None = None
    gives: str = ""
    image_id: int = 0

    @property
    def label(self) -> str:
        return " · ".join(self.values)


@dataclass(frozen=True, slots=True)
class ShelfEdit:
    """What to change; None stays. Pairs are (as it was seen, as it should be); `compare_at` (None,) ends a sale."""

    price: tuple[int, int] | None = None
    on_hand: tuple[int, int] | None = None
    compare_at: tuple[int | None] | None = None
    variant: VariantEdit | None = None
    revision: int = 0


async def shelf(by: Actor, product_ids: Collection[int]) -> dict[int, tuple[ShelfRow, ...]]:
    """The variants of these products, in the merchant's order. Raises `NotAllowed`."""
    require(by, Permission.EDIT_STOCK)
    if not product_ids:
        return {}
    ids = placeholders(len(product_ids), 2)
    values: dict[int, list[str]] = {}
    for row in await sql(_VALUES.format(ids=ids), by.shop_id, *product_ids):
        values.setdefault(row["variant_id"], []).append(row["value"])
    found: dict[int, list[ShelfRow]] = {product_id: [] for product_id in product_ids}
    rows = await sql(_ROWS.format(ids=ids), by.shop_id, *product_ids)
    words = await words_at(by, rows[0]["version"], by.locale, rows[0]["shop_locale"]) if rows else Words()
    for row in rows:
        found[row["product_id"]].append(_view(row, words.each(values.get(row["id"], ()))))
    return {product_id: tuple(rows) for product_id, rows in found.items()}


def _view(row: dict[str, Any], values: tuple[str, ...]) -> ShelfRow:
    names = "id product_id sku gtin policy weight_g on_hand reserved revision stars gives".split()
    was = None if row["compare_at"] is None else Money(row["compare_at"], row["currency"])
    sale = SalePrice(was, moment(row["compare_from"]), moment(row["compare_to"])) if was else None
    fields: dict[str, Any] = {name: row[name] for name in names} | {"image_id": row["image_id"] or 0}
    return ShelfRow(**fields, values=values, price=Money(row["price"], row["currency"]), compare_at=was, sale=sale)


async def shelf_row(by: Actor, variant_id: int) -> ShelfRow:
    """One of them. Raises `NotFound`."""
    rows = await Variant.of(by, id=variant_id, active=True).values("product_id")
    own = (await shelf(by, [rows[0]["product_id"]]))[rows[0]["product_id"]] if rows else ()
    found = next((row for row in own if row.id == variant_id), None)
    if found is None:
        raise NotFound()
    return found


async def save_shelf_row(by: Actor, variant_id: int, edit: ShelfEdit) -> ShelfRow:
    """Change price, stock and the rest of a variant, all or nothing.

    Raises `PriceMoved`, `StockMoved`, `HeldByOrders`, `Stale`, `BadInput`, `NotFound`, `NotAllowed`.
    """
    async with transaction():
        row = await shelf_row(by, variant_id)
        if edit.variant is not None:
            await edit_variant(by, variant_id, edit.revision, edit.variant)
        if edit.price is not None or edit.compare_at is not None:
            await _price(by, row, edit)
        if edit.on_hand is not None and edit.on_hand[0] != edit.on_hand[1]:
            await set_on_hand(by, variant_id, edit.on_hand[0], edit.on_hand[1], "counted in the panel")
        return await shelf_row(by, variant_id)


async def save_shelf_rows(by: Actor, edits: Sequence[tuple[int, ShelfEdit]]) -> None:
    """Change several variants, all of them or none. Raises what `save_shelf_row` does."""
    async with transaction():
        for variant_id, edit in edits:
            await save_shelf_row(by, variant_id, edit)


async def _price(by: Actor, row: ShelfRow, edit: ShelfEdit) -> None:
    """A price that is written alone keeps its sale."""
    currency = row.price.currency
    was, to = edit.price or (row.price.minor, row.price.minor)
    sale = row.sale
    if edit.compare_at is not None:
        before = edit.compare_at[0]
        begins, ends = (row.sale.begins, row.sale.ends) if row.sale else (None, None)
        sale = None if before is None else SalePrice(Money(before, currency), begins, ends)
    await set_price(by, row.id, Money(was, currency), Money(to, currency), sale)
