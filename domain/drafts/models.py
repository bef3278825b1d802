from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class DraftStatus(StrEnum):
    OPEN = "open"
    SENT = "sent"
    ORDERED = "ordered"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class OrderDraft(ShopModel):
    """An order the shop's people make for a customer. Sent, it waits for them until `expires_at`; `order` came of it.

    `discount` is off the goods, `delivery_fee` None is what the method asks; amounts in minor units of `currency`.
    """

    number = fields.BigIntField()
    customer = link("Customer")
    customer_id: int
    status = fields.CharEnumField(DraftStatus, default=DraftStatus.OPEN, max_length=10)
    currency = fields.CharField(max_length=3)
    payment_method = fields.CharField(max_length=20, default="")
    discount = fields.BigIntField(default=0)
    discount_reason = fields.CharField(max_length=200, default="")
    method = link("DeliveryMethod", null=True)
    method_id: int | None
    point = link("PickupPoint", null=True)
    point_id: int | None
    delivery_fee = fields.BigIntField(null=True)
    address: Any = fields.JSONField(default=dict)
    note = fields.CharField(max_length=500, default="")
    order = link("Order", null=True, unique=True)
    order_id: int | None
    staff_id = fields.BigIntField(default=0)
    revision = fields.IntField(default=1)
    created_at = fields.DatetimeField(default=now)
    sent_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "order_draft"
        unique_together = (("shop", "number"),)
        indexes = (("shop_id", "status", "created_at"), ("shop_id", "customer_id"))


class OrderDraftLine(ShopModel):
    """So many of a variant at the price the customer is offered (minor units)."""

    order_draft = link("OrderDraft")
    order_draft_id: int
    variant = link("Variant")
    variant_id: int
    quantity = fields.IntField()
    unit_price = fields.BigIntField()
    position = fields.IntField(default=0)

    class Meta:
        table = "order_draft_line"
        unique_together = (("order_draft", "variant"),)
