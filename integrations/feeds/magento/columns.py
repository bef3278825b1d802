"""The columns of Magento 2's export that are read."""

from __future__ import annotations

from collections.abc import Sequence

from integrations.feeds.table import Columns, match

NAMES: dict[str, tuple[str, ...]] = {
    "sku": ("sku",),
    "view": ("store_view_code",),
    "type": ("product_type",),
    "category": ("categories",),
    "name": ("name",),
    "description": ("description",),
    "summary": ("short_description",),
    "weight": ("weight",),
    "online": ("product_online",),
    "tax": ("tax_class_name",),
    "visibility": ("visibility",),
    "price": ("price",),
    "sale_price": ("special_price",),
    "sale_from": ("special_price_from_date",),
    "sale_to": ("special_price_to_date",),
    "base_image": ("base_image",),
    "images": ("additional_images",),
    "attributes": ("additional_attributes",),
    "stock": ("qty",),
    "in_stock": ("is_in_stock",),
    "backorders": ("allow_backorders",),
    "backorders_default": ("use_config_backorders",),
    "counted": ("manage_stock",),
    "counted_default": ("use_config_manage_stock",),
    "variations": ("configurable_variations",),
    "labels": ("configurable_variation_labels",),
}
_OWN = ("view", "type", "online", "attributes", "variations", "counted_default")


def read_columns(header: Sequence[str]) -> Columns:
    return match(header, NAMES)


def is_magento(header: Sequence[str]) -> bool:
    """Whether a header has SKUs and at least two columns that only Magento calls so."""
    columns = read_columns(header)
    return "sku" in columns and "type" in columns and sum(name in columns for name in _OWN) >= 2
