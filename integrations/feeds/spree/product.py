"""Rows of Spree as rows of a plain table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from integrations.feeds import rows
from integrations.feeds.goods import Offer
from integrations.feeds.sales import trimmed
from integrations.feeds.table import Row
from integrations.feeds.text import one_line

_YES = ("true", "1", "yes")


def head_of(row: Row) -> Row:
    """What the first row says of the product."""
    cells = {name: row.get(name) for name in ("name", "description", "brand", "status")}
    cells |= {name: text for name, text in row.cells.items() if name.startswith("attribute:")}
    cells |= {
        "tags": ",".join(filter(None, [row.get("tags"), row.get("labels")])),
        "image": "\n".join(rows.every(row, "image")),
        "shipping": "not sent" if row.get("digital").casefold() in _YES else "",
    }
    return Row(row.line, {name: text for name, text in cells.items() if text})


def offers_of(run: Sequence[Row]) -> list[Offer]:
    """The rows with options; a product without any is its own only variant."""
    found = [offer for offer in (_offer(row) for row in run) if offer.chosen]
    if found:
        return found
    return [_offer(run[0])] if len(run) == 1 else [_offer(row) for row in run[1:]]


def paths(row: Row) -> list[tuple[str, ...]]:
    """ "Kitchen -> Coffee machines"; without any, the type of the product."""
    named = rows.every(row, "category") or [row.get("kind")]
    return [tuple(one_line(step) for step in text.split("->") if one_line(step)) for text in named if text]


def is_price(row: Row) -> bool:
    """Whether a row only gives a variant's price in one more currency."""
    bare = not row.get("name") and not rows.every(row, "value") and not rows.every(row, "image")
    return bare and bool(row.get("sku") and row.get("price") and row.get("currency"))


def repriced(offer: Offer, price: Row) -> Offer:
    """The offer at the price of another row."""
    amounts = {"price": trimmed(_whole(price.get("price"))), "compare_at": trimmed(_whole(price.get("compare_at")))}
    kept = {name: text for name, text in offer.row.cells.items() if name not in ("price", "compare_at", "currency")}
    return replace(offer, row=Row(offer.row.line, kept | {name: text for name, text in amounts.items() if text}))


def _offer(row: Row) -> Offer:
    counted = row.get("counted").casefold() in ("", *_YES)
    cells = {name: row.get(name) for name in ("sku", "gtin", "currency")}
    cells |= {
        "price": trimmed(_whole(row.get("price"))),
        "compare_at": trimmed(_whole(row.get("compare_at"))),
        "stock": row.get("stock") if counted else "",
        "policy": "backorder" if row.get("more").casefold() in _YES else "",
        "weight": f"{row.get('weight')} {row.get('unit') or 'kg'}" if row.get("weight").strip("0.") else "",
        "image": "\n".join(rows.every(row, "image")),
    }
    names, values = rows.by_number(row, "option"), rows.by_number(row, "value")
    chosen = {name: values[n] for n, name in names.items() if values.get(n)}
    return Offer(Row(row.line, {name: text for name, text in cells.items() if text}), chosen)


def _whole(text: str) -> str:
    return re.sub(r"\.0+$", "", text)
