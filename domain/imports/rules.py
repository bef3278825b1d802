"""What a product must be before it goes in. Pure: a row in, the row as it will be stored and what needs a look out."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from domain.imports.port import Action, ImageRow, Problem, ProductRow, VariantRow
from domain.kit.money import Money
from domain.media.actions import link_problem

MAX_MINOR = 10**14
MAX_COUNT = 2_000_000_000
MAX_VARIANTS = 2_048
MAX_IMAGES = 50
DEEPEST = 8
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # as JSON writes it, and not the six characters
_WIDTHS = {"brand": 120, "tag": 80, "name": 300, "option": 80, "value": 120, "category": 120, "attribute": 300}


class Refused(Exception):
    """The product does not go in; the sentence says why."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.line = line


def digest(row: ProductRow) -> str:
    """What the file says about a product, whatever line it says it on. Raises `Refused` for what cannot be stored."""
    said = _fields(row) | {"line": None, "variants": [_fields(v) | {"line": None} for v in row.variants]}
    try:
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=_fields).encode()
    except UnicodeEncodeError:
        raise Refused("It has half characters that cannot be stored; export the file again as UTF-8.") from None
    if _NUL.search(text):
        raise Refused("It has NUL characters, which are no text.")
    return hashlib.sha256(text).hexdigest()


def _fields(row: Any) -> dict[str, Any]:
    """A row's fields, without the deep copies `asdict` makes of every text."""
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def admit(row: ProductRow, currency: str) -> tuple[ProductRow, list[Problem]]:
    """The row within what a shop can hold, and warnings about what had to be cut. Raises `Refused`."""
    _check_product(row)
    for variant in row.variants:
        _check_variant(row, variant, currency)
    _check_twins(row)
    notes: list[Problem] = []
    fitted = replace(
        row,
        names={locale: _cut(name, "name", row, notes) for locale, name in row.names.items()},
        brand=_cut(row.brand, "brand", row, notes),
        tags=tuple(dict.fromkeys(_cut(tag, "tag", row, notes) for tag in row.tags if tag)),
        categories=tuple(dict.fromkeys(_path(path, row, notes) for path in row.categories if any(path))),
        attributes={k[:80]: _cut(v, "attribute", row, notes, k) for k, v in row.attributes.items() if k and v},
        images=tuple(_pictures(row, notes)),
        variants=tuple(_fitted(variant, row, notes) for variant in row.variants),
    )
    return fitted, notes


def _check_product(row: ProductRow) -> None:
    if not row.key or len(row.key) > 200:
        raise Refused("Its key is empty or longer than 200 characters.")
    if not any(row.names.values()):
        raise Refused("It has no name.")
    if not row.variants:
        raise Refused("It has nothing to sell: no variant with a price.")
    if len(row.variants) > MAX_VARIANTS:
        raise Refused(f"It has more than {MAX_VARIANTS} variants.")
    if any(len(option) > _WIDTHS["option"] for option in row.options):
        raise Refused("The name of an option is longer than 80 characters.")


def _check_variant(row: ProductRow, variant: VariantRow, currency: str) -> None:
    if variant.price.currency != currency:
        raise Refused(f"Its price is in {variant.price.currency}; the shop sells in {currency}.", variant.line)
    if not 0 <= variant.price.minor <= MAX_MINOR:
        raise Refused("Its price is below zero or beyond what can be charged.", variant.line)
    if len(variant.values) != len(row.options):
        raise Refused("A variant needs one value for every option.", variant.line)
    if any(not value or len(value) > _WIDTHS["value"] for value in variant.values):
        raise Refused("The value of an option is empty or longer than 120 characters.", variant.line)
    if not variant.key or len(variant.key) > 200:
        raise Refused("The key of a variant is empty or longer than 200 characters.", variant.line)


def _check_twins(row: ProductRow) -> None:
    for twins in (Counter(v.key for v in row.variants), Counter(v.values for v in row.variants if v.values)):
        if twins and max(twins.values()) > 1:
            raise Refused(f"Two of its variants are the same: {max(twins, key=lambda twin: twins[twin])!s}.")
    if len({option.casefold() for option in row.options}) < len(row.options):
        raise Refused("Two of its options have the same name.")


def _fitted(variant: VariantRow, row: ProductRow, notes: list[Problem]) -> VariantRow:
    stock = variant.stock
    if stock is not None and not 0 <= stock <= MAX_COUNT:
        stock = min(max(stock, 0), MAX_COUNT)
        notes.append(_note(row, f"The stock {variant.stock} cannot be; it is set to {stock}.", variant.line))
    was = variant.compare_at
    return replace(
        variant,
        stock=stock,
        policy="untracked" if stock is None and variant.policy == "deny" else variant.policy,
        compare_at=was if was and variant.price < was <= Money(MAX_MINOR, was.currency) else None,
        sku=variant.sku[:100],
        gtin=variant.gtin if len(variant.gtin) <= 14 else "",
        weight_g=min(max(variant.weight_g, 0), MAX_COUNT),
        image=secure(variant.image) if not picture_problem(variant.image) else "",
    )


def _path(path: Iterable[str], row: ProductRow, notes: list[Problem]) -> tuple[str, ...]:
    names = [_cut(name, "category", row, notes) for name in path if name]
    if len(names) > DEEPEST:
        notes.append(_note(row, f"Its category is more than {DEEPEST} levels deep; the deepest are left out."))
    return tuple(names[:DEEPEST])


def _pictures(row: ProductRow, notes: list[Problem]) -> Iterator[ImageRow]:
    if len(row.images) > MAX_IMAGES:
        notes.append(_note(row, f"It has more than {MAX_IMAGES} pictures; the others are left out."))
    for image in row.images[:MAX_IMAGES]:
        if problem := picture_problem(image.source):
            notes.append(_note(row, f"A picture is left out: {problem} ({image.source[:80]})"))
        else:
            yield ImageRow(secure(image.source), image.alt[:300])


def is_link(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def secure(source: str) -> str:
    """Pages over https may not load pictures over http, and whoever serves the one serves the other."""
    return f"https{source[4:]}" if source.lower().startswith("http://") else source


def picture_problem(source: str) -> str:
    return link_problem(secure(source)) if is_link(source) else ""


def _cut(text: str, kind: str, row: ProductRow, notes: list[Problem], of: str = "") -> str:
    width = _WIDTHS[kind]
    if len(text) <= width:
        return text
    which = f"The {kind} “{of}”" if of else f"Its {kind}"
    notes.append(_note(row, f"{which} is longer than {width} characters and was cut."))
    shorter = text[: width - 1].rsplit(" ", 1)[0] if " " in text[width // 2 : width] else text[: width - 1]
    return f"{shorter}…"


def _note(row: ProductRow, problem: str, line: int | None = None) -> Problem:
    return note(row, problem, "warned", line)


def note(row: ProductRow, problem: str, action: Action, line: int | None = None) -> Problem:
    """A problem of this product, on the line it was found or the product's own."""
    return Problem(line or row.line, None, row.key, problem, action)


def prices(row: ProductRow) -> dict[str, Any]:
    """What lists sort and filter by: the product's own columns."""
    amounts = [variant.price.minor for variant in row.variants]
    return {
        "price_from": min(amounts),
        "price_to": max(amounts),
        "on_sale": any(variant.compare_at is not None for variant in row.variants),
    }
