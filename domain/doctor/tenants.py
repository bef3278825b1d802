"""The tenant-closure invariant: no row of a shop points at a row of another shop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tortoise import Tortoise
from tortoise.fields.data import IntField
from tortoise.models import Model

from domain.kit.db import sql
from domain.kit.model import ShopModel


class Pointer(NamedTuple):
    """A column of one table that names a row of another."""

    table: str
    column: str
    target: str


def pointers() -> tuple[Pointer, ...]:
    """Every way from a shop's row to a shop's row: foreign keys, and the numbers that point up the layers."""
    owned = [model for model in Tortoise.apps["shop"].values() if issubclass(model, ShopModel)]
    tables = {_snake(model.__name__): model._meta.db_table for model in owned}
    return tuple(sorted(p for model in owned for p in (*_foreign_keys(model), *_numbers(model, tables))))


def _foreign_keys(model: type[Model]) -> Iterator[Pointer]:
    for name in model._meta.fk_fields | model._meta.o2o_fields:
        field = model._meta.fields_map[name]
        target = getattr(field, "related_model")  # noqa: B009 - the library types the map by its plainest field
        if issubclass(target, ShopModel):
            yield Pointer(model._meta.db_table, f"{name}_id", target._meta.db_table)


def _numbers(model: type[Model], tables: dict[str, str]) -> Iterator[Pointer]:
    relations = model._meta.fk_fields | model._meta.o2o_fields
    for name, field in model._meta.fields_map.items():
        pointed = name.removesuffix("_id")
        if isinstance(field, IntField) and pointed in tables and pointed not in relations and pointed != name:
            yield Pointer(model._meta.db_table, name, tables[pointed])


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


async def foreign_rows() -> list[tuple[int, str]]:
    """Rows that point at another shop's row: their shop, and a sentence; empty when every shop is closed in itself."""
    rows = await sql(" UNION ALL ".join(_strangers(pointer) for pointer in pointers()))
    return sorted((row["shop"], _sentence(row)) for row in rows)


def _sentence(row: Mapping[str, Any]) -> str:
    whose = f"{row['place']} of row {row['id']} (shop {row['shop']})"
    return f"{whose} points at row {row['target']} (shop {row['other']})"


def _strangers(pointer: Pointer) -> str:
    table, column, target = pointer
    return (  # the names are the models' own
        f"SELECT '{table}.{column}' AS place, c.id AS id, c.shop_id AS shop, p.id AS target, p.shop_id AS other"  # noqa: S608
        f" FROM {table} c JOIN {target} p ON p.id = c.{column} WHERE p.shop_id <> c.shop_id"
    )
