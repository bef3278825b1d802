"""One product: a row of its own, or a variable one with its variations from wherever they stand in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.imports.port import ImageRow, ProductRow, VariantRow
from integrations.feeds import values, words
from integrations.feeds.table import Notes, Refused, Row, soft
from integrations.feeds.text import one_line, quoted
from integrations.feeds.woocommerce import cells
from integrations.feeds.woocommerce.stock import read_stock
from integrations.feeds.woocommerce.variations import Attributes, attributes_of, read_options, read_variants

Status = Literal["draft", "active", "archived"]
_NOT_SOLD = {
    "grouped": "This is a group of other products; they are imported one by one and the group is left out.",
    "external": "This is sold on another site; Hawker sells only what the shop sells itself.",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How this file is read: the shop's currency, the language of its words, its attributes' columns."""

    currency: str
    locale: str
    attributes: tuple[int, ...]


def key_of(row: Row) -> tuple[str, str]:
    """The field that identifies a product, and its key: SKU, else "id:44", else the name. Raises `Refused`."""
    if row.get("sku"):
        return "sku", row.get("sku")[:200]
    if row.get("id"):
        return "id", f"id:{row.get('id')}"[:200]
    if row.get("name"):
        return "name", one_line(row.get("name"))[:200]
    raise Refused("name", "This row has neither SKU nor ID nor name.")


def why_not_sold(kind: str) -> str:
    """Why products of this type are left out, "" when they are not."""
    if kind in ("simple", "variable", "variation"):
        return ""
    return _NOT_SOLD.get(kind) or f"Products of the type {quoted(kind)} are not known; this one is left out."


def read_simple(row: Row, key: str, how: Reading, notes: Notes) -> ProductRow:
    """A product that is its own only variant. Raises `Refused`."""
    _check_name(row)
    price, before = cells.price(row, how.currency, notes)
    stock, policy = read_stock(row, notes)
    images = _images(row, notes)
    variant = VariantRow(
        key="default",
        values=(),
        price=price,
        compare_at=before,
        sku=row.get("sku")[:100],
        gtin=soft(values.gtin, row, "gtin", "", notes),
        stock=stock,
        policy=policy,
        weight_g=cells.weight(row, notes),
        line=row.line,
    )
    facts = attributes_of(row, how.attributes)
    return _product(row, key, (variant,), (), facts, images, how, notes)


def read_variable(row: Row, variations: Sequence[Row], key: str, how: Reading, notes: Notes) -> ProductRow:
    """A product with its variations. Raises `Refused` when nothing of it can be sold."""
    _check_name(row)
    if not variations:
        raise Refused("type", "This variable product has no variations in the file, so it has no price.")
    options = read_options(row, variations, how.attributes)
    variants = read_variants(row, variations, options, how.currency, notes)
    if not variants:
        raise Refused(None, "No variation of this product can be sold, so it is left out.")
    own = {image.source: image for image in _images(row, notes)}
    images = tuple((own | {v.image: own.get(v.image, ImageRow(v.image)) for v in variants if v.image}).values())
    facts = {name: own for name, own in attributes_of(row, how.attributes).items() if name not in options.names}
    return _product(row, key, variants, options.names, facts, images, how, notes)


def _product(
    row: Row,
    key: str,
    variants: tuple[VariantRow, ...],
    options: tuple[str, ...],
    facts: Attributes,
    images: tuple[ImageRow, ...],
    how: Reading,
    notes: Notes,
) -> ProductRow:
    text = _description(row, notes)
    return ProductRow(
        key=key,
        names={how.locale: words.title(row, "name", notes)},
        variants=variants,
        descriptions={how.locale: text} if text else {},
        status=_status(row, notes),
        brand=next(iter(cells.listed(row.get("brands"))), ""),
        categories=words.deepest(cells.paths(row.get("categories"))),
        tags=words.tags(cells.listed(row.get("tags"))),
        options=options,
        attributes={name: ", ".join(own) for name, own in facts.items() if own},
        images=images,
        tax_class=_tax_class(row),
        requires_shipping=not cells.kind(row)[1],
        line=row.line,
    )


def _check_name(row: Row) -> None:
    if not row.get("name"):
        raise Refused("name", "The name is empty.")


def _description(row: Row, notes: Notes) -> str:
    r"""The long one, else the short one; WooCommerce writes line breaks as \n."""
    name = "description" if row.get("description") else "short"
    broken = Row(row.line, {name: row.get(name).replace("\\n", "\n")})
    return words.description(broken, name, notes)


def _status(row: Row, notes: Notes) -> Status:
    published = row.get("published")
    if row.get("visibility").casefold() == "hidden" and published != "0":
        notes.warned(row.line, "visibility", "This product is hidden from the catalogue; it is kept as a draft.")
        return "draft"
    if published == "-1":
        return "draft"
    return "active" if soft(values.flag, row, "published", True, notes) else "draft"


def _tax_class(row: Row) -> str:
    if row.get("tax_status").casefold() in ("none", "shipping"):
        return "exempt"
    named = row.get("tax_class").casefold().removesuffix("-rate")
    return named[:20] or "standard"


def _images(row: Row, notes: Notes) -> tuple[ImageRow, ...]:
    found: dict[str, ImageRow] = {}
    for text in cells.listed(row.get("images")):
        try:
            found.setdefault(values.picture(text), ImageRow(text))
        except values.Unreadable as error:
            notes.warned(row.line, "images", str(error))
    return tuple(found.values())
