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


class ChatCard(ShopModel):
    """A durable message a messenger has shown: which of theirs it is, and what it said (`digest`), to edit it later."""

    chat = link("Chat")
    key = fields.CharField(max_length=60)
    message = fields.BigIntField()
    digest = fields.CharField(max_length=16)
    shown_at = fields.DatetimeField(default=now)

    class Meta:
        table = "chat_card"
        unique_together = (("chat", "key"),)


class SentFile(ShopModel):
    """What a messenger calls a picture or file it has been given before: sent again by name, not by bytes."""

    bot = fields.CharField(max_length=40)
    digest = fields.CharField(max_length=64)
    file = fields.CharField(max_length=200)
    sent_at = fields.DatetimeField(default=now)

    class Meta:
        table = "sent_file"
        unique_together = (("bot", "digest"),)


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
