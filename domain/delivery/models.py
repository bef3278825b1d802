from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.model import ShopModel, link


class DeliveryZone(ShopModel):
    """Where a method goes: countries, regions, postcode patterns, or a radius (km) round a point."""

    name = fields.CharField(max_length=80)
    countries: Any = fields.JSONField(default=list)
    regions: Any = fields.JSONField(default=list)
    postcodes: Any = fields.JSONField(default=list)
    lat = fields.FloatField(null=True)
    lon = fields.FloatField(null=True)
    radius_km = fields.FloatField(null=True)
    is_demo = fields.BooleanField(default=False)

    class Meta:
        table = "delivery_zone"


class DeliveryMethod(ShopModel):
    """Courier or pickup. `steps` are [up_to | null, fee] pairs in grams or minor units, by `price_kind`."""

    kind = fields.CharField(max_length=8)
    name = fields.CharField(max_length=60)
    position = fields.IntField(default=0)
    active = fields.BooleanField(default=True)
    price_kind = fields.CharField(max_length=8, default="flat")
    steps: Any = fields.JSONField(default=list)
    free_above = fields.BigIntField(null=True)
    zone = link("DeliveryZone", null=True)
    preparation_days = fields.IntField(default=0)
    transit_min = fields.IntField(default=1)
    transit_max = fields.IntField(default=2)
    ready_hours = fields.IntField(default=2)
    cutoff = fields.CharField(max_length=5, default="14:00")
    weekdays: Any = fields.JSONField(default=list)
    closed_dates: Any = fields.JSONField(default=list)
    needs_phone = fields.BooleanField(default=True)
    tax_class = fields.CharField(max_length=20, default="standard")
    is_demo = fields.BooleanField(default=False)

    class Meta:
        table = "delivery_method"


class PickupPoint(ShopModel):
    name = fields.CharField(max_length=80)
    address = fields.CharField(max_length=200)
    hours = fields.CharField(max_length=120, default="")
    lat = fields.FloatField(null=True)
    lon = fields.FloatField(null=True)
    position = fields.IntField(default=0)
    active = fields.BooleanField(default=True)
    is_demo = fields.BooleanField(default=False)

    class Meta:
        table = "pickup_point"
