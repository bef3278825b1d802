"""One product from the rows under its handle."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from domain.imports.port import ImageRow, ProductRow, VariantRow
from integrations.feeds import values, words
from integrations.feeds.shopify.rows import Row
from integrations.feeds.shopify.variants import read_options, read_variants
from integrations.feeds.table import Notes, Refused, soft
from integrations.feeds.text import one_line, quoted

_NO_PATH = re.compile(r"\d+|gid://.*|[a-z]{2}(-\d+)+|uncategori[sz]ed", re.IGNORECASE)
_STEP = re.compile(r"\s*>\s*")
_LAST = 10**15

Status = Literal["draft", "active", "archived"]
_STATUSES: dict[str, Status] = {"draft": "draft", "active": "active", "archived": "archived"}


def read_product(rows: Sequence[Row], currency: str, locale: str, notes: Notes) -> ProductRow | None:
    """The product, or None when nothing of it goes in; `notes` says why, and what needs a look."""
    first = rows[0]
    try:
        _admit(rows, notes)
        if soft(values.flag, first, "gift_card", False, notes):
            notes.skipped(first.line, "gift_card", "This is a gift card; Hawker sells its own gift cards.")
            return None
        options = read_options(rows, notes)
    except Refused as refusal:
        notes.refused(first.line, refusal.name, refusal.problem)
        return None
    sold = [row for row in rows if row.sells]
    variants = read_variants(sold, options, currency, notes)
    if not variants:
        _none_left(sold, first, notes)
        return None
    return _assemble(rows, variants, options.names, locale, notes)


def _assemble(
    rows: Sequence[Row], variants: tuple[VariantRow, ...], options: tuple[str, ...], locale: str, notes: Notes
) -> ProductRow:
    first = rows[0]
    kept = {variant.line for variant in variants}
    sold = [row for row in rows if row.line in kept]
    title, description = words.title(first, "title", notes), words.description(first, "body", notes)
    return ProductRow(
        key=first.handle,
        names={locale: title},
        variants=variants,
        descriptions={locale: description} if description else {},
        status=_status(first, notes),
        brand=one_line(first.get("vendor")),
        categories=_categories(first),
        tags=words.tags(first.get("tags").split(",")),
        options=options,
        images=_images(rows, variants, notes),
        tax_class="standard" if _shared(sold, "taxable", notes) else "exempt",
        requires_shipping=_shared(sold, "shipping", notes),
        line=first.line,
    )


def _admit(rows: Sequence[Row], notes: Notes) -> None:
    first = rows[0]
    if not first.get("title"):
        others = f" Its {len(rows)} rows are left out." if len(rows) > 1 else ""
        raise Refused("title", f"The first row of this product has no title.{others}")
    if not any(row.sells for row in rows):
        raise Refused("price", "The price is empty.")
    for row in rows[1:]:
        if row.get("title") and one_line(row.get("title")) != one_line(first.get("title")):
            notes.warned(row.line, "title", f"A second title for this handle; the one on line {first.line} is kept.")


def _none_left(sold: Sequence[Row], first: Row, notes: Notes) -> None:
    if len(sold) > 1:
        notes.refused(first.line, None, "No variant of this product can be sold, so it is left out.")


def _status(first: Row, notes: Notes) -> Status:
    said = first.get("status").casefold()
    status = _STATUSES.get(said, "draft") if said else "active"
    if said and said not in _STATUSES:
        notes.warned(first.line, "status", f"The status {quoted(said)} is not known; the product is kept as a draft.")
    published = soft(values.flag, first, "published", False, notes) if first.get("published") else True
    return "draft" if status == "active" and not published else status


def _categories(first: Row) -> tuple[tuple[str, ...], ...]:
    for name in ("category", "google_category"):
        path = first.get(name)
        if path and not _NO_PATH.fullmatch(path):
            return (tuple(one_line(step) for step in _STEP.split(path) if step),)
    kind = one_line(first.get("type"))
    return ((kind,),) if kind else ()


def _images(rows: Sequence[Row], variants: Sequence[VariantRow], notes: Notes) -> tuple[ImageRow, ...]:
    """In the order of their positions, those without one last; a variant's own picture is always among them."""
    placed = [(soft(values.position, row, "image_position", _LAST, notes), row) for row in rows if row.get("image")]
    found: dict[str, ImageRow] = {}
    for _, row in sorted(placed, key=lambda pair: (pair[0], pair[1].line)):
        source = soft(values.picture, row, "image", "", notes)
        if source in found:
            notes.skipped(row.line, "image", "This product already has this picture.")
        elif source:
            found[source] = ImageRow(source, one_line(row.get("image_alt")))
    for variant in variants:
        if variant.image:
            found.setdefault(variant.image, ImageRow(variant.image))
    return tuple(found.values())


def _shared(sold: Sequence[Row], name: str, notes: Notes) -> bool:
    """Hawker taxes and ships a product as one: true when it is true for any variant."""
    read: Callable[[str], bool] = values.flag
    answers = [soft(read, row, name, True, notes) for row in sold]
    if len(set(answers)) > 1:
        column = notes.columns.title(name)
        notes.warned(sold[0].line, name, f"“{column}” differs between variants; TRUE is taken for all of them.")
    return any(answers)
