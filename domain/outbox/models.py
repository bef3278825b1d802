"""What must be said later, what has been handled, and what failed for a reason of ours."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.models import Model

from domain.kit.clock import now
from domain.kit.model import ShopModel


class OutboxStatus(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"


class OutboxItem(ShopModel):
    """One message or effect to be carried out after commit. `once` makes a second put a no-op.

    A worker that takes it writes its own id into `taken_by` and counts `claim` up: who holds an old claim has lost the
    row and can no longer end it.
    """

    topic = fields.CharField(max_length=60)
    payload: Any = fields.JSONField()
    once = fields.CharField(max_length=120, null=True)
    status = fields.CharEnumField(OutboxStatus, default=OutboxStatus.WAITING, max_length=10)
    attempts = fields.IntField(default=0)
    not_before = fields.DatetimeField(default=now)
    taken_at = fields.DatetimeField(null=True)
    taken_by = fields.BigIntField(null=True)
    claim = fields.IntField(default=0, db_default=0)
    created_at = fields.DatetimeField(default=now)
    sent_at = fields.DatetimeField(null=True)
    error = fields.TextField(default="")

    class Meta:
        table = "outbox"
        unique_together = (("shop", "once"),)
        indexes = (("status", "not_before"), ("status", "sent_at"))


class Handled(Model):
    """The key of an input whose effects are committed. Kept at least 48 h."""

    key = fields.CharField(max_length=200, primary_key=True)
    at = fields.DatetimeField(default=now, db_index=True)

    class Meta:
        table = "handled"


class FailedUpdate(Model):
    """An input that failed for a reason of ours, kept whole so that it can be run again."""

    id = fields.BigIntField(primary_key=True)
    shop_id = fields.BigIntField(null=True)
    key = fields.CharField(max_length=200)
    channel = fields.CharField(max_length=20)
    body: Any = fields.JSONField()
    error = fields.TextField()
    code = fields.CharField(max_length=12)
    at = fields.DatetimeField(default=now)
    resolved_at = fields.DatetimeField(null=True)

    class Meta:
        table = "failed_update"
