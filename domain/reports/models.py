from __future__ import annotations

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel


class Figure(ShopModel):
    """What was counted on one day of the shop, by kind; a day that changes is counted anew as a whole.

    `day` is written 2026-11-23, in the shop's time zone. What `key`, `n`, `units` and `money` are, the kind says.
    """

    day = fields.CharField(max_length=10)
    kind = fields.CharField(max_length=12)
    channel = fields.CharField(max_length=12, default="")
    key = fields.CharField(max_length=100, default="")
    currency = fields.CharField(max_length=3, default="")
    n = fields.BigIntField(default=0)
    units = fields.BigIntField(default=0)
    money = fields.BigIntField(default=0)

    class Meta:
        table = "figure"
        indexes = (("shop_id", "kind", "day"), ("shop_id", "day"))


class FigureMark(ShopModel):
    """How far a shop's figures are counted: all days before `until`, knowing history and audit up to these ids.

    With another `zone` than the shop's the days are other days, and everything is counted anew.
    """

    zone = fields.CharField(max_length=40)
    until = fields.CharField(max_length=10, default="")
    history_id = fields.BigIntField(default=0)
    audit_id = fields.BigIntField(default=0)
    counted_at = fields.DatetimeField(default=now)

    class Meta:
        table = "figure_mark"
        unique_together = (("shop",),)
