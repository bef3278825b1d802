"""Past orders become rows: as if they had been placed, paid and delivered when they were. Nobody is told of it.

Nothing is asked of a provider and nothing leaves the shelf: the money is held by a provider named "imported", in the
ledger as in real life, and the lines are of goods whose stock nobody counts.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.imports.past import PastLine, PastOrder
from domain.imports.past_found import CHANNEL, NOBODY, Found, in_bulk, word_of
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.rows import insert_rows, packed, placeholders
from domain.ledger.actions import CUSTOMERS, provider_account
from domain.orders.models import Order, OrderHistory, OrderLine, OrderStatus
from domain.payments.models import Payment, PaymentStatus

PROVIDER = "imported"
LARGEST_NUMBER = 999_999_999
_CART = """
INSERT INTO cart (shop_id, customer_id, kind, revision, coupon, payment, extras, undo, touched_at)
VALUES ($1, $2, 'basket', 1, '', '', '{}', '{}', $3) ON CONFLICT (customer_id, kind) DO NOTHING
"""
_REVISION = """
SELECT k.id, COALESCE((SELECT MAX(q.revision) FROM quote q WHERE q.cart_id = k.id), 0) AS revision
FROM cart k WHERE k.customer_id = $1 AND k.kind = 'basket'
"""
_LAST = "UPDATE counter SET value = value WHERE shop_id = $1 AND name = $2 RETURNING value"  # nobody else takes one now
_ON = "UPDATE counter SET value = $3 WHERE shop_id = $1 AND name = $2 AND value < $3"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the rows of one shop share."""

    currency: str
    locale: str
    tax_included: bool

    def total(self, order: PastOrder) -> int:
        return order.goods + order.delivery + (0 if self.tax_included else order.tax)


@dataclass(frozen=True, slots=True)
class Written:
    """The order and payment (0: nothing was paid) of one that went in."""

    order_id: int
    payment_id: int


async def write_orders(by: Actor, shelf: Shelf, found: Found, orders: Sequence[PastOrder]) -> dict[str, Written]:
    """Inside the chunk's transaction; by reference."""
    if not orders:
        return {}
    ids = await _orders(by, shelf, found, orders)
    await in_bulk("order_line", list(_lines(by, found, orders, ids)))
    await in_bulk("order_history", list(_history(by, orders, ids)))
    paid = [order for order in orders if order.paid and shelf.total(order) and order.status == "delivered"]
    payments = await _payments(by, shelf, paid, ids)
    return {o.reference: Written(ids[o.reference], payments.get(o.reference, 0)) for o in orders}


async def _orders(by: Actor, shelf: Shelf, found: Found, orders: Sequence[PastOrder]) -> dict[str, int]:
    numbers = await _numbers(by, orders)
    quotes = await _quotes(by, shelf, found, orders)
    blank = Order.row(
        by, number=0, token="", customer_id=0, quote_id=0, status=OrderStatus.DELIVERED, payment_method=PROVIDER,
        channel=CHANNEL, locale=shelf.locale, currency=shelf.currency, goods=0, total=0,
    )  # fmt: skip
    rows = [
        blank | _order(order, shelf, found) | {"number": numbers[order.reference], "quote_id": quote_id}
        for order, quote_id in zip(orders, quotes, strict=True)
    ]
    written = await in_bulk("orders", rows, "id, number")
    by_number = {row["number"]: row["id"] for row in written}
    return {order.reference: by_number[numbers[order.reference]] for order in orders}


def _order(order: PastOrder, shelf: Shelf, found: Found) -> dict[str, Any]:
    return {
        "token": secrets.token_urlsafe(16),
        "customer_id": found.people[order.buyer.key],
        "status": order.status,
        "goods": sum(line.units * line.price for line in order.lines),
        "discount": sum(line.discount for line in order.lines),
        "delivery_fee": order.delivery,
        "tax": order.tax,
        "tax_on_top": 0 if shelf.tax_included else order.tax,
        "total": shelf.total(order),
        "contact": packed({"name": order.buyer.name[:80], "phone": order.buyer.phone[:20]}),
        "extras": packed({"reference": order.reference}),
        "created_at": order.at,
        "placed_at": order.at,
    }


async def _numbers(by: Actor, orders: Sequence[PastOrder]) -> dict[str, int]:
    """An order keeps its number where no other has it; the series goes on after the highest."""
    own = {o.reference: int(o.reference) for o in orders if _is_number(o.reference)}
    statement = f"SELECT number FROM orders WHERE shop_id = $1 AND number IN ({placeholders(len(own), 2)})"  # noqa: S608
    rows = await sql(statement, by.shop_id, *own.values()) if own else []
    taken = {row["number"] for row in rows}
    kept: dict[str, int] = {}
    for reference, number in own.items():
        if number not in taken:
            kept[reference] = number
            taken.add(number)
    others = [order.reference for order in orders if order.reference not in kept]
    series = await sql(_LAST, by.shop_id, "order")
    highest = max(series[0]["value"] if series else 0, *kept.values(), 0)
    await sql(_ON, by.shop_id, "order", highest + len(others))
    return kept | {reference: highest + n for n, reference in enumerate(others, 1)}


def _is_number(reference: str) -> bool:
    plain = reference.isascii() and reference.isdecimal() and len(reference) <= len(str(LARGEST_NUMBER))
    return plain and 0 < int(reference) <= LARGEST_NUMBER


async def _quotes(by: Actor, shelf: Shelf, found: Found, orders: Sequence[PastOrder]) -> list[int]:
    """Every order has the quote it was placed from; these were shown to nobody, and hang on nobody's cart."""
    nobody = found.people[NOBODY]
    await sql(_CART, by.shop_id, nobody, now())
    cart = (await sql(_REVISION, nobody))[0]
    rows = [
        {
            "shop_id": by.shop_id, "customer_id": found.people[order.buyer.key], "cart_id": cart["id"],
            "revision": cart["revision"] + n, "digest": order.digest, "currency": shelf.currency,
            "total": shelf.total(order), "body": "{}", "created_at": order.at, "expires_at": order.at,
        }
        for n, order in enumerate(orders, 1)
    ]  # fmt: skip
    return [row["id"] for row in await in_bulk("quote", rows, "id")]


def _lines(by: Actor, found: Found, orders: Sequence[PastOrder], ids: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    blank = OrderLine.row(
        by, order_id=0, variant_id=0, product_id=0, title="", quantity=1, unit_price=0, total=0, tracked=False
    )
    for order in orders:
        for position, line in enumerate(order.lines):
            thing = found.things[word_of(line)]
            yield blank | {
                "order_id": ids[order.reference], "variant_id": thing.variant_id, "product_id": thing.product_id,
                "position": position, **_line(line),
            }  # fmt: skip


def _line(line: PastLine) -> dict[str, Any]:
    return {
        "title": (line.title or line.sku)[:300], "sku": line.sku[:100], "quantity": line.units,
        "unit_price": line.price, "discount": line.discount, "tax": line.tax, "total": line.total,
    }  # fmt: skip


def _history(by: Actor, orders: Sequence[PastOrder], ids: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Placed, and what became of it; who did what when is not known."""
    blank = OrderHistory.row(by, order_id=0, to_status="", actor_kind="system")
    for order in orders:
        for before, after in (("", "placed"), ("placed", order.status)):
            step = {"from_status": before, "to_status": after, "at": order.at, "note": PROVIDER}
            yield blank | {"order_id": ids[order.reference]} | step


async def _payments(by: Actor, shelf: Shelf, orders: Sequence[PastOrder], ids: Mapping[str, int]) -> dict[str, int]:
    blank = Payment.row(
        by, order_id=0, provider=PROVIDER, currency=shelf.currency, amount=0, status=PaymentStatus.CAPTURED
    )
    rows = [
        blank
        | {
            "order_id": ids[order.reference], "provider_ref": order.reference, "amount": shelf.total(order),
            "created_at": order.at, "captured_at": order.at, "facts": packed({"paid": order.paid[:40]}),
        }
        for order in orders
    ]  # fmt: skip
    written = await in_bulk("payment", rows, "id, provider_ref")
    payments = {row["provider_ref"]: row["id"] for row in written}
    moves = [
        Move("capture", f"capture:{payments[o.reference]}", ids[o.reference], o.at, shelf.total(o)) for o in orders
    ]
    await book(by, shelf.currency, moves)
    return payments


@dataclass(frozen=True, slots=True)
class Move:
    """Money that came (above zero) or went back (below zero) at a time, for an order (0: for none that is known)."""

    kind: str
    ref: str
    order_id: int
    at: Any
    amount: int


async def book(by: Actor, currency: str, moves: Sequence[Move]) -> None:
    """One balanced ledger entry each, on its own day."""
    if not moves:
        return
    heads = [{"shop_id": by.shop_id, "kind": m.kind, "ref": m.ref, "order_id": m.order_id, "at": m.at} for m in moves]
    written = await in_bulk("ledger_entry", heads, "id, ref")
    entries = {row["ref"]: row["id"] for row in written}
    sides = ((provider_account(PROVIDER), 1), (CUSTOMERS, -1))
    rows = [
        {"shop_id": by.shop_id, "entry_id": entries[m.ref], "account": a, "currency": currency, "amount": s * m.amount}
        for m in moves
        for a, s in sides
    ]
    await in_bulk("ledger_line", rows)


async def remember(by: Actor, orders: Sequence[PastOrder], written: Mapping[str, Written]) -> None:
    """So that the same file again changes nothing."""
    at = now()
    rows = [
        {
            "shop_id": by.shop_id, "reference": order.reference, "digest": order.digest, "created_at": at,
            "order_id": written[order.reference].order_id if order.reference in written else None,
        }
        for order in orders
    ]  # fmt: skip
    if rows:
        await insert_rows("imported_order", rows, returning="")
