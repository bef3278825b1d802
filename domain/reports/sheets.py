"""What is printed for who packs and sends: slips, pick lists, labels, invoices; many orders in one file, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.catalog.fragments import ids
from domain.customers.labels import label_lines
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.i18n import Translator
from domain.kit.rows import joined, parted
from domain.orders.models import Order, OrderLine
from domain.orders.views import OrderRow
from domain.papers.models import Paper
from domain.shop.views import ShopView
from domain.shop.words import Words, words_at

PAPERS = ("slips", "roll", "pick", "labels", "invoices")
STAMPS = {"roll": "slips"}
LETTER = frozenset("US CA MX CO CL PH VE CR SV GT NI PA".split())
_THINGS = """
SELECT v.id, COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = v.product_id AND t.locale = $2),
    (SELECT t.name FROM product_text t WHERE t.product_id = v.product_id AND t.locale = $3)) AS title,
  (SELECT {joined} FROM (SELECT x.value FROM variant_value w JOIN option_value x ON x.id = w.value_id
    JOIN product_option o ON o.id = x.option_id WHERE w.variant_id = v.id ORDER BY o.position) y) AS options,
  (SELECT COALESCE((SELECT t.name FROM category_text t WHERE t.category_id = pc.category_id AND t.locale = $2),
      (SELECT t.name FROM category_text t WHERE t.category_id = pc.category_id AND t.locale = $3))
    FROM product_category pc WHERE pc.product_id = v.product_id ORDER BY pc.position, pc.id LIMIT 1) AS category
FROM variant v WHERE v.shop_id = $1 AND v.id IN ({ids})
"""
Body = dict[str, Any]


async def sheet(by: Actor, shop: ShopView, paper: str, rows: Sequence[OrderRow], address: str) -> Body:
    """What is drawn for these orders. `address` leads to an order's page, its number put last. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    found = {order.id: order for order in await Order.of(by, id__in=[row.id for row in rows])}
    orders = [found[row.id] for row in rows if row.id in found]
    lines = await OrderLine.of(by, order_id__in=list(found)).order_by("position", "id")
    words = await words_at(by, shop.version, by.locale, shop.locale)
    named = await things(by, shop, words, lines)
    by_order: dict[int, list[Body]] = {order.id: [] for order in orders}
    for line in lines:
        by_order[line.order_id].append(_line(line, named.get(line.variant_id, {})))
    made = [_order(order, by_order[order.id], shop, words, address) for order in orders]
    return head(by, shop, paper) | {"orders": made, "rows": _totals(made) if paper == "pick" else []}


def head(by: Actor, shop: ShopView, paper: str) -> Body:
    """What every sheet of a shop begins with."""
    return {
        "kind": "sheets", "paper": paper, "size": "letter" if shop.country in LETTER else "a4", "locale": by.locale,
        "shop_locale": shop.locale, "whole_prices": shop.settings.whole_prices, "shop": shop.name,
        "from": [row for row in (shop.settings.legal_address or shop.seller).splitlines() if row.strip()][:4],
        "name": shop.name, "country": shop.country,
    }  # fmt: skip


async def things(by: Actor, shop: ShopView, words: Words, lines: Sequence[OrderLine]) -> dict[int, Body]:
    """What the reader calls each thing, and where it belongs."""
    among = sorted({line.variant_id for line in lines})
    if not among:
        return {}
    t = Translator(by.locale)
    rows = await sql(_THINGS.format(joined=joined("y.value"), ids=ids(among)), by.shop_id, by.locale, shop.locale)
    return {
        row["id"]: {"title": row["title"], "options": t.listed(words.each(parted(row["options"]))),
                    "category": row["category"] or ""}
        for row in rows
    }  # fmt: skip


def _line(line: OrderLine, thing: Mapping[str, Any]) -> Body:
    named = thing if thing.get("title") else {"title": line.title, "options": line.options}
    return {
        "variant": line.variant_id, "title": named["title"], "options": named["options"], "sku": line.sku,
        "category": thing.get("category", ""), "quantity": line.quantity, "unit": line.unit_price,
        "digital": line.digital,
    }  # fmt: skip


def _order(order: Order, lines: list[Body], shop: ShopView, words: Words, address: str) -> Body:
    extras: Mapping[str, Any] = order.extras
    gift = bool(extras.get("gift_wrap") or extras.get("hide_prices") or extras.get("card_message"))
    country = str(order.address.get("country", ""))
    return {
        "number": order.number,
        "url": f"{address}{order.number}",
        "name": str(extras.get("recipient") or order.contact.get("name", "")),
        "phone": str(order.contact.get("phone", "")),
        "lines": list(label_lines(order.address)),
        "country": country if country != shop.country else "",
        "way": words(str(order.delivery.get("name", ""))),
        "point": words(str(order.delivery.get("point") or "")),
        "day": str(order.delivery.get("earliest") or ""),
        "gift": gift,
        "wrap": bool(extras.get("gift_wrap")),
        "card": str(extras.get("card_message") or ""),
        "note": str(extras.get("note") or ""),
        "prices": shop.settings.slip_prices and not gift,
        "currency": order.currency,
        "total": order.total,
        "test": order.is_test,
        "items": [line for line in lines if not line["digital"]],
    }


def _totals(orders: Sequence[Body]) -> list[Body]:
    """Each variant once, with how many are wanted and by which orders; by category, then by name."""
    found: dict[int, Body] = {}
    for order in orders:
        for line in order["items"]:
            row = found.setdefault(line["variant"], {**line, "quantity": 0, "orders": []})
            row["quantity"] += line["quantity"]
            row["orders"].append([order["number"], line["quantity"]])
    return sorted(found.values(), key=lambda row: (not row["category"], row["category"], row["title"], row["options"]))


async def invoices(by: Actor, rows: Sequence[OrderRow]) -> Body:
    """The papers these orders have, as they were issued; one file. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    papers: dict[int, list[Any]] = {}
    for paper in await Paper.of(by, order_id__in=[row.id for row in rows]).order_by("id"):
        papers.setdefault(paper.order_id, []).append(paper.body)
    return {"kind": "together", "papers": [body for row in rows for body in papers.get(row.id, [])]}
