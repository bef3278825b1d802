from __future__ import annotations

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class SavedItem(ShopModel):
    """A product a customer keeps an eye on; `price` is what it cost when saved (minor units)."""

    customer = link("Customer")
    product = link("Product")
    price = fields.BigIntField()
    was_available = fields.BooleanField(default=True)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "saved_item"
        unique_together = (("customer", "product"),)


class Alert(ShopModel):
    """Tell a customer once: a variant is back (`kind` "stock"), a price drops ("price"), the shop opens ("open"), or
    something appears that the words of a list find ("words"; the product is the one that was found).

    Ends after 90 days, or when it has been sent.
    """

    customer = link("Customer")
    kind = fields.CharField(max_length=8)
    product = link("Product", null=True)
    variant = link("Variant", null=True)
    list = link("StoredList", null=True)
    price = fields.BigIntField(default=0)
    created_at = fields.DatetimeField(default=now)
    expires_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        table = "alert"
        indexes = (("shop_id", "kind", "product_id"), ("shop_id", "list_id"), ("shop_id", "customer_id"))
