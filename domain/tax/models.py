from __future__ import annotations

from tortoise import fields

from domain.kit.model import ShopModel


class TaxRateRow(ShopModel):
    """A rate (basis points) for a tax class in a country or region; "" means anywhere."""

    country = fields.CharField(max_length=2, default="")
    region = fields.CharField(max_length=80, default="")
    tax_class = fields.CharField(max_length=20, default="standard")
    rate_bp = fields.IntField()
    name = fields.CharField(max_length=40, default="")
    is_demo = fields.BooleanField(default=False)

    class Meta:
        table = "tax_rate"
        unique_together = (("shop", "country", "region", "tax_class"),)
