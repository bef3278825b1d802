from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel


class ImportRun(ShopModel):
    """One import: which file, how it ended, counts."""

    feed = fields.CharField(max_length=20)
    file = fields.CharField(max_length=300)
    dry_run = fields.BooleanField(default=False)
    counts: Any = fields.JSONField(default=dict)
    started_at = fields.DatetimeField(default=now)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "import_run"
