from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel


class KeyedRequest(ShopModel):
    """A request a caller has named by `key`, the `digest` of what it asked for, and what came of it.

    `answer` is what was returned; of a refusal `refused` is the class and `sentence` what it said.
    """

    key = fields.CharField(max_length=255)
    digest = fields.CharField(max_length=64)
    answer: Any = fields.JSONField(null=True)
    refused = fields.CharField(max_length=80, default="")
    sentence = fields.TextField(default="")
    status = fields.IntField(default=200)
    at = fields.DatetimeField(default=now, db_index=True)

    class Meta:
        table = "keyed_request"
        unique_together = (("shop", "key"),)
