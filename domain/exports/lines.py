"""Products, names of categories and words as JSON lines, Hawker's own format."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain.imports.port import ImageRow, ProductRow, VariantRow
from domain.imports.standing_paths import paths_of
from domain.kit.actor import Actor
from domain.kit.site import public

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What categories are called and what words are in other languages, as rows of the database."""

    categories: Sequence[Row]
    words: Sequence[Row]


async def name_lines(by: Actor, names: Names) -> AsyncIterator[str]:
    """The lines before the products, which are searched by these words."""
    paths = await paths_of(by) if names.categories else {}
    for category_id, rows in groupby(names.categories, key=lambda row: row["category_id"]):
        yield written(_category(paths[category_id], list(rows)))
    for word, rows in groupby(names.words, key=lambda row: row["word"]):
        yield written({"word": word, "texts": {row["locale"]: row["text"] for row in rows}})


def line(row: ProductRow) -> str:
    """A product on a line of its own."""
    said: Row = {
        "key": row.key,
        "names": row.names,
        "descriptions": row.descriptions,
        "options": list(row.options),
        "variants": [_variant(variant, row.options) for variant in row.variants],
        "images": [_image(image) for image in row.images],
        "categories": [list(path) for path in row.categories],
        "tags": list(row.tags),
        "brand": row.brand,
        "attributes": row.attributes,
        "status": row.status,
        "tax_class": row.tax_class,
    }
    kept = {name: value for name, value in said.items() if value}
    return written(kept if row.requires_shipping else kept | {"requires_shipping": False})


def written(said: Row) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"


def address(source: str) -> str:
    """Where a picture can be had: our own at their whole address, as far as the world reaches us."""
    return (public(source) or source) if source.startswith("/") else source


def _category(path: tuple[str, ...], rows: Sequence[Row]) -> Row:
    told = {row["locale"]: row["description"] for row in rows if row["description"]}
    said = {"category": list(path), "names": {row["locale"]: row["name"] for row in rows}}
    return said | ({"descriptions": told} if told else {})


def _variant(variant: VariantRow, options: Sequence[str]) -> Row:
    said: Row = {
        "key": variant.key,
        "values": dict(zip(options, variant.values, strict=True)),
        "price": str(variant.price.decimal),
        "currency": variant.price.currency,
        "compare_at": str(variant.compare_at.decimal) if variant.compare_at else "",
        "sku": variant.sku,
        "gtin": variant.gtin,
        "weight_g": variant.weight_g,
        "image": address(variant.image),
        "policy": variant.policy,
    }
    kept = {name: value for name, value in said.items() if value}
    return kept if variant.stock is None else kept | {"stock": variant.stock}


def _image(image: ImageRow) -> str | Row:
    source = address(image.source)
    return {"url": source, "alt": image.alt} if image.alt else source
