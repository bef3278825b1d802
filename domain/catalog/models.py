"""The catalogue: a tree of categories, products with options and variants, texts per locale."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link

PHYSICAL, DIGITAL = "physical", "digital"


class ProductStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class StockPolicy(StrEnum):
    DENY = "deny"
    BACKORDER = "backorder"
    UNTRACKED = "untracked"


class Gives(StrEnum):
    """What a buyer of a digital variant is handed."""

    NOTHING = ""
    KEYS = "keys"
    FILE = "file"


class Category(ShopModel):
    """`path` holds the ids from the root, each followed by a slash: "3/17/"."""

    parent = link("Category", null=True)
    path = fields.CharField(max_length=200, default="", db_index=True)
    depth = fields.IntField(default=0)
    position = fields.IntField(default=0)
    key = fields.CharField(max_length=300)
    hidden = fields.BooleanField(default=False)
    image = link("MediaFile", null=True)

    class Meta:
        table = "category"
        unique_together = (("shop", "key"),)
        indexes = (("shop_id", "parent_id"),)


class CategoryText(ShopModel):
    category = link("Category")
    locale = fields.CharField(max_length=12)
    name = fields.CharField(max_length=120)
    description = fields.CharField(max_length=300, default="")

    class Meta:
        table = "category_text"
        unique_together = (("category", "locale"),)


class Product(ShopModel):
    """`key` identifies it for imports for ever. Prices from–to, units and views are kept for lists and sorting."""

    key = fields.CharField(max_length=200)
    kind = fields.CharField(max_length=10, default=PHYSICAL)
    status = fields.CharEnumField(ProductStatus, default=ProductStatus.DRAFT, max_length=10)
    brand = fields.CharField(max_length=120, default="")
    category = link("Category", null=True)
    tax_class = fields.CharField(max_length=20, default="standard")
    requires_shipping = fields.BooleanField(default=True)
    price_from = fields.BigIntField(default=0)
    price_to = fields.BigIntField(default=0)
    on_sale = fields.BooleanField(default=False)
    units_sold_30 = fields.IntField(default=0)
    views_30 = fields.IntField(default=0)
    is_demo = fields.BooleanField(default=False)
    revision = fields.IntField(default=1)
    content_hash = fields.CharField(max_length=64, default="")
    created_at = fields.DatetimeField(default=now)
    published_at = fields.DatetimeField(null=True)

    class Meta:
        table = "product"
        unique_together = (("shop", "key"),)
        # the order of "Popular" has an index of its own in migration 0003: its columns run both ways
        # and the panel lists what customers do not see as well, so its orders do not begin with the status
        indexes = (
            *(("shop_id", "status", order) for order in ("price_from", "price_to", "published_at")),
            *(("shop_id", order) for order in ("price_from", "units_sold_30", "brand")),
        )


class ProductText(ShopModel):
    """Name and description (sanitised HTML) in one locale."""

    product = link("Product")
    locale = fields.CharField(max_length=12)
    name = fields.CharField(max_length=300)
    description = fields.TextField(default="")

    class Meta:
        table = "product_text"
        unique_together = (("product", "locale"),)
        indexes = (("shop_id", "locale", "name", "product_id"),)


class ProductCategory(ShopModel):
    product = link("Product")
    category = link("Category")
    position = fields.IntField(default=0)

    class Meta:
        table = "product_category"
        unique_together = (("product", "category"),)
        indexes = (("shop_id", "category_id"),)


class ProductTag(ShopModel):
    product = link("Product")
    tag = fields.CharField(max_length=80)

    class Meta:
        table = "product_tag"
        unique_together = (("product", "tag"),)
        indexes = (("shop_id", "tag"),)


class ProductAttribute(ShopModel):
    """A typed attribute: kind is text, number or flag; `number` holds the value of numbers for ranges."""

    product = link("Product")
    name = fields.CharField(max_length=80)
    kind = fields.CharField(max_length=8, default="text")
    value = fields.CharField(max_length=300)
    number = fields.FloatField(null=True)

    class Meta:
        table = "product_attribute"
        unique_together = (("product", "name"),)
        indexes = (("shop_id", "name", "value"),)


class ProductOption(ShopModel):
    product = link("Product")
    position = fields.IntField()
    name = fields.CharField(max_length=80)

    class Meta:
        table = "product_option"
        unique_together = (("product", "position"),)


class OptionValue(ShopModel):
    option = link("ProductOption")
    position = fields.IntField()
    value = fields.CharField(max_length=120)

    class Meta:
        table = "option_value"
        unique_together = (("option", "value"),)


class Variant(ShopModel):
    """What is sold. Amounts in minor units of the shop's currency, weight in grams.

    `file_stock` is the stock the last imported file gave, so that the same file again does not undo sales.
    `stars` is the price in Telegram's Stars, whole ones; `gives` is what buyers of a digital one are handed.
    """

    product = link("Product")
    product_id: int
    key = fields.CharField(max_length=200)
    sku = fields.CharField(max_length=100, default="")
    gtin = fields.CharField(max_length=14, default="")
    position = fields.IntField(default=0)
    price = fields.BigIntField()
    compare_at = fields.BigIntField(null=True)
    compare_from = fields.DatetimeField(null=True)
    compare_to = fields.DatetimeField(null=True)
    weight_g = fields.IntField(default=0)
    policy = fields.CharEnumField(StockPolicy, default=StockPolicy.DENY, max_length=10)
    image = link("MediaFile", null=True)
    active = fields.BooleanField(default=True)
    file_stock = fields.IntField(null=True)
    stars = fields.IntField(null=True)
    gives = fields.CharEnumField(Gives, default=Gives.NOTHING, db_default="", max_length=4)
    revision = fields.IntField(default=1)

    class Meta:
        table = "variant"
        unique_together = (("product", "key"),)
        indexes = (("shop_id", "sku"), ("shop_id", "gtin"), ("image_id",))


class VariantValue(ShopModel):
    variant = link("Variant")
    value = link("OptionValue")

    class Meta:
        table = "variant_value"
        unique_together = (("variant", "value"),)


class ProductImage(ShopModel):
    product = link("Product")
    media = link("MediaFile")
    position = fields.IntField(default=0)
    alt = fields.CharField(max_length=300, default="")

    class Meta:
        table = "product_image"
        unique_together = (("product", "position"),)
        indexes = (("media_id",),)


class PriceHistory(ShopModel):
    """Every price a variant has had, for the lowest price of the last 30 days. Append-only."""

    variant = link("Variant")
    price = fields.BigIntField()
    compare_at = fields.BigIntField(null=True)
    at = fields.DatetimeField(default=now)

    class Meta:
        table = "price_history"
        indexes = (("variant_id", "at"),)


class Collection(ShopModel):
    """Products beside the tree: picked by hand, or all that a `rule` fits ({} is by hand)."""

    position = fields.IntField(default=0)
    hidden = fields.BooleanField(default=False)
    on_home = fields.BooleanField(default=True)
    rule: Any = fields.JSONField(default=dict)
    image = link("MediaFile", null=True)

    class Meta:
        table = "collection"


class CollectionText(ShopModel):
    collection = link("Collection")
    locale = fields.CharField(max_length=12)
    name = fields.CharField(max_length=120)
    description = fields.CharField(max_length=300, default="")

    class Meta:
        table = "collection_text"
        unique_together = (("collection", "locale"),)


class CollectionItem(ShopModel):
    collection = link("Collection")
    product = link("Product")
    position = fields.IntField(default=0)

    class Meta:
        table = "collection_item"
        unique_together = (("collection", "product"),)
        indexes = (("product_id",),)


class BulkStep(ShopModel):
    """What one part of an act on many products has changed, so that it can be taken back for a while."""

    act = fields.CharField(max_length=32)
    verb = fields.CharField(max_length=12)
    staff_id = fields.BigIntField()
    was: Any = fields.JSONField()
    at = fields.DatetimeField(default=now)
    undone_at = fields.DatetimeField(null=True)

    class Meta:
        table = "bulk_step"
        indexes = (("shop_id", "act"),)
