"""How products stand in their tables, and what a run has made of them: the least that is needed to take it back.

Rows that keep their ids are told apart column by column; rows that are always written anew (tags, pictures, places,
attributes, links to values) are told as they were and as they became, all of a product together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tortoise import fields

from domain.catalog.models import (
    OptionValue,
    Product,
    ProductAttribute,
    ProductCategory,
    ProductImage,
    ProductOption,
    ProductTag,
    ProductText,
    Variant,
    VariantValue,
)
from domain.kit.db import sql
from domain.stock.models import StockLevel

Row = dict[str, Any]
Rows = dict[int, Row]
Tables = dict[str, Rows]
Standing = dict[int, Tables]
Diff = dict[str, Any]

_OF_PRODUCT = "SELECT t.*, t.product_id AS of_product FROM {table} t WHERE t.product_id IN ({ids})"
_OF_VARIANT = (
    "SELECT t.*, v.product_id AS of_product FROM {table} t JOIN variant v ON v.id = t.variant_id "
    "WHERE v.product_id IN ({ids})"
)
_READ = {
    "product": "SELECT t.*, t.id AS of_product FROM product t WHERE t.id IN ({ids})",
    "product_text": _OF_PRODUCT,
    "product_option": _OF_PRODUCT,
    "option_value": (
        "SELECT t.*, o.product_id AS of_product FROM option_value t JOIN product_option o ON o.id = t.option_id "
        "WHERE o.product_id IN ({ids})"
    ),
    "variant": _OF_PRODUCT,
    "stock_level": _OF_VARIANT,
    "variant_value": _OF_VARIANT,
    "product_category": _OF_PRODUCT,
    "product_tag": _OF_PRODUCT,
    "product_attribute": _OF_PRODUCT,
    "product_image": _OF_PRODUCT,
}
KEPT_ROWS = ("product", "product_text", "product_option", "option_value", "variant", "stock_level")
SETS = ("variant_value", "product_category", "product_tag", "product_attribute", "product_image")
# counters that only grow, so that nothing that was cached is shown again; and what others count
_NOT_OURS = {
    "product": ("revision", "units_sold_30", "views_30"),
    "variant": ("revision",),
    "stock_level": ("reserved",),
}
_MODELS = (
    Product, ProductText, ProductOption, OptionValue, Variant, StockLevel, VariantValue, ProductCategory, ProductTag,
    ProductAttribute, ProductImage,
)  # fmt: skip


def _named(kind: type) -> frozenset[str]:
    return frozenset(n for model in _MODELS for n, f in model._meta.fields_map.items() if isinstance(f, kind))


MOMENTS, FLAGS = _named(fields.DatetimeField), _named(fields.BooleanField)


async def standing(product_ids: Sequence[int]) -> Standing:
    """Every row of these products that an import may touch: product → table → id → row."""
    found: Standing = {int(one): {table: {} for table in _READ} for one in product_ids}
    ids = ", ".join(str(int(one)) for one in product_ids)
    for table, statement in _READ.items() if ids else ():
        for row in await sql(statement.format(table=table, ids=ids)):
            own = found[row.pop("of_product")]
            own[table][row["id"]] = _plain(table, row)
    return found


def _plain(table: str, row: Row) -> Row:
    """The columns an import may change, alike on both databases and as JSON keeps them."""
    left_out = _NOT_OURS.get(table, ())
    return {name: _value(value) for name, value in row.items() if name not in left_out}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return int(value) if isinstance(value, bool) else value


def difference(before: Tables, after: Tables) -> Diff:
    """What became of one product's rows; empty where nothing did."""
    diff: Diff = {}
    for table in KEPT_ROWS:
        if found := _of_rows(before[table], after[table]):
            diff[table] = found
    for table in SETS:
        if before[table] != after[table]:
            diff[table] = {"before": _listed(before[table]), "after": _listed(after[table])}
    return diff


def _of_rows(before: Rows, after: Rows) -> Diff:
    made = [after[key] for key in sorted(after.keys() - before.keys())]
    gone = [before[key] for key in sorted(before.keys() - after.keys())]
    changed = {str(key): _columns(before[key], after[key]) for key in sorted(before.keys() & after.keys())}
    found = {"made": made, "gone": gone, "was": {key: columns for key, columns in changed.items() if columns}}
    return {name: part for name, part in found.items() if part}


def _columns(before: Row, after: Row) -> dict[str, list[Any]]:
    return {name: [value, after[name]] for name, value in before.items() if after[name] != value}


def _listed(rows: Rows) -> list[Row]:
    return [rows[key] for key in sorted(rows)]


def same_set(rows: Iterable[Row], told: Iterable[Row]) -> bool:
    """Whether the rows say the same, whatever their ids."""
    return _said(rows) == _said(told)


def _said(rows: Iterable[Row]) -> list[list[tuple[str, str]]]:
    return sorted(sorted((name, str(value)) for name, value in row.items() if name != "id") for row in rows)
