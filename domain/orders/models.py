from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class OrderStatus(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    PLACED = "placed"
    PACKING = "packing"
    READY = "ready"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class Order(ShopModel):
    """A copy of what was agreed: amounts in minor units, address and delivery as they were. Never deleted.

    `tip` is what the customer gave on top on a messenger's payment sheet; it is one of the `fees`. `given_back` is what
    went back because the order came to less after it was changed: it counts as never paid.
    """

    number = fields.BigIntField()
    token = fields.CharField(max_length=32, unique=True)
    customer = link("Customer")
    customer_id: int
    quote = link("Quote", unique=True)
    status = fields.CharEnumField(OrderStatus, max_length=20)
    payment_method = fields.CharField(max_length=20)
    channel = fields.CharField(max_length=12)
    locale = fields.CharField(max_length=12)
    currency = fields.CharField(max_length=3)
    goods = fields.BigIntField()
    discount = fields.BigIntField(default=0)
    delivery_fee = fields.BigIntField(default=0)
    fees = fields.BigIntField(default=0)
    tip = fields.BigIntField(default=0, db_default=0)
    tax = fields.BigIntField(default=0)
    tax_on_top = fields.BigIntField(default=0)
    total = fields.BigIntField()
    coupon = fields.CharField(max_length=16, default="")
    contact: Any = fields.JSONField(default=dict)
    address: Any = fields.JSONField(default=dict)
    delivery: Any = fields.JSONField(default=dict)
    taxes: Any = fields.JSONField(default=list)
    extras: Any = fields.JSONField(default=dict)
    tracking = fields.CharField(max_length=80, default="")
    tracking_url = fields.CharField(max_length=300, default="")
    carrier = fields.CharField(max_length=60, default="")
    is_test = fields.BooleanField(default=False)
    needs_attention = fields.CharField(max_length=200, default="")
    cancel_reason = fields.CharField(max_length=200, default="")
    cancel_requested_at = fields.DatetimeField(null=True)
    given_back = fields.BigIntField(default=0, db_default=0)
    revision = fields.IntField(default=1)
    taps = fields.IntField(default=0)
    messages = fields.IntField(default=0)
    created_at = fields.DatetimeField(default=now)
    placed_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)

    class Meta:
        table = "orders"
        unique_together = (("shop", "number"),)
        indexes = (
            ("shop_id", "status", "created_at"), ("shop_id", "customer_id"), ("shop_id", "created_at"),
            ("shop_id", "placed_at"),
        )  # fmt: skip


class OrderLine(ShopModel):
    """Title, options and price as they were sold. `total` is after this line's share of discounts.

    A `digital` line is handed over in the chat, at `handed_at`: it `gave` keys or a file. `sent_again` counts how often
    its buyer asked for it anew. `tax_row` says which of the order's `taxes` its tax belongs to, -1: to none; orders
    from before this was kept have None.
    """

    order = link("Order")
    order_id: int
    variant = link("Variant")
    variant_id: int
    product_id = fields.BigIntField()
    title = fields.CharField(max_length=300)
    options = fields.CharField(max_length=300, default="")
    sku = fields.CharField(max_length=100, default="")
    image = fields.CharField(max_length=500, default="")
    quantity = fields.IntField()
    unit_price = fields.BigIntField()
    discount = fields.BigIntField(default=0)
    tax = fields.BigIntField(default=0)
    tax_row = fields.IntField(null=True)
    total = fields.BigIntField()
    tracked = fields.BooleanField(default=True)
    position = fields.IntField(default=0)
    digital = fields.BooleanField(default=False, db_default=False)
    handed_at = fields.DatetimeField(null=True)
    gave = fields.CharField(max_length=4, default="", db_default="")
    sent_again = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "order_line"
        indexes = (("shop_id", "variant_id"), ("order_id",))


class OrderHistory(ShopModel):
    """Every move of an order's status, in order. Append-only."""

    order = link("Order")
    from_status = fields.CharField(max_length=20, default="")
    to_status = fields.CharField(max_length=20)
    actor_kind = fields.CharField(max_length=10)
    actor_id = fields.BigIntField(default=0)
    note = fields.CharField(max_length=300, default="")
    at = fields.DatetimeField(default=now)

    class Meta:
        table = "order_history"
        indexes = (("order_id", "id"),)


class OrderPrint(ShopModel):
    """How often a paper of an order's goods (slip, pick, label, invoice) was printed, and who did so last."""

    order = link("Order")
    kind = fields.CharField(max_length=10)
    times = fields.IntField(default=1)
    staff_id = fields.BigIntField(default=0)
    at = fields.DatetimeField(default=now)

    class Meta:
        table = "order_print"
        unique_together = (("order", "kind"),)


class OrderNote(ShopModel):
    """What the shop's people tell each other of an order. Append-only; its customer never sees it."""

    order = link("Order")
    order_id: int
    text = fields.CharField(max_length=1000)
    staff_id = fields.BigIntField(default=0)
    at = fields.DatetimeField(default=now)

    class Meta:
        table = "order_note"
        indexes = (("shop_id", "order_id"),)


class OrderTag(ShopModel):
    """A word the shop's people find an order by."""

    order = link("Order")
    order_id: int
    name = fields.CharField(max_length=40)

    class Meta:
        table = "order_tag"
        unique_together = (("order", "name"),)
        indexes = (("shop_id", "name"),)
