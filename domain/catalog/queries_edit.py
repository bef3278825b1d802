"""Everything a product page edits, in every language, and what products still lack."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from domain.catalog.actions_edit import product_of
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.rows import placeholders

_TEXTS = "SELECT locale, name, description FROM product_text WHERE shop_id = $1 AND product_id = $2"
_PLACES = "SELECT category_id FROM product_category WHERE shop_id = $1 AND product_id = $2 ORDER BY position"
_PICTURES = """
SELECT m.id, m.path, i.alt FROM product_image i JOIN media_file m ON m.id = i.media_id
WHERE i.shop_id = $1 AND i.product_id = $2 ORDER BY i.position
"""
_OPTIONS = """
SELECT o.name, x.value FROM product_option o JOIN option_value x ON x.option_id = o.id
WHERE o.shop_id = $1 AND o.product_id = $2
AND EXISTS (SELECT 1 FROM variant_value w JOIN variant v ON v.id = w.variant_id WHERE w.value_id = x.id AND v.active)
ORDER BY o.position, x.position, x.id
"""
_LACKS = """
SELECT p.id,
  NOT EXISTS (SELECT 1 FROM product_image i WHERE i.product_id = p.id) AS picture,
  NOT EXISTS (SELECT 1 FROM product_category c WHERE c.product_id = p.id) AS category,
  NOT EXISTS (SELECT 1 FROM product_text t WHERE t.product_id = p.id AND t.description <> '') AS description,
  NOT EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active AND v.price > 0) AS price,
  (SELECT COUNT(*) FROM product_text t WHERE t.product_id = p.id AND t.locale IN ({locales})) < {spoken} AS language,
  (p.kind = 'digital' AND EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active AND v.gives = ''))
    AS goods
FROM product p WHERE +p.shop_id = $1 AND p.id IN ({ids})
"""
LACKS = ("picture", "price", "description", "category", "language", "goods")


@dataclass(frozen=True, slots=True)
class PictureView:
    media_id: int
    path: str
    alt: str


@dataclass(frozen=True, slots=True)
class EditView:
    """`texts` maps locale → (name, description as HTML); `category_ids` has the primary one first."""

    id: int
    key: str
    revision: int
    status: str
    brand: str
    tax_class: str
    requires_shipping: bool
    kind: str
    texts: dict[str, tuple[str, str]]
    category_ids: tuple[int, ...]
    tags: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    pictures: tuple[PictureView, ...]
    options: tuple[tuple[str, tuple[str, ...]], ...]


async def product_to_edit(by: Actor, product_id: int) -> EditView:
    """Raises `NotAllowed`, `NotFound`."""
    row = await product_of(by, product_id)
    own = (by.shop_id, product_id)
    texts = {t["locale"]: (t["name"], t["description"]) for t in await sql(_TEXTS, *own)}
    tags = await sql("SELECT tag FROM product_tag WHERE shop_id = $1 AND product_id = $2 ORDER BY id", *own)
    facts = await sql(
        "SELECT name, value FROM product_attribute WHERE shop_id = $1 AND product_id = $2 ORDER BY id", *own
    )
    return EditView(
        id=row.id, key=row.key, revision=row.revision, status=row.status.value, brand=row.brand,
        tax_class=row.tax_class, requires_shipping=row.requires_shipping, kind=row.kind, texts=texts,
        category_ids=tuple(c["category_id"] for c in await sql(_PLACES, *own)),
        tags=tuple(t["tag"] for t in tags),
        attributes=tuple((f["name"], f["value"]) for f in facts),
        pictures=tuple(PictureView(p["id"], p["path"], p["alt"]) for p in await sql(_PICTURES, *own)),
        options=await _options(by, product_id),
    )  # fmt: skip


async def _options(by: Actor, product_id: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for row in await sql(_OPTIONS, by.shop_id, product_id):
        found.setdefault(row["name"], []).append(row["value"])
    return tuple((name, tuple(values)) for name, values in found.items())


async def lacks(by: Actor, product_ids: Collection[int], locales: Collection[str]) -> dict[int, tuple[str, ...]]:
    """What each product still lacks, of `LACKS`: a picture, a price, …, and what buyers of a digital one would get."""
    require(by, Permission.EDIT_STOCK)
    if not product_ids:
        return {}
    ids = placeholders(len(product_ids), 2)
    spoken = placeholders(len(locales), 2 + len(product_ids))
    statement = _LACKS.format(ids=ids, locales=spoken, spoken=len(locales))
    rows = await sql(statement, by.shop_id, *product_ids, *locales)
    return {row["id"]: tuple(name for name in LACKS if row[name]) for row in rows}
