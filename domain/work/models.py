"""Who does the background work, and what the clock asks for."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from domain.kit.clock import now


class Worker(Model):
    """A process that is there. `beat` counts up while it lives; who watches it trusts its own stopwatch alone."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=120)
    kind = fields.CharField(max_length=10)
    works = fields.BooleanField(default=True)
    beat = fields.BigIntField(default=0)
    started_at = fields.DatetimeField(default=now)
    seen_at = fields.DatetimeField(default=now)

    class Meta:
        table = "worker"


class Sweep(Model):
    """Work that comes back by the clock, once for the whole installation; the last run stands in the row."""

    name = fields.CharField(max_length=60, primary_key=True)
    every = fields.IntField()
    next_at = fields.DatetimeField(default=now)
    taken_by = fields.BigIntField(null=True)
    claim = fields.IntField(default=0)
    started_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    took_ms = fields.IntField(default=0)
    result = fields.CharField(max_length=200, default="")
    error = fields.TextField(default="")

    class Meta:
        table = "sweep"
