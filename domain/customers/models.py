from __future__ import annotations

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class Customer(ShopModel):
    """A person who buys. Born at the first press or message. Phone is E.164.

    `orders_count`, `spent` (minor units) and `seen_at` are what lists are sorted by (`figures`); pages count afresh.
    Of somebody erased nothing is left but what their orders hang on.
    """

    name = fields.CharField(max_length=80, default="")
    phone = fields.CharField(max_length=20, default="")
    email = fields.CharField(max_length=120, default="")
    locale = fields.CharField(max_length=12, default="")
    blocked = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(default=now)
    orders_count = fields.IntField(default=0, db_default=0)
    spent = fields.BigIntField(default=0, db_default=0)
    seen_at = fields.DatetimeField(null=True, default=now)
    erased_at = fields.DatetimeField(null=True)

    class Meta:
        table = "customer"
        indexes = (
            ("shop_id", "seen_at", "id"), ("shop_id", "spent", "id"), ("shop_id", "orders_count", "id"),
            ("shop_id", "name", "id"),
        )  # fmt: skip


class ChannelIdentity(ShopModel):
    """The same person as one messenger knows them."""

    customer = link("Customer")
    channel = fields.CharField(max_length=12)
    external_id = fields.CharField(max_length=80)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "channel_identity"
        unique_together = (("shop", "channel", "external_id"),)
        indexes = (("shop_id", "customer_id"),)


class CustomerTag(ShopModel):
    """A word the shop's people sort customers by."""

    customer = link("Customer")
    tag = fields.CharField(max_length=30)

    class Meta:
        table = "customer_tag"
        unique_together = (("customer", "tag"),)
        indexes = (("shop_id", "tag", "customer_id"),)


class CustomerNote(ShopModel):
    """What the shop's people keep about a customer, for themselves."""

    customer = link("Customer")
    staff_id = fields.BigIntField(default=0)
    text = fields.CharField(max_length=1000)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "customer_note"
        indexes = (("shop_id", "customer_id"),)


class Address(ShopModel):
    """A place to deliver to. `label` is the customer's own word for it; a deleted one stays for its undo."""

    customer = link("Customer")
    label = fields.CharField(max_length=20, default="")
    line = fields.CharField(max_length=200)
    unit = fields.CharField(max_length=40, default="")
    city = fields.CharField(max_length=80, default="")
    region = fields.CharField(max_length=80, default="")
    postcode = fields.CharField(max_length=16, default="")
    country = fields.CharField(max_length=2)
    lat = fields.FloatField(null=True)
    lon = fields.FloatField(null=True)
    verified = fields.BooleanField(default=False)
    is_default = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(default=now)
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "address"
        indexes = (("shop_id", "customer_id"),)


class InviteCode(ShopModel):
    """What stands for a customer in the links they pass on; it says nothing about them, and is never taken back."""

    customer = link("Customer")
    code = fields.CharField(max_length=7)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "invite_code"
        unique_together = (("shop", "code"),)
        indexes = (("shop_id", "customer_id"),)


class Arrival(ShopModel):
    """How a customer found the shop: the first and the last link that said so, and who sent them.

    `referrer` is set once, and only while the customer has no order.
    """

    customer = link("Customer", unique=True)
    first_campaign = fields.CharField(max_length=7, default="")
    first_source = fields.CharField(max_length=7, default="")
    first_at = fields.DatetimeField(null=True)
    last_campaign = fields.CharField(max_length=7, default="")
    last_source = fields.CharField(max_length=7, default="")
    last_at = fields.DatetimeField(null=True)
    referrer = link("Customer", null=True)
    referrer_id: int | None
    referred_at = fields.DatetimeField(null=True)

    class Meta:
        table = "arrival"
        indexes = (("shop_id", "referrer_id"),)


class JoinToken(ShopModel):
    """A link by which a customer's other messenger becomes theirs too: once, for a few minutes.

    Only the SHA-256 of the secret is kept.
    """

    customer = link("Customer")
    digest = fields.CharField(max_length=64, unique=True)
    channel = fields.CharField(max_length=12)
    created_at = fields.DatetimeField(default=now)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "join_token"
        indexes = (("shop_id", "customer_id"),)
