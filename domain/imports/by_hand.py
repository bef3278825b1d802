"""What the panel adds to the catalogue: categories, and options with the variants they make."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product as combinations

from domain.audit.actions import record
from domain.catalog.models import Variant
from domain.catalog.queries_edit import EditView, product_to_edit
from domain.imports.actions import upsert_product
from domain.imports.port import ProductRow, VariantRow
from domain.imports.write_categories import ensure_categories
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput
from domain.shop.actions import bump
from domain.stock.shelf import ShelfRow, shelf

MOST_OPTIONS, MOST_VARIANTS = 3, 100
Options = Sequence[tuple[str, Sequence[str]]]

TOO_MANY = N_("That makes more than 100 variants. Use fewer values.")
NO_VALUES = N_("Give every option a name and at least one value.")
TWICE = N_("A name or value is there twice.")


async def add_category(by: Actor, path: tuple[str, ...], locale: str) -> int:
    """The category at this path from the top, made with those above it where they are missing. Raises `BadInput`."""
    require(by, Permission.EDIT_CATALOG)
    if not path or any(len(name) > 120 for name in path) or len(path) > 8:
        raise BadInput({"new_category": N_("Write names like Tea / Green tea.")})
    async with transaction():
        found = await ensure_categories(by, [path], locale)
        await bump(by)
        await record(by, "category.saved", f"category:{found[path]}", {"path": list(path)})
    return found[path]


async def set_options(by: Actor, product_id: int, options: Options) -> None:
    """Give a product these options; there is a variant for each combination of their values.

    Variants whose values stay keep their price and stock; new ones cost what the first one costs and are out of stock;
    those whose values are gone are switched off, for orders still name them. Raises `BadInput`, `NotFound`.
    """
    edit = await product_to_edit(by, product_id)
    rows = (await shelf(by, [product_id]))[product_id]
    wanted = _combinations(options)
    keys = {r["id"]: r["key"] for r in await Variant.of(by, product_id=product_id, active=True).values("id", "key")}
    same = [name for name, _ in options] == [name for name, _ in edit.options]
    variants = tuple(_variant(values, _match(values, rows, same, n), rows, keys) for n, values in enumerate(wanted))
    async with transaction():
        await upsert_product(by, _row(edit, tuple(name for name, _ in options), variants))
        await record(by, "product.options", f"product:{product_id}", {name: list(values) for name, values in options})


def _combinations(options: Options) -> list[tuple[str, ...]]:
    names = [name for name, _ in options]
    if len(options) > MOST_OPTIONS or any(not name or not values for name, values in options):
        raise BadInput({"options": NO_VALUES})
    if len(set(names)) < len(names) or any(len(set(values)) < len(values) for _, values in options):
        raise BadInput({"options": TWICE})
    made = list(combinations(*(values for _, values in options)))
    if len(made) > MOST_VARIANTS:
        raise BadInput({"options": TOO_MANY})
    return made


def _match(values: tuple[str, ...], rows: Sequence[ShelfRow], same: bool, place: int) -> ShelfRow | None:
    """The variant that goes on as this combination; with other options the first goes on as the first."""
    if same:
        return next((row for row in rows if row.values == values), None)
    return rows[0] if place == 0 and rows else None


def _variant(
    values: tuple[str, ...], kept: ShelfRow | None, rows: Sequence[ShelfRow], keys: dict[int, str]
) -> VariantRow:
    like = kept or (rows[0] if rows else None)
    if like is None:
        raise BadInput({"options": N_("Give the product a price first.")})
    return VariantRow(
        key=keys[kept.id] if kept else _new_key(values, keys),
        values=values,
        price=like.price,
        compare_at=like.compare_at,
        sku=kept.sku if kept else "",
        gtin=kept.gtin if kept else "",
        stock=None if kept or like.policy != "deny" else 0,
        policy=like.policy,  # type: ignore[arg-type] # the same three words
        weight_g=like.weight_g,
    )


def _new_key(values: tuple[str, ...], keys: dict[int, str]) -> str:
    plain = " / ".join(values)[:190] or "-"
    return plain if plain not in keys.values() else f"{plain} +"


def _row(edit: EditView, options: tuple[str, ...], variants: tuple[VariantRow, ...]) -> ProductRow:
    """The product as it is, so that nothing but its options changes."""
    return ProductRow(
        key=edit.key,
        names={locale: name for locale, (name, _) in edit.texts.items()},
        variants=variants,
        status=edit.status,  # type: ignore[arg-type] # the same three words
        brand=edit.brand,
        tags=edit.tags,
        options=options,
        tax_class=edit.tax_class,
        requires_shipping=edit.requires_shipping,
    )
