"""Which column is which in WooCommerce's product CSV."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.imports.port import UnreadableFile
from integrations.feeds.table import Columns, match, plain

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "type": ("type",),
    "sku": ("sku",),
    "gtin": ("gtin, upc, ean, or isbn", "gtin"),
    "name": ("name",),
    "published": ("published",),
    "visibility": ("visibility in catalog",),
    "short": ("short description",),
    "description": ("description",),
    "sale_from": ("date sale price starts",),
    "sale_to": ("date sale price ends",),
    "tax_status": ("tax status",),
    "tax_class": ("tax class",),
    "in_stock": ("in stock?",),
    "stock": ("stock",),
    "backorders": ("backorders allowed?",),
    "sale_price": ("sale price",),
    "regular_price": ("regular price",),
    "categories": ("categories",),
    "tags": ("tags",),
    "brands": ("brands",),
    "images": ("images",),
    "parent": ("parent",),
}
# any of these in a header, beside a name or a SKU, and the file is WooCommerce's
_SIGNS = frozenset(
    {"regular price", "sale price", "visibility in catalog", "is featured?", "in stock?", "backorders allowed?"}
)
_WEIGHT = re.compile(r"weight \((kg|g|lbs|oz)\)")
_ATTRIBUTE = re.compile(r"attribute (\d{1,3}) (name|value\(s\))")
_PART = {"name": "aname", "value(s)": "avalue"}
UNITS = {"kg": "kg", "g": "g", "lbs": "lb", "oz": "oz"}


def looks_like_woocommerce(header: Sequence[str]) -> bool:
    """Whether a header has columns that only WooCommerce calls so."""
    names = {plain(title) for title in header}
    return bool(names & _SIGNS) and bool(names & {"name", "sku", "id"})


def require(header: Sequence[str]) -> Columns:
    """The columns of a product file. Raises `UnreadableFile` that says what it lacks."""
    columns = match(header, NAMES | _numbered(header))
    missing = [said for name, said in (("name", "Name"), ("regular_price", "Regular price")) if name not in columns]
    if not missing:
        return columns
    raise UnreadableFile(
        f"This WooCommerce file has no column {' and no column '.join(missing)}. Each row must tell a whole product, "
        "also one that is in the shop already: export all columns and import that file."
    )


def attribute_numbers(columns: Columns) -> tuple[int, ...]:
    """The numbers of the attributes this file has columns for, in order."""
    return tuple(sorted(int(name[5:]) for name in columns.titles if name.startswith("aname")))


def _numbered(header: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Fields whose columns carry a unit or a number: weight_kg, aname1, avalue1."""
    found: dict[str, tuple[str, ...]] = {}
    for title in map(plain, header):
        if weight := _WEIGHT.fullmatch(title):
            found[f"weight_{weight[1]}"] = (title,)
        if attribute := _ATTRIBUTE.fullmatch(title):
            found[f"{_PART[attribute[2]]}{attribute[1]}"] = (title,)
    return found
