"""What somebody passed on, read with the prices and the stock of now. Reading changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.cart.actions.moves import Item
from domain.cart.models import SharedCart
from domain.catalog.fragments import ids
from domain.catalog.queries import tiles
from domain.catalog.views import Tile
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.i18n import Translator
from domain.kit.money import STARS, Money
from domain.kit.rows import joined, parted
from domain.shop.queries import shop_of
from domain.shop.words import Words, words_at

_NAMES = """
SELECT p.id, COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = $2),
  (SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = $3),
  (SELECT t.name FROM product_text t WHERE t.product_id = p.id ORDER BY t.id LIMIT 1), p.key) AS name
FROM product p WHERE p.shop_id = $1 AND p.id IN ({ids})
"""
_VARIANTS = """
SELECT v.id, v.price, v.stars, v.policy, v.active, h.on_hand - h.reserved AS free,
  (SELECT m.path FROM media_file m WHERE m.id = v.image_id) AS image,
  (SELECT {joined} FROM (SELECT o.value AS value FROM variant_value w JOIN option_value o ON o.id = w.value_id
    JOIN product_option n ON n.id = o.option_id WHERE w.variant_id = v.id ORDER BY n.position) y) AS options
FROM variant v LEFT JOIN stock_level h ON h.variant_id = v.id AND h.place = 'main'
WHERE v.shop_id = $1 AND v.id IN ({ids})
"""


@dataclass(frozen=True, slots=True)
class SharedLine:
    """`variant_id` is what would be copied, 0 while a choice is open; `quantity` what can be had of it.

    `reason`: "" · "only_left" (fewer than shared) · "sold_out" · "gone" (no longer sold) · "choice" (choose first).
    """

    product_id: int
    variant_id: int
    quantity: int
    name: str = ""
    options: str = ""
    price: Money | None = None
    image: str = ""
    reason: str = ""

    @property
    def ready(self) -> bool:
        return self.reason in ("", "only_left")


@dataclass(frozen=True, slots=True)
class SharedView:
    token: str
    lines: tuple[SharedLine, ...]
    expires_at: datetime

    @property
    def items(self) -> tuple[Item, ...]:
        """What can go into a cart as it is."""
        return tuple(Item(line.variant_id, line.quantity) for line in self.lines if line.ready)


@dataclass(frozen=True, slots=True)
class _Goods:
    tiles: Mapping[int, Tile]
    names: Mapping[int, str]
    variants: Mapping[int, Mapping[str, Any]]
    words: Words
    t: Translator
    currency: str


async def shared(by: Actor, token: str, *, locale: str) -> SharedView:
    """What a link holds, for anybody who has it. Raises `NotFound` when it has ended."""
    row = await SharedCart.get_or_none(shop_id=by.shop_id, token=token, expires_at__gt=now())
    if row is None:
        raise NotFound()
    goods = await _goods(by, row.lines, locale)
    return SharedView(row.token, tuple(_line(goods, *line) for line in row.lines), row.expires_at)


async def _goods(by: Actor, lines: list[list[int]], locale: str) -> _Goods:
    shop = await shop_of(by)
    products, variants = {line[0] for line in lines}, {line[1] for line in lines if line[1]}
    names = await sql(_NAMES.format(ids=ids(sorted(products))), by.shop_id, locale, shop.locale)
    return _Goods(
        tiles={tile.id: tile for tile in await tiles(by, sorted(products), locale=locale)},
        names={row["id"]: row["name"] for row in names},
        variants=await _variants(by, variants),
        words=await words_at(by, shop.version, locale, shop.locale),
        t=Translator(locale),
        currency=shop.currency,
    )


async def _variants(by: Actor, wanted: Collection[int]) -> dict[int, Mapping[str, Any]]:
    if not wanted:
        return {}
    rows = await sql(_VARIANTS.format(joined=joined("y.value"), ids=ids(sorted(wanted))), by.shop_id)
    return {row["id"]: row for row in rows}


def _line(goods: _Goods, product_id: int, variant_id: int, quantity: int) -> SharedLine:
    name, tile, row = goods.names.get(product_id, ""), goods.tiles.get(product_id), goods.variants.get(variant_id)
    if tile is None or (variant_id and (row is None or not row["active"])):
        return SharedLine(product_id, 0, quantity, name, reason="gone")
    if row is None:
        return _of_product(tile, name, quantity)
    free = max(0, row["free"] or 0) if row["policy"] == "deny" else quantity
    by_stars = tile.price.currency == STARS
    return SharedLine(
        product_id,
        variant_id,
        min(quantity, free) or quantity,
        name,
        goods.t.listed(goods.words.each(parted(row["options"]))),
        Money(row["stars"] or 0, STARS) if by_stars else Money(row["price"], goods.currency),
        row["image"] or tile.image,
        "" if free >= quantity else "only_left" if free else "sold_out",
    )


def _of_product(tile: Tile, name: str, quantity: int) -> SharedLine:
    reason = "sold_out" if not tile.available else "choice" if tile.has_options else ""
    variant_id = 0 if tile.has_options else tile.default_variant_id
    return SharedLine(tile.id, variant_id, quantity, name, "", tile.price, tile.image, reason)
