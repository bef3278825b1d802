"""The catalogue for Facebook and Instagram: a CSV file with Meta's columns. Programs read it, so nothing is guarded."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Sequence

from admin_web.feeds.goods import Goods, amount, goods
from admin_web.feeds.google import known_options
from domain.shop.views import ShopView

COLUMNS = (
    "id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand", "sale_price",
    "item_group_id", "gtin", "mpn", "additional_image_link", "product_type", "quantity_to_sell_on_facebook", "color",
    "size", "material", "pattern",
)  # fmt: skip


async def meta(shop: ShopView, base: str) -> AsyncIterator[str]:
    """The feed, in parts."""
    yield _lines([COLUMNS])
    async for part in goods(shop, base):
        yield _lines([_row(one, shop) for one in part])


def _row(one: Goods, shop: ShopView) -> list[str]:
    options = known_options(one)
    return [
        str(one.id),
        one.title,
        one.description,
        "in stock" if one.is_there else "out of stock",
        "new",
        amount(one.price),
        one.link,
        one.pictures[0] if one.pictures else "",
        one.row.brand or shop.name,
        amount(one.sale) if one.sale else "",
        one.group,
        one.variant.gtin,
        one.variant.sku,
        ",".join(one.pictures[1:]),
        " > ".join(one.row.categories[0]) if one.row.categories else "",
        "" if one.free is None else str(one.free),
        *(options.get(name, "") for name in COLUMNS[-4:]),
    ]


def _lines(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
