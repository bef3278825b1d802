from __future__ import annotations

from enum import StrEnum

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class ReservationStatus(StrEnum):
    HELD = "held"
    CLAIMED = "claimed"
    RELEASED = "released"


class StockLevel(ShopModel):
    """Units of one variant at one place. Changed only by guarded updates; `reserved` never exceeds what is promised.

    `low_at`: so few are too few, None as the shop says for all.
    """

    variant = link("Variant")
    place = fields.CharField(max_length=20, default="main")
    on_hand = fields.IntField(default=0)
    reserved = fields.IntField(default=0)
    low_at = fields.IntField(null=True)

    class Meta:
        table = "stock_level"
        unique_together = (("variant", "place"),)


class StockMove(ShopModel):
    """Why `on_hand` changed; the moves of a variant add up to its `on_hand`. Append-only."""

    variant = link("Variant")
    kind = fields.CharField(max_length=12)
    quantity = fields.IntField()
    order_line_id = fields.BigIntField(null=True)
    reason = fields.CharField(max_length=120, default="")
    actor = fields.CharField(max_length=30, default="")
    at = fields.DatetimeField(default=now)

    class Meta:
        table = "stock_move"
        indexes = (("variant_id", "at"), ("shop_id", "order_line_id"))


class Reservation(ShopModel):
    """Units held for one order line, until claimed by the placed order or released. `expires_at` None never expires."""

    order_id = fields.BigIntField()
    variant = link("Variant")
    quantity = fields.IntField()
    status = fields.CharEnumField(ReservationStatus, default=ReservationStatus.HELD, max_length=10)
    expires_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "reservation"
        unique_together = (("order_id", "variant"),)
        indexes = (("status", "expires_at"),)
