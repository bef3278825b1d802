"""Cards of products that stand outside the shop's own chats, to be drawn anew when the product changes."""

from __future__ import annotations

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class ChannelPost(ShopModel):
    """A product's card in a channel: which message of the messenger it is, and what it says (`digest`).

    `chat` is the channel's name or number there; `locale` what the post speaks.
    """

    product = link("Product")
    bot = fields.CharField(max_length=40)
    chat = fields.CharField(max_length=80)
    message = fields.BigIntField()
    locale = fields.CharField(max_length=12)
    digest = fields.CharField(max_length=64)
    posted_at = fields.DatetimeField(default=now)

    class Meta:
        table = "channel_post"
        unique_together = (("bot", "chat", "message"),)
        indexes = (("shop_id", "product_id"),)


class SentCard(ShopModel):
    """A product's card that somebody has sent into another chat. It is changed once, when the product is sold out."""

    product = link("Product")
    bot = fields.CharField(max_length=40)
    inline_message = fields.CharField(max_length=120)
    locale = fields.CharField(max_length=12)
    sent_at = fields.DatetimeField(default=now)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "sent_card"
        unique_together = (("bot", "inline_message"),)
        indexes = (("shop_id", "product_id"),)
