"""An order in the words of who packs it: what its things are called today, beside what its customer read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.cart.views import TaxLine
from domain.catalog.fragments import ids
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.i18n import Translator
from domain.kit.rows import joined, parted
from domain.orders.views import OrderLineView, OrderView
from domain.shop.views import ShopView
from domain.shop.words import Words, words_at
from domain.tax.queries import rates_at
from domain.tax.rules import TaxRate

_THINGS = """
SELECT v.id, COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = v.product_id AND t.locale = $2),
  (SELECT t.name FROM product_text t WHERE t.product_id = v.product_id AND t.locale = $3)) AS title,
  (SELECT {joined} FROM (SELECT x.value FROM variant_value w JOIN option_value x ON x.id = w.value_id
    JOIN product_option o ON o.id = x.option_id WHERE w.variant_id = v.id ORDER BY o.position) y) AS options
FROM variant v WHERE v.shop_id = $1 AND v.id IN ({ids})
"""
_WAY = """
SELECT (SELECT m.name FROM delivery_method m WHERE m.shop_id = $1 AND m.id = $2) AS method,
  (SELECT p.name FROM pickup_point p WHERE p.shop_id = $1 AND p.id = $3) AS point
"""
_BETWEEN = re.compile(r"[\s,、，]+")


@dataclass(frozen=True, slots=True)
class Named:
    """`name` with `details` is what the reader calls it, `told` what the customer read, "" where that is the same."""

    name: str
    details: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class OrderWords:
    """`lines` by the id of the line, `taxes` by the name on the order."""

    lines: Mapping[int, Named]
    delivery: Named
    point: Named
    taxes: Mapping[str, Named]


async def order_words(by: Actor, shop: ShopView, order: OrderView, taxes: Iterable[TaxLine]) -> OrderWords:
    """What is not there any more keeps the words of the order. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    mine = await words_at(by, shop.version, by.locale, shop.locale)
    theirs = await words_at(by, shop.version, order.locale, shop.locale)
    rates = await rates_at(by, shop.version)
    delivery, point = await _way(by, order, mine)
    return OrderWords(
        lines=await _lines(by, shop, order, mine),
        delivery=delivery,
        point=point,
        taxes={tax.name: _tax(tax, rates, mine, theirs) for tax in taxes},
    )


async def _lines(by: Actor, shop: ShopView, order: OrderView, words: Words) -> dict[int, Named]:
    t = Translator(by.locale)
    statement = _THINGS.format(joined=joined("y.value"), ids=ids(sorted({line.variant_id for line in order.lines})))
    rows = {row["id"]: row for row in await sql(statement, by.shop_id, by.locale, shop.locale)}
    return {line.id: _thing(line, rows.get(line.variant_id), words, t) for line in order.lines}


def _thing(line: OrderLineView, row: Mapping[str, Any] | None, words: Words, t: Translator) -> Named:
    if row is None or not row["title"]:
        return Named(line.title, line.options)
    name, details = row["title"], t.listed(words.each(parted(row["options"])))
    return Named(name, details, _told(t.item(line.title, line.options), t.item(name, details)))


async def _way(by: Actor, order: OrderView, words: Words) -> tuple[Named, Named]:
    """The way of delivery and the pickup point."""
    row = (await sql(_WAY, by.shop_id, order.method_id, order.point_id))[0]
    return _place(row["method"], order.delivery_name, words), _place(row["point"], order.point, words)


def _place(own: str | None, told: str, words: Words) -> Named:
    name = words(own or told)
    return Named(name, told=_told(told, name))


def _tax(tax: TaxLine, rates: Iterable[TaxRate], mine: Words, theirs: Words) -> Named:
    """The rate the order was charged is known by its height and by what its customer calls it."""
    own = next((r.name for r in rates if r.rate_bp == tax.rate_bp and theirs(r.name) == tax.name), tax.name)
    name = mine(own)
    return Named(name, told=_told(tax.name, name))


def _told(told: str, name: str) -> str:
    return "" if _BETWEEN.split(told) == _BETWEEN.split(name) else told
