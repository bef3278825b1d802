"""Rules of the tables: one name each, nothing cascades, every row belongs to a shop."""

import importlib

from tortoise import Tortoise
from tortoise.fields.base import OnDelete

from bot.database import model_modules, tortoise_config
from domain.kit.model import ShopModel

WITHOUT_SHOP = {"Shop", "Handled", "FailedUpdate", "Throttle", "Worker", "Sweep"}


def models():
    for name in model_modules():
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == name and hasattr(value, "_meta"):
                yield value


def test_model_names_and_tables_are_unique():
    names = [m.__name__ for m in models()]
    tables = [m._meta.db_table for m in models()]
    assert len(names) > 40
    assert len(names) == len(set(names))
    assert len(tables) == len(set(tables))


async def test_nothing_is_deleted_from_under_another_row(sqlite):
    cascading = [
        f"{model.__name__}.{name}"
        for model in Tortoise.apps["shop"].values()
        for name in model._meta.fk_fields | model._meta.o2o_fields
        if model._meta.fields_map[name].on_delete != OnDelete.RESTRICT
    ]
    assert cascading == []


def test_every_row_belongs_to_a_shop_or_is_on_the_short_list():
    assert {m.__name__ for m in models() if not issubclass(m, ShopModel)} == WITHOUT_SHOP


def test_indexes_name_columns():
    """SQLite takes an unknown quoted name for a string: an index on a relation would index a constant."""
    config = tortoise_config("sqlite://:memory:")
    assert config["apps"]["shop"]["models"]
    for model in models():
        columns = {f.source_field or n for n, f in model._meta.fields_map.items()} | {
            f"{n}_id" for n in model._meta.fk_fields | model._meta.o2o_fields
        }
        named = {c for index in model._meta.indexes for c in (index if isinstance(index, tuple) else index.fields)}
        assert named <= columns - (model._meta.fk_fields | model._meta.o2o_fields), model.__name__
