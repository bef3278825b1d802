"""Who bought and what was bought, of past orders: found again, or written down for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.catalog.models import Product, ProductStatus, ProductText, Variant
from domain.customers.models import ChannelIdentity, Customer
from domain.imports.past import Buyer, PastLine, PastOrder
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.rows import insert_rows, placeholders

CHANNEL = "imported"
NOBODY = ""
MOST = 25_000
_PEOPLE = """
SELECT external_id, customer_id FROM channel_identity WHERE shop_id = $1 AND channel = $2 AND external_id IN ({keys})
"""
_BY_SKU = """
SELECT v.sku AS word, v.id, v.product_id FROM variant v WHERE v.shop_id = $1 AND v.sku IN ({words})
ORDER BY v.active, v.id DESC
"""
_BY_KEY = """
SELECT p.key AS word, v.id, v.product_id FROM product p JOIN variant v ON v.product_id = p.id
WHERE p.shop_id = $1 AND p.key IN ({words})
"""


@dataclass(frozen=True, slots=True)
class Thing:
    variant_id: int
    product_id: int


@dataclass(slots=True)
class Found:
    """What one import has found so far: customers by the file's key, goods by `word_of` their line."""

    locale: str
    people: dict[str, int] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)


def word_of(line: PastLine) -> str:
    """How a thing is known: by its SKU, else by its name."""
    return line.sku or f"past-name:{line.title}"[:200]


async def in_bulk(table: str, rows: Sequence[dict[str, Any]], returning: str = "") -> list[dict[str, Any]]:
    """Insert any number of rows of one shape, in as many statements as placeholders allow."""
    step = MOST // len(rows[0]) if rows else 1
    found: list[dict[str, Any]] = []
    for start in range(0, len(rows), step):
        found += await insert_rows(table, rows[start : start + step], returning=returning)
    return found


async def find_people(by: Actor, found: Found, seen: Sequence[tuple[Buyer, datetime]]) -> None:
    """Every buyer seen at a time has a customer; all of whom nothing is known share one that is nobody."""
    buyers = {buyer.key: (buyer, at) for buyer, at in reversed(seen)}
    wanted = [key for key in buyers if key not in found.people]
    for start in range(0, len(wanted), 500):
        keys = wanted[start : start + 500]
        statement = _PEOPLE.format(keys=placeholders(len(keys), 3))
        rows = await sql(statement, by.shop_id, CHANNEL, *keys)
        found.people |= {row["external_id"]: row["customer_id"] for row in rows}
    await _make_people(by, found, [buyers[key] for key in wanted if key not in found.people])


async def _make_people(by: Actor, found: Found, buyers: Sequence[tuple[Buyer, datetime]]) -> None:
    if not buyers:
        return
    blank = Customer.row(by, locale=found.locale)
    rows = [
        blank | {"name": b.name[:80], "email": b.email[:120], "phone": b.phone[:20], "created_at": at, "seen_at": at}
        for b, at in buyers
    ]
    ids = [row["id"] for row in await in_bulk("customer", rows, "id")]
    identity = ChannelIdentity.row(by, channel=CHANNEL, customer_id=0, external_id="")
    made = {buyer.key: customer_id for (buyer, _), customer_id in zip(buyers, ids, strict=True)}
    facts = [
        identity | {"external_id": buyer.key, "customer_id": made[buyer.key], "created_at": at} for buyer, at in buyers
    ]
    await in_bulk("channel_identity", facts)
    found.people |= made


async def find_things(by: Actor, found: Found, orders: Sequence[PastOrder]) -> None:
    """What the shop has by this SKU is what was sold; the rest becomes archived products that only history names."""
    lines = {word_of(line): line for order in orders for line in order.lines}
    wanted = [word for word in lines if word not in found.things]
    for start in range(0, len(wanted), 500):
        words = wanted[start : start + 500]
        for statement in (_BY_KEY, _BY_SKU):
            rows = await sql(statement.format(words=placeholders(len(words), 2)), by.shop_id, *words)
            found.things |= {row["word"]: Thing(row["id"], row["product_id"]) for row in rows}
    await _make_things(by, found, {word: lines[word] for word in wanted if word not in found.things})


async def _make_things(by: Actor, found: Found, lines: dict[str, PastLine]) -> None:
    if not lines:
        return
    blank = Product.row(by, status=ProductStatus.ARCHIVED, key="")
    rows = [
        blank | {"key": f"past:{line.sku}" if line.sku else word, "price_from": line.price, "price_to": line.price}
        for word, line in lines.items()
    ]
    products = [row["id"] for row in await in_bulk("product", rows, "id")]
    text = ProductText.row(by, product_id=0, locale=found.locale, name="")
    variant = Variant.row(by, product_id=0, key="-", price=0, active=False)
    known = list(zip(products, lines.values(), strict=True))
    named = [text | {"product_id": own, "name": (line.title or line.sku)[:300]} for own, line in known]
    await in_bulk("product_text", named)
    sold = [variant | {"product_id": own, "sku": line.sku, "price": line.price} for own, line in known]
    variants = [row["id"] for row in await in_bulk("variant", sold, "id")]
    found.things |= {w: Thing(v, p) for w, v, p in zip(lines, variants, products, strict=True)}
