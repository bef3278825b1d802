from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel


class ApprovalKind(StrEnum):
    REFUND = "refund"
    CREDIT = "credit"
    CANCEL = "cancel"


class ApprovalStatus(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Approval(ShopModel):
    """What somebody may not give on their own, until another person decides. `details` is all that is needed to do it.

    `once` is the key of the form it came from: pressed twice, it is asked once.
    """

    kind = fields.CharEnumField(ApprovalKind, max_length=8)
    status = fields.CharEnumField(ApprovalStatus, default=ApprovalStatus.WAITING, max_length=10)
    order_id = fields.BigIntField(default=0)
    customer_id = fields.BigIntField(default=0)
    currency = fields.CharField(max_length=3)
    amount = fields.BigIntField()
    reason = fields.CharField(max_length=200)
    details: Any = fields.JSONField(default=dict)
    once = fields.CharField(max_length=80)
    asked_by = fields.BigIntField()
    asked_at = fields.DatetimeField(default=now)
    decided_by = fields.BigIntField(default=0)
    decided_at = fields.DatetimeField(null=True)
    answer = fields.CharField(max_length=200, default="")

    class Meta:
        table = "approval"
        unique_together = (("shop", "once"),)
        indexes = (("shop_id", "status"), ("shop_id", "order_id"))
