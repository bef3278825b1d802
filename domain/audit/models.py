from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel


class AuditEntry(ShopModel):
    """Who did what to which row, with the fields before and after. Append-only."""

    at = fields.DatetimeField(default=now)
    actor_kind = fields.CharField(max_length=10)
    actor_id = fields.BigIntField(default=0)
    action = fields.CharField(max_length=60)
    subject = fields.CharField(max_length=60)
    changes: Any = fields.JSONField(default=dict)
    reason = fields.CharField(max_length=500, default="")
    request_id = fields.CharField(max_length=40, default="")

    class Meta:
        table = "audit"
        indexes = (("shop_id", "subject"), ("shop_id", "at"), ("shop_id", "actor_kind", "actor_id"))
