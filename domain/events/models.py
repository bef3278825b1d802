from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel


class Event(ShopModel):
    """Something a customer did (start, view, search, cart, checkout, pay, paid). Buffered; may be lost in a crash."""

    at = fields.DatetimeField(default=now)
    kind = fields.CharField(max_length=20)
    channel = fields.CharField(max_length=12, default="")
    customer_id = fields.BigIntField(default=0)
    subject_id = fields.BigIntField(default=0)
    taps = fields.IntField(default=0)
    data: Any = fields.JSONField(default=dict)

    class Meta:
        table = "event"
        indexes = (("shop_id", "kind", "at"), ("shop_id", "kind", "subject_id"), ("shop_id", "customer_id", "id"))
