from __future__ import annotations

from enum import StrEnum

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class ReturnStatus(StrEnum):
    DRAFT = "draft"
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    RECEIVED = "received"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class OrderReturn(ShopModel):
    """What a customer wants to give back of a delivered order. It has a number once it is asked for.

    `reason` and `wish` are codes of ours, `note` the customer's own words, `answer` the shop's. `amount` (minor units,
    the order's currency) is what has gone back for it, `to_wallet` where to.
    """

    number = fields.BigIntField(null=True)
    order = link("Order")
    order_id: int
    customer = link("Customer")
    customer_id: int
    status = fields.CharEnumField(ReturnStatus, default=ReturnStatus.DRAFT, max_length=10)
    reason = fields.CharField(max_length=20, default="")
    note = fields.CharField(max_length=500, default="")
    wish = fields.CharField(max_length=10, default="refund")
    answer = fields.CharField(max_length=300, default="")
    amount = fields.BigIntField(default=0)
    to_wallet = fields.BooleanField(default=False)
    revision = fields.IntField(default=1)
    created_at = fields.DatetimeField(default=now)
    requested_at = fields.DatetimeField(null=True)
    decided_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "order_return"
        unique_together = (("shop", "number"),)
        indexes = (("shop_id", "status", "requested_at"), ("shop_id", "order_id"))


class OrderReturnLine(ShopModel):
    """So many units of a line. `restocked` of them went back on the shelf when they were received."""

    order_return = link("OrderReturn")
    order_return_id: int
    order_line = link("OrderLine")
    order_line_id: int
    quantity = fields.IntField()
    restocked = fields.IntField(default=0)

    class Meta:
        table = "order_return_line"
        unique_together = (("order_return", "order_line"),)
        indexes = (("shop_id", "order_line_id"),)


class OrderReturnPhoto(ShopModel):
    """A picture of what is wrong. What came by a messenger is fetched by its `file`: then `media` is there."""

    order_return = link("OrderReturn")
    order_return_id: int
    media = link("MediaFile", null=True)
    media_id: int | None
    file = fields.CharField(max_length=200, default="")
    bot = fields.CharField(max_length=40, default="")
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "order_return_photo"
        indexes = (("shop_id", "order_return_id"),)
