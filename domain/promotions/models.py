from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class Coupon(ShopModel):
    """Percent (`percent_bp`, basis points) or fixed (`amount`, minor units) off; scope ids empty means everything."""

    code = fields.CharField(max_length=16)
    kind = fields.CharField(max_length=8)
    percent_bp = fields.IntField(default=0)
    amount = fields.BigIntField(default=0)
    minimum = fields.BigIntField(default=0)
    starts_at = fields.DatetimeField(null=True)
    ends_at = fields.DatetimeField(null=True)
    category_ids: Any = fields.JSONField(default=list)
    product_ids: Any = fields.JSONField(default=list)
    usage_limit = fields.IntField(null=True)
    used = fields.IntField(default=0)
    per_customer = fields.IntField(null=True)
    active = fields.BooleanField(default=True)
    is_demo = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "coupon"
        unique_together = (("shop", "code"),)


class CouponUse(ShopModel):
    """One use by one order; `seat` counts a customer's uses, so a per-customer limit holds under concurrency."""

    coupon = link("Coupon")
    order_id = fields.BigIntField(unique=True)
    customer = link("Customer")
    seat = fields.IntField(null=True)
    voided = fields.BooleanField(default=False)
    at = fields.DatetimeField(default=now)

    class Meta:
        table = "coupon_use"
        unique_together = (("coupon", "customer", "seat"),)
