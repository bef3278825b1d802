"""One product from one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from domain.imports.port import ImageRow, ProductRow, VariantRow
from domain.kit.money import Money
from integrations.feeds import values, words
from integrations.feeds.markup import described
from integrations.feeds.plain import cells
from integrations.feeds.table import Notes, Refused, Row, soft
from integrations.feeds.text import cut, one_line, quoted

MAX_KEY = 200
NOT_SENT = "not sent"  # the field `shipping` of what needs none


@dataclass(frozen=True, slots=True)
class Reading:
    """How this table is read: the shop's currency, the language of its words."""

    currency: str
    locale: str


def key_of(row: Row) -> tuple[str, str]:
    """The field that identifies a product, and what it says: a key, a code, else the name. Raises `Refused`."""
    name = next((name for name in ("key", "sku", "name") if row.get(name)), "")
    if not name:
        raise Refused("name", "This row has neither a key nor a name.")
    key = one_line(row.get(name))
    if len(key) > MAX_KEY and name != "name":
        raise Refused(name, f"This key is longer than {MAX_KEY} characters.")
    return name, cut(key, MAX_KEY)


def read_product(row: Row, key: str, how: Reading, notes: Notes) -> ProductRow:
    """The product of a row. Raises `Refused`."""
    check_name(row)
    return describe(row, key, (read_variant(row, how, notes),), how, notes)


def check_name(row: Row) -> None:
    """Raises `Refused`."""
    if not row.get("name"):
        raise Refused("name", "The name is empty.")


def describe(row: Row, key: str, variants: tuple[VariantRow, ...], how: Reading, notes: Notes) -> ProductRow:
    """The product that these variants are of, with all its row says of it."""
    text = words.description(row, "description", notes, described)
    return ProductRow(
        key=key,
        names={how.locale: words.title(row, "name", notes)},
        variants=variants,
        descriptions={how.locale: text} if text else {},
        status=soft(cells.status, row, "status", "active", notes),  # type: ignore[arg-type] # one of the three
        brand=one_line(row.get("brand")),
        categories=_categories(row),
        tags=words.tags(row.get("tags").replace(";", ",").replace("，", ",").split(",")),
        attributes=_attributes(row),
        images=read_images(row, notes),
        tax_class=row.get("tax_class")[:20] or "standard",
        requires_shipping=row.get("shipping") != NOT_SENT,
        line=row.line,
    )


def read_price(row: Row, currency: str, notes: Notes) -> Money:
    """The price, in the shop's currency. Raises `Refused`: a price that cannot be read is never 0."""
    named = cells.currency(row.get("currency"))
    if named and named != currency:
        raise Refused("currency", f"The price is in {quoted(row.get('currency'))}; this import reads {currency}.")
    try:
        price = values.price(row.get("price"), currency)
    except values.Unreadable as error:
        raise Refused("price", str(error)) from None
    if not price:
        notes.warned(row.line, "price", "The price is 0: anyone can take this for nothing.")
    return price


def read_variant(row: Row, how: Reading, notes: Notes) -> VariantRow:
    """What a row sells. Raises `Refused`."""
    price = read_price(row, how.currency, notes)
    stock = _stock(row, notes)
    return VariantRow(
        key="default",
        values=(),
        price=price,
        compare_at=_compare_at(row, price, notes),
        sku=row.get("sku")[:100],
        gtin=soft(values.gtin, row, "gtin", "", notes),
        stock=stock,
        policy="untracked" if stock is None else _policy(row),
        weight_g=_weight(row, notes),
        line=row.line,
    )


def _compare_at(row: Row, price: Money, notes: Notes) -> Money | None:
    before = soft(lambda text: values.price(text, price.currency), row, "compare_at", None, notes)
    if before is None or before > price:
        return before
    if before != price and before:  # as much as the price, or 0, is a shop's way to say that there was none
        notes.warned(row.line, "compare_at", "The price before is not above the price; it is left out.")
    return None


def _stock(row: Row, notes: Notes) -> int | None:
    text = row.get("stock")
    return soft(cells.stock, row, "stock", cells.guess(text), notes) if text else None


def _policy(row: Row) -> Literal["deny", "backorder"]:
    return "backorder" if row.get("policy") == "backorder" else "deny"


def _weight(row: Row, notes: Notes) -> int:
    for name, unit in (("weight_g", "g"), ("weight_kg", "kg")):
        if row.get(name):
            return soft(lambda text, unit=unit: values.weight(text, unit), row, name, 0, notes)  # type: ignore[misc]
    return soft(cells.weight, row, "weight", 0, notes)


def _categories(row: Row) -> tuple[tuple[str, ...], ...]:
    """Numbers are codes of another shop's tree and no names; the feed says once that they are left out."""
    paths = cells.categories(row.get("category"))
    return words.deepest(path for path in paths if not all(name.isdecimal() for name in path))


def _attributes(row: Row) -> dict[str, str]:
    marked = ((name, text) for name, text in row.cells.items() if name.startswith("attribute:"))
    return {name.partition(":")[2]: one_line(text) for name, text in marked}


def read_images(row: Row, notes: Notes) -> tuple[ImageRow, ...]:
    """The pictures of a row, those that can be had."""
    found: dict[str, ImageRow] = {}
    for text in cells.pictures(row.get("image")):
        try:
            found.setdefault(values.picture(text), ImageRow(text))
        except values.Unreadable as error:
            notes.warned(row.line, "image", str(error))
    if "image" in notes.columns and not row.get("image"):
        notes.warned(row.line, "image", "This product has no picture.")
    return tuple(found.values())
