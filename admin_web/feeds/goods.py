"""One variant as every market wants to know it: names, links and amounts, ready to be written down."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from domain.catalog.words import plain
from domain.exports.queries import products
from domain.imports.port import ProductRow, VariantRow
from domain.imports.standing import Sold, Standing
from domain.kit.actor import system
from domain.kit.money import Money
from domain.shop.views import ShopView
from handlers.home.links import product_payload

MAX_TITLE, MAX_TEXT, MAX_PICTURES = 150, 5_000, 10
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Goods:
    """`id` is the variant's and stays; `group` is its product's, "" for a product that is its own only variant."""

    id: int
    group: str
    title: str
    name: str
    description: str
    link: str
    pictures: tuple[str, ...]
    price: Money
    sale: Money | None
    free: int | None
    row: ProductRow
    variant: VariantRow

    @property
    def is_there(self) -> bool:
        return self.free is None or self.free > 0

    @property
    def chosen(self) -> dict[str, str]:
        return dict(zip(self.row.options, self.variant.values, strict=True))


async def goods(shop: ShopView, base: str) -> AsyncIterator[list[Goods]]:
    """Everything customers can see and that costs something, in parts."""
    async for part in products(system(shop.id), published=True):
        yield [one for standing in part for one in _of_product(standing, shop, base) if one.price]


def _of_product(standing: Standing, shop: ShopView, base: str) -> Iterator[Goods]:
    row = standing.row
    name = row.names.get(shop.locale) or next(iter(row.names.values()), row.key)
    text = plain(row.descriptions.get(shop.locale) or next(iter(row.descriptions.values()), ""))
    for variant, sold in zip(row.variants, standing.sold, strict=True):
        yield Goods(
            id=sold.id,
            group=f"p{standing.id}" if row.options else "",
            title=_title(name, variant),
            name=name,
            description=(text or name)[:MAX_TEXT],
            link=_link(standing, sold, shop, base),
            pictures=_pictures(row, variant, base),
            price=variant.compare_at if sold.on_sale and variant.compare_at else variant.price,
            sale=variant.price if sold.on_sale else None,
            free=sold.free,
            row=row,
            variant=variant,
        )


def _title(name: str, variant: VariantRow) -> str:
    said = f"{name}, {' / '.join(variant.values)}" if variant.values else name
    return said if len(said) <= MAX_TITLE else f"{said[: MAX_TITLE - 1].rstrip()}…"


def _link(standing: Standing, sold: Sold, shop: ShopView, base: str) -> str:
    payload = product_payload(standing.id, sold.id if standing.row.options else 0)
    return f"{base}/chat/{shop.slug}?start={payload}"


def _pictures(row: ProductRow, variant: VariantRow, base: str) -> tuple[str, ...]:
    """The variant's own first."""
    named = [variant.image, *(image.source for image in row.images)]
    whole = [f"{base}{source}" if source.startswith("/") else source for source in named if source]
    return tuple(dict.fromkeys(whole))[:MAX_PICTURES]


def amount(money: Money) -> str:
    """ "20.00 EUR"."""
    return f"{money.decimal} {money.currency}"


def element(name: str, text: str) -> str:
    """An element with its text, "" for none."""
    return f"<{name}>{escaped(text)}</{name}>" if text else ""


def escaped(text: str) -> str:
    """Text as XML may hold it."""
    return escape(_NOT_IN_XML.sub("", text), {'"': "&quot;"})
