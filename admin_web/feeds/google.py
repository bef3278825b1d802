"""The feed for Google Merchant: RSS 2.0 with Google's elements."""

from __future__ import annotations

from collections.abc import AsyncIterator

from admin_web.feeds.goods import Goods, amount, element, goods
from domain.kit.text import folded
from domain.shop.views import ShopView

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
_END = "</channel></rss>\n"
# options as merchants call them → the elements Google has for them
_KNOWN = {
    "color": "color", "colour": "color", "цвет": "color", "颜色": "color", "farbe": "color", "couleur": "color",
    "size": "size", "размер": "size", "尺码": "size", "尺寸": "size", "grosse": "size", "größe": "size",
    "taille": "size", "material": "material", "материал": "material", "材质": "material", "pattern": "pattern",
}  # fmt: skip


async def google(shop: ShopView, base: str) -> AsyncIterator[str]:
    """The feed, in parts."""
    yield _HEAD + element("title", shop.name) + element("link", f"{base}/chat/{shop.slug}")
    yield element("description", shop.pitch or shop.name) + "\n"
    async for part in goods(shop, base):
        yield "".join(_item(one) for one in part)
    yield _END


def _item(one: Goods) -> str:
    facts = [
        ("id", str(one.id)),
        ("item_group_id", one.group),
        ("title", one.title),
        ("description", one.description),
        ("link", one.link),
        ("image_link", one.pictures[0] if one.pictures else ""),
        *(("additional_image_link", picture) for picture in one.pictures[1:]),
        ("availability", "in_stock" if one.is_there else "out_of_stock"),
        ("price", amount(one.price)),
        ("sale_price", amount(one.sale) if one.sale else ""),
        ("condition", "new"),
        ("brand", one.row.brand),
        ("gtin", one.variant.gtin),
        ("mpn", one.variant.sku),
        ("identifier_exists", "" if one.variant.gtin or (one.row.brand and one.variant.sku) else "no"),
        *(("product_type", " > ".join(path)) for path in one.row.categories[:5]),
        *known_options(one).items(),
        ("shipping_weight", f"{one.variant.weight_g} g" if one.variant.weight_g else ""),
    ]
    return f"<item>{''.join(element(f'g:{name}', text) for name, text in facts)}</item>\n"


def known_options(one: Goods) -> dict[str, str]:
    """The options and attributes that markets have fields for."""
    said = one.row.attributes | one.chosen
    return {_KNOWN[folded(name)]: text[:100] for name, text in said.items() if folded(name) in _KNOWN}
