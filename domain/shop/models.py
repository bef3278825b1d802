"""Tenants: the shop, its texts and its counters."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model

from domain.kit.clock import now
from domain.kit.model import ShopModel


class Shop(Model):
    """One shop of the installation. `catalog_version` grows with every change a cached view could show."""

    id = fields.BigIntField(primary_key=True)
    slug = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=80)
    pitch = fields.CharField(max_length=160, default="")
    currency = fields.CharField(max_length=3, default="USD")
    country = fields.CharField(max_length=2, default="US")
    timezone = fields.CharField(max_length=40, default="UTC")
    locale = fields.CharField(max_length=12, default="en")
    locales: Any = fields.JSONField(default=list)
    phone = fields.CharField(max_length=30, default="")
    email = fields.CharField(max_length=120, default="")
    seller = fields.TextField(default="")
    prices_include_tax = fields.BooleanField(default=False)
    test_mode = fields.BooleanField(default=True)
    is_demo = fields.BooleanField(default=False)
    settings: Any = fields.JSONField(default=dict)
    catalog_version = fields.IntField(default=1)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "shop"


class ShopBot(ShopModel):
    """A shop's account at a messenger: `external_id` and `name` as the messenger has them (a Telegram bot's id and user
    name). `sealed` is its token, "" when the environment gives it; `problem` is why it does not work, in words.
    """

    channel = fields.CharField(max_length=12)
    external_id = fields.CharField(max_length=40)
    name = fields.CharField(max_length=64, default="")
    sealed = fields.TextField(default="")
    problem = fields.CharField(max_length=300, default="")
    created_at = fields.DatetimeField(default=now)
    removed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "shop_bot"
        unique_together = (("channel", "external_id"),)
        indexes = (("shop_id", "channel"),)


class ShopText(ShopModel):
    """A text the shop shows: delivery, returns, payment, terms, privacy. Plain text, one per locale."""

    kind = fields.CharField(max_length=20)
    locale = fields.CharField(max_length=12)
    body = fields.TextField(default="")
    updated_at = fields.DatetimeField(default=now)

    class Meta:
        table = "shop_text"
        unique_together = (("shop", "kind", "locale"),)


class ShopWord(ShopModel):
    """A short word of the merchant (an option, its value, an attribute, a way of delivery) in another language."""

    locale = fields.CharField(max_length=12)
    word = fields.CharField(max_length=300)
    text = fields.CharField(max_length=300)

    class Meta:
        table = "shop_word"
        unique_together = (("shop", "word", "locale"),)


class Counter(ShopModel):
    """A number series of the shop; the next value is taken inside the transaction that uses it."""

    name = fields.CharField(max_length=30)
    value = fields.BigIntField(default=0)

    class Meta:
        table = "counter"
        unique_together = (("shop", "name"),)
