from __future__ import annotations

from enum import StrEnum

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class PaymentStatus(StrEnum):
    PENDING = "pending"
    CAPTURED = "captured"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RefundStatus(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Payment(ShopModel):
    """Money in for one order. Written before anything is asked of a provider; its id is the key outward."""

    order = link("Order")
    order_id: int
    provider = fields.CharField(max_length=20)
    provider_ref = fields.CharField(max_length=120, null=True)
    currency = fields.CharField(max_length=3)
    amount = fields.BigIntField()
    refunded = fields.BigIntField(default=0)
    status = fields.CharEnumField(PaymentStatus, default=PaymentStatus.PENDING, max_length=10)
    reason = fields.CharField(max_length=200, default="")
    confirmed_by = fields.BigIntField(default=0)
    created_at = fields.DatetimeField(default=now)
    captured_at = fields.DatetimeField(null=True)

    class Meta:
        table = "payment"
        unique_together = (("shop", "provider", "provider_ref"),)
        indexes = (("shop_id", "order_id"),)


class Refund(ShopModel):
    """Money back from one payment. `key` makes a second press of the same refund a no-op."""

    payment = link("Payment")
    payment_id: int
    order = link("Order")
    order_id: int
    key = fields.CharField(max_length=80)
    currency = fields.CharField(max_length=3)
    amount = fields.BigIntField()
    status = fields.CharEnumField(RefundStatus, default=RefundStatus.PENDING, max_length=10)
    reason = fields.CharField(max_length=200, default="")
    by_staff = fields.BigIntField(default=0)
    created_at = fields.DatetimeField(default=now)
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refund"
        unique_together = (("shop", "key"),)
