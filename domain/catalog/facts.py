"""What a product's page says besides prices and stock, kept by (product, revision, locale)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from domain.catalog.rules import nearest
from domain.catalog.views import ImageView, OptionValueView, OptionView
from domain.catalog.words import plain
from domain.kit.cache import Lru
from domain.kit.db import sql
from domain.shop.words import Words

Row = dict[str, Any]

_WORDS = """
SELECT 'product' AS kind, p.key AS a, p.brand AS b, p.tax_class AS c, p.kind AS d, p.category_id AS n
FROM product p WHERE p.id = $1
UNION ALL SELECT 'text', t.locale, t.name, t.description, '', t.id FROM product_text t WHERE t.product_id = $1
UNION ALL SELECT 'image', m.path, i.alt, '', '', i.position
FROM product_image i JOIN media_file m ON m.id = i.media_id WHERE i.product_id = $1
UNION ALL SELECT 'attribute', a.name, a.value, '', '', a.id FROM product_attribute a WHERE a.product_id = $1
UNION ALL SELECT 'tag', g.tag, '', '', '', g.id FROM product_tag g WHERE g.product_id = $1
ORDER BY 1, 6
"""
_VARIANTS = """
SELECT v.id, v.sku, v.gtin, v.weight_g, m.path AS image, x.id AS value_id, x.value, o.id AS option_id, o.name AS option
FROM variant v LEFT JOIN media_file m ON m.id = v.image_id
LEFT JOIN variant_value w ON w.variant_id = v.id LEFT JOIN option_value x ON x.id = w.value_id
LEFT JOIN product_option o ON o.id = x.option_id
WHERE v.product_id = $1 ORDER BY o.position, x.position, x.id
"""


@dataclass(frozen=True, slots=True)
class VariantFacts:
    sku: str
    gtin: str
    weight_g: int
    image: str
    value_ids: tuple[int, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of every variant, also of those not sold any more: which are sold is read afresh."""

    key: str
    brand: str
    tax_class: str
    kind: str
    category_id: int
    name: str
    description: str
    plain: str
    images: tuple[ImageView, ...]
    attributes: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    options: tuple[OptionView, ...]
    variants: dict[int, VariantFacts]


_facts: Lru[tuple[int, int, str, str], Facts] = Lru(2000)


async def facts_of(product_id: int, revision: int, locale: str, shop_locale: str) -> Facts:
    """The facts in the reader's words; no statement when this revision has been read before."""
    key = (product_id, revision, locale, shop_locale)
    return _facts.get(key) or _facts.put(key, await _read(product_id, locale, shop_locale))


def told(facts: Facts, words: Words) -> Facts:
    """The same facts with the names of options, their values and attributes as the reader calls them."""
    if not words.texts:
        return facts
    return replace(
        facts,
        attributes=tuple((words(name), words(value)) for name, value in facts.attributes),
        options=tuple(_option(option, words) for option in facts.options),
        variants={key: replace(own, values=words.each(own.values)) for key, own in facts.variants.items()},
    )


def _option(option: OptionView, words: Words) -> OptionView:
    values = tuple(replace(value, value=words(value.own)) for value in option.values)
    return replace(option, name=words(option.own), values=values)


async def _read(product_id: int, locale: str, shop_locale: str) -> Facts:
    rows: dict[str, list[Row]] = {}
    for row in await sql(_WORDS, product_id):
        rows.setdefault(row["kind"], []).append(row)
    variants = await sql(_VARIANTS, product_id)
    main, texts = rows["product"][0], rows.get("text", [])
    description = nearest({t["a"]: t["c"] for t in texts}, locale, shop_locale) or ""
    return Facts(
        key=main["a"],
        brand=main["b"],
        tax_class=main["c"],
        kind=main["d"],
        category_id=main["n"] or 0,
        name=nearest({t["a"]: t["b"] for t in texts}, locale, shop_locale) or main["a"],
        description=description,
        plain=plain(description),
        images=tuple(ImageView(i["a"], i["b"]) for i in rows.get("image", ())),
        attributes=tuple((a["a"], a["b"]) for a in rows.get("attribute", ())),
        tags=tuple(t["a"] for t in rows.get("tag", ())),
        options=_options(variants),
        variants=_variants(variants),
    )


def _options(rows: Iterable[Row]) -> tuple[OptionView, ...]:
    names: dict[int, str] = {}
    values: dict[int, dict[int, str]] = {}
    for row in rows:
        if row["value_id"]:
            names[row["option_id"]] = row["option"]
            values.setdefault(row["option_id"], {})[row["value_id"]] = row["value"]
    return tuple(
        OptionView(key, name, tuple(OptionValueView(i, value, value) for i, value in values[key].items()), name)
        for key, name in names.items()
    )


def _variants(rows: Iterable[Row]) -> dict[int, VariantFacts]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(row)
    return {key: _variant(own) for key, own in found.items()}


def _variant(rows: list[Row]) -> VariantFacts:
    first = rows[0]
    valued = [row for row in rows if row["value_id"]]
    return VariantFacts(
        sku=first["sku"],
        gtin=first["gtin"],
        weight_g=first["weight_g"],
        image=first["image"] or "",
        value_ids=tuple(row["value_id"] for row in valued),
        values=tuple(row["value"] for row in valued),
    )
