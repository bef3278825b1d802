"""One row knows the conversation; web chat also keeps what it has shown, so that a reload brings it back."""

from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class Chat(ShopModel):
    """A conversation. `field` is what the next typed text answers, with what is known so far, until `field_until`."""

    channel = fields.CharField(max_length=12)
    bot = fields.CharField(max_length=40, default="")
    external_id = fields.CharField(max_length=80)
    customer = link("Customer", null=True)
    locale = fields.CharField(max_length=12, default="")
    canvas: Any = fields.JSONField(default=dict)
    field = fields.CharField(max_length=400, default="")
    field_until = fields.DatetimeField(null=True)
    taps = fields.IntField(default=0)
    messages = fields.IntField(default=0)
    coupon = fields.CharField(max_length=16, default="")
    coupon_until = fields.DatetimeField(null=True)
    frame = fields.IntField(default=0)
    blocked_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(default=now)
    seen_at = fields.DatetimeField(default=now)

    class Meta:
        table = "chat"
        unique_together = (("channel", "bot", "external_id"),)
        indexes = (("shop_id", "customer_id"),)


class WebNode(ShopModel):
    """The latest version of one node of a web chat: frame number, place in the log, HTML ("" when gone)."""

    chat = link("Chat")
    node = fields.CharField(max_length=60)
    n = fields.IntField()
    place = fields.IntField()
    html = fields.TextField()

    class Meta:
        table = "web_node"
        unique_together = (("chat", "node"),)
        indexes = (("chat_id", "n"),)
