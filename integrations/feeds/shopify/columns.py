"""Which column is which: Shopify's classic names and those of its newer template; and what is no product file."""

from __future__ import annotations

from collections.abc import Sequence

from domain.imports.port import UnreadableFile
from integrations.feeds.table import Columns, plain
from integrations.feeds.table import match as match_names

# field → its names, written in small letters; the first one found in the file is read
NAMES: dict[str, tuple[str, ...]] = {
    "handle": ("handle", "url handle"),
    "title": ("title",),
    "body": ("body (html)", "body html", "description"),
    "vendor": ("vendor",),
    "type": ("type", "custom product type", "product type"),
    "category": ("product category", "standardized product type", "standard product type"),
    "google_category": ("google shopping / google product category", "google shopping / product category"),
    "tags": ("tags",),
    "published": ("published", "published on online store"),
    "status": ("status",),
    "gift_card": ("gift card",),
    "name1": ("option1 name",),
    "value1": ("option1 value",),
    "name2": ("option2 name",),
    "value2": ("option2 value",),
    "name3": ("option3 name",),
    "value3": ("option3 value",),
    "sku": ("variant sku", "sku"),
    "barcode": ("variant barcode", "barcode"),
    "price": ("variant price", "price"),
    "compare_at": ("variant compare at price", "compare-at price", "compare at price"),
    "grams": ("variant grams", "weight value (grams)"),
    "weight": ("variant weight",),
    "weight_unit": ("variant weight unit",),
    "tracker": ("variant inventory tracker", "inventory tracker"),
    "stock": ("variant inventory qty", "variant inventory quantity", "inventory quantity"),
    "policy": ("variant inventory policy", "continue selling when out of stock"),
    "shipping": ("variant requires shipping", "requires shipping"),
    "taxable": ("variant taxable", "charge tax"),
    "image": ("image src", "product image url", "image source"),
    "image_position": ("image position",),
    "image_alt": ("image alt text",),
    "variant_image": ("variant image", "variant image url"),
}
REQUIRED = {"handle": "Handle (or URL handle)", "title": "Title", "price": "Variant Price (or Price)"}

# what the file is → the sets of columns that give it away
_OTHER_EXPORTS: dict[str, tuple[frozenset[str], ...]] = {
    "orders": (frozenset({"name", "email", "financial status"}), frozenset({"name", "lineitem quantity"})),
    "customers": (frozenset({"first name", "last name", "email"}),),
    "inventory": (frozenset({"handle", "title", "hs code", "coo"}), frozenset({"handle", "title", "location"})),
}


def match(header: Sequence[str]) -> Columns:
    """Find Shopify's fields in a header row."""
    return match_names(header, NAMES)


def looks_like_products(header: Sequence[str]) -> bool:
    """Whether a header is Shopify's: a handle, a title and at least one more column it calls by Shopify's name."""
    columns = match(header)
    return "handle" in columns and "title" in columns and len(columns.places) > 2


def other_export(header: Sequence[str]) -> str:
    """Which of Shopify's other exports this is ("orders", "customers", "inventory"), else empty."""
    columns = match(header)
    if all(field in columns for field in REQUIRED):
        return ""
    names = {plain(title) for title in header}
    kinds = (kind for kind, signs in _OTHER_EXPORTS.items() if any(sign <= names for sign in signs))
    return next(kinds, "")


def require(header: Sequence[str]) -> Columns:
    """The columns of a product file. Raises `UnreadableFile` that says what the file is, or what it lacks."""
    if kind := other_export(header):
        raise UnreadableFile(
            f"This is a Shopify export of {kind}, not of products. In Shopify open Products, choose Export → "
            "“All products” as a plain CSV file, and import that one."
        )
    columns = match(header)
    missing = [name for field, name in REQUIRED.items() if field not in columns]
    if missing:
        raise UnreadableFile(
            f"This is not a Shopify product file: it has no column {' and no column '.join(missing)}. In Shopify open "
            "Products, choose Export → “All products” as a plain CSV file, and import that one."
        )
    return columns
