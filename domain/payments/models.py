from __future__ import annotations

from enum import StrEnum
from typing import Any

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
    """Money in for one order. Written before anything is asked of a provider; its id is the key outward.

    `session` is what the provider calls it, `url` where the customer pays; `provider_ref` is the charge, once there is
    one. `checked_at`: when the provider was last asked. `facts` is what a messenger's own payment sheet says besides:
    what it was let to take and when (`due`, `most`, `at`, `query`; `again`: not for the first time), who paid, the
    bank's name of the charge.
    """

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
    session = fields.CharField(max_length=120, default="", db_default="")
    url = fields.CharField(max_length=2000, default="", db_default="")
    checked_at = fields.DatetimeField(null=True)
    facts: Any = fields.JSONField(null=True)
    created_at = fields.DatetimeField(default=now)
    captured_at = fields.DatetimeField(null=True)

    class Meta:
        table = "payment"
        unique_together = (("shop", "provider", "provider_ref"),)
        indexes = (("order_id", "shop_id"), ("status", "provider"), ("shop_id", "status", "created_at"))


class Refund(ShopModel):
    """Money back from one payment. `key` makes a second press of the same refund a no-op, here and at the provider.

    `provider_ref` is what the provider calls it, `problem` why it was refused there. `to_wallet`: the shop keeps the
    money for the customer. `parts` is what of the order it was for: units by line ("lines"), "delivery" in minor units;
    a refund from several payments says it once.
    """

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
    provider_ref = fields.CharField(max_length=120, default="", db_default="")
    problem = fields.CharField(max_length=200, default="", db_default="")
    to_wallet = fields.BooleanField(default=False, db_default=False)
    parts: Any = fields.JSONField(null=True)
    created_at = fields.DatetimeField(default=now)
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refund"
        unique_together = (("shop", "key"),)
        indexes = (("status", "created_at"), ("shop_id", "done_at"), ("order_id",), ("payment_id",))


class ProviderAccount(ShopModel):
    """What a shop has agreed with a provider: `sealed` holds its keys. Its charges are known up to `looked_at`."""

    provider = fields.CharField(max_length=20)
    sealed = fields.TextField()
    looked_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "provider_account"
        unique_together = (("shop", "provider"),)


class StrayCharge(ShopModel):
    """Money a provider holds for the shop that belongs to none of its payments: kept until a person has looked.

    `payer` is who gave it, as the provider calls them.
    """

    provider = fields.CharField(max_length=20)
    reference = fields.CharField(max_length=120)
    key = fields.CharField(max_length=120, default="")
    payer = fields.CharField(max_length=60, default="", db_default="")
    currency = fields.CharField(max_length=3)
    amount = fields.BigIntField()
    seen_at = fields.DatetimeField(default=now)
    cleared_at = fields.DatetimeField(null=True)

    class Meta:
        table = "stray_charge"
        unique_together = (("shop", "provider", "reference"),)
