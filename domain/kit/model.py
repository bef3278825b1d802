"""The base of every row that belongs to a shop."""

from __future__ import annotations

from typing import Any, TypeVar

from tortoise import fields
from tortoise.models import Model
from tortoise.queryset import QuerySet

from domain.kit.actor import Actor

M = TypeVar("M", bound="ShopModel")


class ShopModel(Model):
    """A row of one shop. Its shop comes from the Actor, never from an argument a client could choose."""

    id = fields.BigIntField(primary_key=True)
    shop: Any = fields.ForeignKeyField("shop.Shop", related_name=False, on_delete=fields.RESTRICT)
    shop_id: int

    class Meta:
        abstract = True

    @classmethod
    def of(cls: type[M], by: Actor, **where: Any) -> QuerySet[M]:
        """The rows of the actor's shop, filtered."""
        return cls.filter(shop_id=by.shop_id, **where)

    @classmethod
    async def add(cls: type[M], by: Actor, **values: Any) -> M:
        """Insert a row into the actor's shop."""
        return await cls.create(shop_id=by.shop_id, **values)

    @classmethod
    def row(cls, by: Actor, **values: Any) -> dict[str, Any]:
        """The columns of a new row for `insert_rows`; what is not given is as the model says."""
        made, fields = cls(shop_id=by.shop_id, **values), cls._meta.fields_map
        columns = cls._meta.fields_db_projection.items()
        return {column: fields[name].to_db_value(getattr(made, name), made) for name, column in columns if name != "id"}


def link(model: str, *, null: bool = False, unique: bool = False) -> Any:
    """A reference to another row that can never be deleted from under it."""
    options: Any = {"related_name": False, "on_delete": fields.RESTRICT, "null": null}
    make: Any = fields.OneToOneField if unique else fields.ForeignKeyField
    return make(f"shop.{model}", **options)
