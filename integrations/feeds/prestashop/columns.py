"""What PrestaShop's columns are called, from version 1.4 to now."""

from __future__ import annotations

import re
from collections.abc import Sequence

from integrations.feeds import table
from integrations.feeds.table import Columns, plain

PRODUCTS: dict[str, tuple[str, ...]] = {
    "key": ("product id", "id"),
    "active": ("active (0/1)", "active (0 = no, 1 = yes)", "active", "status"),
    "name": ("name *", "name*", "name"),
    "category": (
        "categories (x,y,z...)", "categories (x;y;z...)", "categories (x,y,z,...)", "categories", "category",
    ),
    "price": (
        "price tax included", "price (tax incl.)", "price tax excluded or price tax included",
        "price tax excluded", "price tax excl.", "price (tax excl.)", "price",
    ),
    "on_sale": ("on sale (0/1)", "on sale (0 = no, 1 = yes)"),
    "discount_amount": ("discount amount",),
    "discount_percent": ("discount percent",),
    "sale_from": ("discount from (yyyy-mm-dd)", "discount from (yyy-mm-dd)"),
    "sale_to": ("discount to (yyyy-mm-dd)", "discount to (yyy-mm-dd)"),
    "sku": ("reference #", "reference"),
    "brand": ("manufacturer", "brand"),
    "gtin": ("ean13", "ean-13", "gtin"),
    "weight": ("weight",),
    "stock": ("quantity",),
    "oversell": ("out of stock", "action when out of stock"),
    "visibility": ("visibility",),
    "summary": ("short description", "summary"),
    "description": ("description",),
    "tags": ("tags (x,y,z...)", "tags (x;y;z...)", "tags (x,y,z,...)"),
    "orderable": (
        "available for order", "available for order (0 = no; 1 = yes)", "available for order (0 = no, 1 = yes)",
    ),
    "image": ("image urls (x,y,z...)", "image urls (x;y;z...)", "image urls (x,y,z,...)"),
    "features": (
        "feature(name:value:position)", "feature (name:value:position)", "feature(name:value:position:customized)",
        "feature (name:value:position:customized)",
    ),
    "virtual": ("virtual product (0 = no, 1 = yes)", "virtual product"),
}  # fmt: skip
COMBINATIONS: dict[str, tuple[str, ...]] = {
    "parent": ("product id*", "product id *", "product id"),
    "parent_code": ("product reference",),
    "options": ("attribute (name:type:position)*", "attribute (name:type:position) *", "options (group:value)*"),
    "values": ("value (value:position)*", "value (value:position) *"),
    "sku": ("reference",),
    "gtin": ("ean13", "ean-13"),
    "impact": ("impact on price", "price"),
    "stock": ("quantity",),
    "image": ("image url", "image urls (x,y,z...)", "image urls (x;y;z...)"),
}
_FEATURE = re.compile(r"feature ?: ?(?!value)(?P<name>.+)")
_OWN = re.compile(r"categories \(x[,;]y|price \(?tax (excl|incl)|name ?\*|reference #")


def read_products(header: Sequence[str]) -> Columns:
    """The fields of a product table; a column "Feature:Height" is the attribute of that name."""
    found = ((plain(title), _FEATURE.fullmatch(plain(title))) for title in header)
    features: dict[str, tuple[str, ...]] = {
        f"attribute:{match['name'].strip().capitalize()}": (title,) for title, match in found if match
    }
    return table.match(header, PRODUCTS | features)


def read_combinations(header: Sequence[str]) -> Columns:
    return table.match(header, COMBINATIONS)


def is_products(header: Sequence[str]) -> bool:
    """Whether a header has a product's name and price, and at least two columns that only PrestaShop calls so."""
    columns = table.match(header, PRODUCTS)
    own = sum(bool(_OWN.match(plain(title))) for title in header)
    return "name" in columns and "price" in columns and own >= 2


def is_combinations(header: Sequence[str]) -> bool:
    columns = table.match(header, COMBINATIONS)
    return "options" in columns and ("parent" in columns or "parent_code" in columns)
