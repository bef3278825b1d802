"""Things as a cart would hold them, without a cart: for orders the shop's people write or change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.cart.basket import BasketLine, variant_line
from domain.catalog.models import DIGITAL
from domain.kit.actor import Actor
from domain.kit.alike import alike, pattern
from domain.kit.db import sql
from domain.kit.i18n import Translator
from domain.kit.rows import joined, placeholders
from domain.shop.words import words_at

MOST_FOUND = 20
_THINGS = """
SELECT v.id, v.product_id, v.price, v.weight_g, v.policy, v.sku, v.active, r.kind AS goods, r.status, r.tax_class,
       r.requires_shipping, h.on_hand - h.reserved AS free, s.catalog_version AS version, s.locale AS shop_locale,
       COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = r.id AND t.locale = $2),
                (SELECT t.name FROM product_text t WHERE t.product_id = r.id AND t.locale = s.locale),
                (SELECT t.name FROM product_text t WHERE t.product_id = r.id ORDER BY t.id LIMIT 1), v.sku) AS title,
       (SELECT {joined} FROM (
          SELECT o.value AS value FROM variant_value w JOIN option_value o ON o.id = w.value_id
          JOIN product_option n ON n.id = o.option_id WHERE w.variant_id = v.id ORDER BY n.position) y) AS options,
       COALESCE((SELECT m.path FROM media_file m WHERE m.id = v.image_id),
                (SELECT m.path FROM product_image i JOIN media_file m ON m.id = i.media_id WHERE i.product_id = r.id
                  ORDER BY i.position LIMIT 1), '') AS image
FROM variant v JOIN product r ON r.id = v.product_id JOIN shop s ON s.id = v.shop_id
LEFT JOIN stock_level h ON h.variant_id = v.id AND h.place = 'main'
WHERE v.shop_id = $1 AND {which}
"""
_FOUND = """
v.active AND r.status = 'active' AND r.kind <> '{digital}' AND v.id IN (
  SELECT w.id FROM variant w WHERE w.shop_id = $1 AND {sku}
  UNION ALL SELECT w.id FROM product_text t CROSS JOIN variant w
    WHERE t.shop_id = $1 AND {name} AND w.product_id = t.product_id)
ORDER BY r.id DESC, v.position, v.id LIMIT {most}
"""


async def things(by: Actor, wanted: Mapping[int, int], locale: str) -> dict[int, BasketLine]:
    """So many of these variants, as they are sold now; what there is not (any more) is left out."""
    if not wanted:
        return {}
    which = f"v.id IN ({placeholders(len(wanted), 3)})"
    rows = await sql(_THINGS.format(joined=joined("y.value"), which=which), by.shop_id, locale, *wanted)
    return {line.variant_id: replace(line, wanted=wanted[line.variant_id]) for line in await _lines(by, rows, locale)}


async def find_things(by: Actor, words: str, locale: str) -> tuple[BasketLine, ...]:
    """What is on sale and has these words in its name or number."""
    text = words.strip()
    which = _FOUND.format(
        digital=DIGITAL, most=MOST_FOUND, sku=alike("w.sku", text, "$3"), name=alike("t.name", text, "$3")
    )
    rows = await sql(_THINGS.format(joined=joined("y.value"), which=which), by.shop_id, locale, pattern(text))
    return tuple(await _lines(by, rows, locale))


async def _lines(by: Actor, rows: Sequence[Mapping[str, Any]], locale: str) -> list[BasketLine]:
    if not rows:
        return []
    words, t = await words_at(by, rows[0]["version"], locale, rows[0]["shop_locale"]), Translator(locale)
    return [variant_line(row, words, t, id=0, variant_id=row["id"], wanted=1, seen_minor=row["price"]) for row in rows]
