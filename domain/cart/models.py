from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class CartKind(StrEnum):
    BASKET = "basket"
    DIRECT = "direct"
    STAFF = "staff"


class Cart(ShopModel):
    """One basket and at most one direct cart (Buy now) per customer; it also holds the choices of its checkout.

    The one of kind "staff" is always empty: quotes the shop's people have made for the customer hang on it.

    `revision` grows with every change; buttons that change the cart carry the one they were drawn from.
    """

    customer = link("Customer")
    kind = fields.CharEnumField(CartKind, default=CartKind.BASKET, max_length=8)
    revision = fields.IntField(default=1)
    coupon = fields.CharField(max_length=16, default="")
    address = link("Address", null=True)
    method = link("DeliveryMethod", null=True)
    point = link("PickupPoint", null=True)
    payment = fields.CharField(max_length=20, default="")
    extras: Any = fields.JSONField(default=dict)
    undo: Any = fields.JSONField(default=dict)
    touched_at = fields.DatetimeField(default=now)

    class Meta:
        table = "cart"
        unique_together = (("customer", "kind"),)


class CartLine(ShopModel):
    """`seen_price` is the unit price (minor units) last shown, so that a change can be said."""

    cart = link("Cart")
    variant = link("Variant")
    quantity = fields.IntField()
    seen_price = fields.BigIntField()
    added_at = fields.DatetimeField(default=now)

    class Meta:
        table = "cart_line"
        unique_together = (("cart", "variant"),)


class Quote(ShopModel):
    """What a customer was shown and will be charged. A new row only when the content changed."""

    customer = link("Customer")
    cart = link("Cart")
    revision = fields.IntField()
    digest = fields.CharField(max_length=64)
    currency = fields.CharField(max_length=3)
    total = fields.BigIntField()
    body: Any = fields.JSONField()
    created_at = fields.DatetimeField(default=now)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "quote"
        unique_together = (("cart", "revision"),)


class SharedCart(ShopModel):
    """What somebody passed on: [product, variant (0: any), quantity] lines behind a link, and nobody's name.

    The same lines have the same link, told apart by their `digest`.
    """

    token = fields.CharField(max_length=12, unique=True)
    digest = fields.CharField(max_length=64)
    lines: Any = fields.JSONField()
    created_at = fields.DatetimeField(default=now)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "shared_cart"
        unique_together = (("shop", "digest"),)
