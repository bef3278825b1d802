"""Products as the shop has them, in the words of a file: what an export writes and an import compares with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.catalog.fragments import ids as listed
from domain.catalog.fragments import on_sale
from domain.catalog.models import Gives
from domain.catalog.words import safe_html
from domain.imports.port import ImageRow, ProductRow, VariantRow
from domain.imports.standing_paths import Path, paths_of
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import Money
from domain.media.addresses import passed_on

Rows = list[dict[str, Any]]
_PRODUCTS = (
    "SELECT id, key, status, brand, tax_class, requires_shipping FROM product WHERE shop_id = $1 AND id IN ({ids})"
)
_OF = "SELECT {columns} FROM {table} WHERE product_id IN ({ids}) ORDER BY {order}"
_PARTS = {
    "product_text": ("product_id, locale, name, description", "id"),
    "product_tag": ("product_id, tag", "id"),
    "product_attribute": ("product_id, name, value", "id"),
    "product_category": ("product_id, category_id", "position, id"),
    "product_option": ("product_id, name", "position"),
}
_IMAGES = """
SELECT i.product_id, i.alt, m.path, m.source FROM product_image i JOIN media_file m ON m.id = i.media_id
WHERE i.product_id IN ({ids}) ORDER BY i.position
"""
_VARIANTS = """
SELECT v.id, v.product_id, v.key, v.sku, v.gtin, v.price, v.compare_at, v.weight_g, v.policy, v.gives,
  m.path, m.source, COALESCE(l.on_hand, 0) AS on_hand, COALESCE(l.reserved, 0) AS reserved, {sale} AS on_sale
FROM variant v LEFT JOIN media_file m ON m.id = v.image_id
LEFT JOIN stock_level l ON l.variant_id = v.id AND l.place = 'main'
WHERE v.product_id IN ({ids}) AND v.active ORDER BY v.position, v.id
"""
_VALUES = """
SELECT w.variant_id, x.value FROM variant_value w JOIN option_value x ON x.id = w.value_id
JOIN product_option o ON o.id = x.option_id WHERE o.product_id IN ({ids}) ORDER BY o.position
"""


@dataclass(frozen=True, slots=True)
class Sold:
    """A variant beside its row: its id, units left to sell (None: not counted), whether its sale runs now."""

    id: int
    free: int | None
    on_sale: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A product; `sold` follows `row.variants`."""

    id: int
    row: ProductRow
    sold: tuple[Sold, ...]


async def standing(by: Actor, product_ids: Sequence[int], currency: str) -> list[Standing]:
    """Products with something to sell, by id, in ten statements however many there are."""
    those = listed(sorted(product_ids))
    products = await sql(_PRODUCTS.format(ids=those), by.shop_id)
    parts = {name: _by(await sql(_statement(name, those))) for name in _PARTS}
    images = _by(await sql(_IMAGES.format(ids=those)))
    variants = _by(await sql(_VARIANTS.format(ids=those, sale=on_sale("$1")), now()))
    values = _by(await sql(_VALUES.format(ids=those)), "variant_id")
    paths = await paths_of(by) if parts["product_category"] else {}
    made = _Made(currency, parts, images, variants, values, paths)
    return [made.product(row) for row in sorted(products, key=lambda row: row["id"]) if row["id"] in variants]


def _statement(table: str, those: str) -> str:
    columns, order = _PARTS[table]
    return _OF.format(columns=columns, table=table, ids=those, order=order)


def _by(rows: Iterable[dict[str, Any]], name: str = "product_id") -> dict[int, Rows]:
    found: dict[int, Rows] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class _Made:
    currency: str
    parts: Mapping[str, Mapping[int, Rows]]
    images: Mapping[int, Rows]
    variants: Mapping[int, Rows]
    values: Mapping[int, Rows]
    paths: Mapping[int, Path]

    def product(self, row: dict[str, Any]) -> Standing:
        texts = self._part("product_text", row)
        options = tuple(one["name"] for one in self._part("product_option", row))
        sold = [(one, self._variant(one, options)) for one in self.variants[row["id"]]]
        places = (self.paths.get(one["category_id"], ()) for one in self._part("product_category", row))
        product = ProductRow(
            key=row["key"],
            names={one["locale"]: one["name"] for one in texts},
            variants=tuple(variant for _, variant in sold),
            descriptions={one["locale"]: one["description"] for one in texts if one["description"]},
            status=row["status"],
            brand=row["brand"],
            categories=deepest(places),
            tags=tuple(one["tag"] for one in self._part("product_tag", row)),
            options=options,
            attributes={one["name"]: one["value"] for one in self._part("product_attribute", row)},
            images=self._pictures(row["id"], [variant for _, variant in sold]),
            tax_class=row["tax_class"],
            requires_shipping=bool(row["requires_shipping"]),
        )
        return Standing(row["id"], product, tuple(_sold(one) for one, _ in sold))

    def _part(self, table: str, row: dict[str, Any]) -> Rows:
        return self.parts[table].get(row["id"], [])

    def _pictures(self, product_id: int, variants: Sequence[VariantRow]) -> tuple[ImageRow, ...]:
        """A variant's own picture is always among them, as it is when a file names it."""
        found: dict[str, ImageRow] = {}
        for one in self.images.get(product_id, []):
            source = passed_on(one["path"], one["source"])
            found.setdefault(source, ImageRow(source, one["alt"]))
        for variant in variants:
            if variant.image:
                found.setdefault(variant.image, ImageRow(variant.image))
        return tuple(found.values())

    def _variant(self, row: dict[str, Any], options: Sequence[str]) -> VariantRow:
        counted = row["policy"] != "untracked" and row["gives"] != Gives.KEYS
        before = row["compare_at"]
        return VariantRow(
            key=row["key"],
            values=tuple(one["value"] for one in self.values.get(row["id"], []))[: len(options)],
            price=Money(row["price"], self.currency),
            compare_at=Money(before, self.currency) if before is not None and before > row["price"] else None,
            sku=row["sku"],
            gtin=row["gtin"],
            stock=row["on_hand"] if counted else None,
            policy=row["policy"] if counted else "untracked",
            weight_g=row["weight_g"],
            image=passed_on(row["path"], row["source"]) if row["path"] and options else "",
        )


def _sold(row: dict[str, Any]) -> Sold:
    free = max(0, row["on_hand"] - row["reserved"]) if row["policy"] == "deny" else None
    return Sold(row["id"], free, bool(row["on_sale"]))


def deepest(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Without the paths that only lead to another one."""
    known = tuple(dict.fromkeys(path for path in paths if path))
    return tuple(own for own in known if not any(own != one and own == one[: len(own)] for one in known))


def filled(row: ProductRow, has: ProductRow) -> ProductRow:
    """The row of a file as it will be when it is in: what the file is silent about stays."""
    said = {locale: safe_html(text) for locale, text in row.descriptions.items()}
    pictures = {variant.key: variant.image for variant in has.variants}
    return replace(
        row,
        names=has.names | row.names,
        descriptions={locale: text for locale, text in (has.descriptions | said).items() if text},
        attributes=row.attributes or has.attributes,
        categories=deepest(row.categories) or has.categories,
        images=row.images or has.images,
        variants=tuple(replace(v, image=v.image or pictures.get(v.key, "")) for v in row.variants),
    )
