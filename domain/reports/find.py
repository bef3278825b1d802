"""One field that finds anything: an order by its number, a product by name or code, a customer by name or phone.

Only the first few of each; the lists find the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.catalog.rules import nearest
from domain.kit.actor import Actor, Permission
from domain.kit.alike import alike, escaped, pattern
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.rows import Values, moment
from domain.orders.rights import seen_by

MOST = 5
PEOPLE = 1_000  # whose orders are looked through
SHORTEST = 2
_ORDERS = """
SELECT o.number, o.status, o.total, o.currency, o.created_at, c.name
FROM orders o JOIN customer c ON c.id = o.customer_id
WHERE o.shop_id = $1 AND {seen} AND {where} ORDER BY o.id DESC LIMIT 5
"""
_PEOPLE = (
    "o.customer_id IN (SELECT f.id FROM customer f WHERE f.shop_id = $1 AND {name} ORDER BY f.id DESC LIMIT {most})"
)
_CUSTOMERS = """
SELECT c.id, c.name, c.phone, c.email FROM customer c WHERE c.shop_id = $1 AND c.erased_at IS NULL
AND ({name} OR {email} {phone})
ORDER BY c.seen_at DESC, c.id DESC LIMIT 5
"""
_PRODUCTS = """
SELECT p.id, p.key, p.status, x.locale, x.name FROM (
  SELECT p.id FROM product p WHERE p.shop_id = $1 AND p.status <> 'archived' AND (
    p.id IN (SELECT t.product_id FROM product_text t WHERE t.shop_id = $1 AND {name}
    UNION ALL SELECT v.product_id FROM variant v WHERE v.shop_id = $1 AND v.sku = {exact}
    UNION ALL SELECT v.product_id FROM variant v WHERE v.shop_id = $1 AND v.gtin = {exact}))
  ORDER BY p.units_sold_30 DESC, p.id DESC LIMIT 5) found
JOIN product p ON p.id = found.id LEFT JOIN product_text x ON x.product_id = p.id
ORDER BY p.units_sold_30 DESC, p.id DESC
"""


@dataclass(frozen=True, slots=True)
class FoundOrder:
    number: int
    status: str
    total: Money
    customer: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FoundProduct:
    id: int
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """`about` is what tells two of one name apart; "" for readers who may not know it."""

    id: int
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Found:
    orders: tuple[FoundOrder, ...] = ()
    products: tuple[FoundProduct, ...] = ()
    customers: tuple[FoundCustomer, ...] = ()


async def find(by: Actor, words: str, *, own_locale: str) -> Found:
    """What the reader may see of what these words mean; nothing for less than two letters or one figure."""
    plain = re.sub(r"[#№]", "", words).strip()
    if len(plain) < SHORTEST and not plain.isdecimal():
        return Found()
    can = by.permissions.__contains__
    customers = await _customers(by, plain) if can(Permission.VIEW_CUSTOMERS) else ()
    return Found(
        orders=await _orders(by, plain) if can(Permission.VIEW_ORDERS) else (),
        products=await _products(by, plain, own_locale) if can(Permission.EDIT_STOCK) else (),
        customers=customers,
    )


async def _orders(by: Actor, words: str) -> tuple[FoundOrder, ...]:
    values = Values([by.shop_id])
    seen = seen_by(by, values)
    if words.isdecimal():
        where = f"o.number = {values.put(int(words[:15]))}"
    else:
        where = _PEOPLE.format(name=alike("f.name", words, values.put(pattern(words))), most=PEOPLE)
    rows = await sql(_ORDERS.format(seen=seen, where=where), *values)
    return tuple(_order(row) for row in rows)


def _order(row: dict[str, Any]) -> FoundOrder:
    at = moment(row["created_at"])
    assert at is not None  # noqa: S101 - the column is never null
    return FoundOrder(row["number"], row["status"], Money(row["total"], row["currency"]), row["name"], at)


async def _customers(by: Actor, words: str) -> tuple[FoundCustomer, ...]:
    values, digits = Values([by.shop_id]), re.sub(r"[^\d]", "", words)
    name = alike("c.name", words, values.put(pattern(words)))
    email = alike("c.email", words, values.put(f"{escaped(words)}%"))
    phone = f"OR c.phone LIKE {values.put(f'%{digits}%')}" if len(digits) > 3 else ""
    rows = await sql(_CUSTOMERS.format(name=name, email=email, phone=phone), *values)
    knows = Permission.VIEW_CONTACTS in by.permissions
    return tuple(FoundCustomer(r["id"], r["name"], (r["phone"] or r["email"]) if knows else "") for r in rows)


async def _products(by: Actor, words: str, own_locale: str) -> tuple[FoundProduct, ...]:
    values = Values([by.shop_id])
    name = alike("t.name", words, values.put(pattern(words)))
    rows = await sql(_PRODUCTS.format(name=name, exact=values.put(words)), *values)
    names: dict[int, dict[str, str]] = {}
    for row in rows:
        names.setdefault(row["id"], {})[row["locale"] or ""] = row["name"] or ""
    status = {row["id"]: (row["status"], row["key"]) for row in rows}
    return tuple(
        FoundProduct(id_, nearest(texts, by.locale, own_locale) or status[id_][1], status[id_][0])
        for id_, texts in names.items()
    )
