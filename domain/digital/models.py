from __future__ import annotations

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class DigitalKey(ShopModel):
    """One secret, for one unit of one order line. `mark` tells equal secrets apart from others without opening them.

    `unit` counts the keys of its line from 1; both are empty while it is for sale.
    """

    variant = link("Variant")
    sealed = fields.TextField()
    mark = fields.CharField(max_length=64)
    order_line = link("OrderLine", null=True)
    unit = fields.IntField(null=True)
    handed_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "digital_key"
        unique_together = (("shop", "mark"), ("order_line", "unit"))
        indexes = (("variant_id", "order_line_id"),)


class DigitalFile(ShopModel):
    """The file every buyer of a variant gets: the newest one, whenever they bought. `name` is what they save it as."""

    variant = link("Variant", unique=True)
    name = fields.CharField(max_length=120)
    digest = fields.CharField(max_length=64)
    size = fields.BigIntField()
    uploaded_at = fields.DatetimeField(default=now)

    class Meta:
        table = "digital_file"
