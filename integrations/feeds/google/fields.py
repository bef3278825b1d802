"""The fields of a feed for markets, as columns of a table or as elements of XML."""

from __future__ import annotations

from collections.abc import Sequence

from integrations.feeds import table
from integrations.feeds.sales import with_sale
from integrations.feeds.table import Columns, Notes, Row
from integrations.feeds.text import one_line, tidy
from integrations.feeds.xml import Node

# field → its names in the feed, the best first; in tables they may be written with spaces
NAMES: dict[str, tuple[str, ...]] = {
    "key": ("id",),
    "group": ("item_group_id",),
    "name": ("title",),
    "description": ("description", "summary", "rich_text_description"),
    "availability": ("availability",),
    "stock": ("quantity", "quantity_to_sell_on_facebook", "inventory", "sell_on_google_quantity"),
    "price": ("price",),
    "sale_price": ("sale_price",),
    "sale_dates": ("sale_price_effective_date",),
    "brand": ("brand",),
    "gtin": ("gtin",),
    "sku": ("mpn",),
    "category": ("product_type",),
    "google_category": ("google_product_category",),
    "weight": ("shipping_weight",),
    "image": ("image_link",),
    "more_images": ("additional_image_link",),
    "color": ("color", "colour"),
    "size": ("size",),
    "material": ("material",),
    "pattern": ("pattern",),
    "gender": ("gender",),
    "age_group": ("age_group",),
    "condition": ("condition",),
    "status": ("status",),
}
FACTS = ("color", "size", "material", "pattern", "gender", "age_group")
_OWN = ("group", "availability", "sale_dates", "google_category", "image", "more_images", "condition")
_SEVERAL = ("more_images", "category")
_WAITING = ("preorder", "pre-order", "backorder", "available for order")


def read_columns(header: Sequence[str]) -> Columns:
    """The fields of a table."""
    spaced = {name: tuple(form for one in own for form in (one, one.replace("_", " "))) for name, own in NAMES.items()}
    return table.match(header, spaced)


def is_feed(columns: Columns) -> bool:
    """Whether a header is that of a feed: id, title, price, and two more fields that only feeds have."""
    return all(name in columns for name in ("key", "name", "price")) and sum(name in columns for name in _OWN) >= 2


def element_columns() -> Columns:
    """The elements, called as they are in the feed."""
    return Columns((), {name: own[0] for name, own in NAMES.items()}, (), 0)


def row_of(node: Node) -> Row:
    """An element as a row."""
    cells = {name: node.said(*own) for name, own in NAMES.items() if name not in _SEVERAL}
    for name in _SEVERAL:
        cells[name] = "\n".join(tidy(child.text) for own in NAMES[name] for child in node.every(own))
    for detail in node.every("product_detail"):
        cells[f"attribute:{one_line(detail.said('attribute_name'))[:80]}"] = detail.said("attribute_value")
    return Row(node.line, {name: text for name, text in cells.items() if text and name != "attribute:"})


def plain_row(row: Row, currency: str, notes: Notes) -> Row:
    """The fields of a plain table, with the price of today."""
    begins, _, ends = row.get("sale_dates").partition("/")
    dated = Row(row.line, row.cells | {"sale_from": begins, "sale_to": ends})
    cells = dict(with_sale(dated, currency, notes).cells)
    cells["stock"], cells["policy"] = _stock(row)
    cells["image"] = "\n".join(filter(None, [row.get("image"), row.get("more_images").replace(",http", "\nhttp")]))
    cells["category"] = row.get("category") or _spoken(row.get("google_category"))
    return Row(row.line, {name: text for name, text in cells.items() if text and name != "sale_price"})


def facts_of(row: Row) -> dict[str, str]:
    """What an offer is like: colour, size and so on, and its details."""
    found = {_called(name): one_line(row.get(name)) for name in FACTS if row.get(name)}
    return found | {n.partition(":")[2]: one_line(t) for n, t in row.cells.items() if n.startswith("attribute:")}


def paths(row: Row) -> list[tuple[str, ...]]:
    """ "Home > Cups", one a line."""
    lines = [line for line in row.get("category").split("\n") if line]
    return [tuple(one_line(step) for step in line.split(">") if one_line(step)) for line in lines]


def _called(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _spoken(category: str) -> str:
    """Google's categories are numbers or paths; numbers are no names."""
    return "" if category.strip().isdecimal() else category


def _stock(row: Row) -> tuple[str, str]:
    said = one_line(row.get("availability")).replace("_", " ").casefold()
    if said in _WAITING:
        return row.get("stock") or "0", "backorder"
    if said in ("out of stock", "discontinued"):
        return "0", ""
    return row.get("stock"), ""
