"""Reading one order. Customers see their own, staff those of their shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.cart.actions import Item
from domain.customers.phones import masked
from domain.kit.actor import Actor, Permission
from domain.kit.db import sql
from domain.kit.money import STARS, Money
from domain.kit.rows import moment, unpacked
from domain.orders.desk import OrderFilters, orders, tab_counts
from domain.orders.errors import OrderGone
from domain.orders.lists import active_orders, orders_of
from domain.orders.models import Order, OrderHistory, OrderLine
from domain.orders.rights import check_seen
from domain.orders.states import CUSTOMER_CANCELS, FIRM, next_moves, payment_status
from domain.orders.views import HistoryView, OrderLineView, OrderView, PaymentView

_PAYMENTS = """
SELECT p.id, p.order_id, p.provider, p.provider_ref, p.currency, p.amount, p.status, p.captured_at, p.url, p.reason,
       p.session, p.facts, p.created_at,
       COALESCE((SELECT SUM(r.amount) FROM refund r WHERE r.payment_id = p.id AND r.status = 'done'), 0) AS refunded
FROM payment p WHERE p.shop_id = $1 AND p.order_id = $2 ORDER BY p.id
"""

_FACTS = (
    "id number token payment_method currency coupon needs_attention cancel_reason tracking tracking_url carrier "
    "is_test revision locale channel created_at placed_at expires_at"
).split()
_AMOUNTS = "goods discount delivery_fee fees tax tax_on_top total".split()

__all__ = [
    "OrderFilters",
    "active_orders",
    "items_of",
    "last_order_items",
    "order",
    "order_by_number",
    "order_by_token",
    "orders",
    "orders_of",
    "payments_of",
    "tab_counts",
]


async def order(by: Actor, order_id: int) -> OrderView:
    """An order with everything about it. Raises `OrderGone`, also for somebody else's."""
    return await _whole(by, id=order_id)


async def order_by_number(by: Actor, number: int) -> OrderView:
    """The same by the number people know."""
    return await _whole(by, number=number)


async def order_by_token(by: Actor, token: str) -> OrderView:
    """The same by the secret of its private link, whoever asks."""
    row = await Order.get_or_none(shop_id=by.shop_id, token=token) if token else None
    if row is None:
        raise OrderGone()
    return await read_view(by, row)


async def _whole(by: Actor, **where: Any) -> OrderView:
    own = {"customer_id": by.id} if by.kind in ("customer", "visitor") else {}
    row = await Order.of(by, **where, **own).first()
    if row is None:
        raise OrderGone()
    await check_seen(by, row)
    return _for_reader(by, await read_view(by, row))


def _for_reader(by: Actor, found: OrderView) -> OrderView:
    """Telephone numbers are masked for who has no business with them."""
    if by.kind != "staff" or Permission.VIEW_CONTACTS in by.permissions or not found.phone:
        return found
    return replace(found, phone=masked(found.phone))


async def read_view(by: Actor, row: Order) -> OrderView:
    """The view of a row, its lines, history and payments read afresh."""
    lines = await OrderLine.of(by, order_id=row.id).order_by("position", "id")
    history = await OrderHistory.of(by, order_id=row.id).order_by("id")
    payments = await payments_of(by, row.id)
    return view(row, lines, history, payments)


async def payments_of(by: Actor, order_id: int) -> tuple[PaymentView, ...]:
    """Every payment of an order, also the cancelled ones."""
    return tuple(payment_view(row) for row in await sql(_PAYMENTS, by.shop_id, order_id))


def payment_view(row: dict[str, Any]) -> PaymentView:
    return PaymentView(
        id=row["id"],
        order_id=row["order_id"],
        provider=row["provider"],
        amount=Money(row["amount"], row["currency"]),
        refunded=Money(int(row["refunded"]), row["currency"]),
        status=row["status"],
        reference=row["provider_ref"] or "",
        captured_at=moment(row["captured_at"]),
        url=row["url"],
        reason=row["reason"],
        session=row["session"],
        facts=unpacked(row["facts"]) or {},
        created_at=moment(row["created_at"]),
    )


def view(
    row: Order, lines: Sequence[OrderLine], history: Sequence[OrderHistory], payments: tuple[PaymentView, ...]
) -> OrderView:
    """Everything about an order, as it leaves the domain."""
    fields: dict[str, Any] = {name: getattr(row, name) for name in _FACTS}
    fields |= {name: Money(getattr(row, name), row.currency) for name in _AMOUNTS}
    return OrderView(
        **fields,
        **_money(row, payments),
        **_delivery(row),
        status=row.status.value,
        customer_id=row.customer_id,
        customer_name=row.contact.get("name", ""),
        phone=row.contact.get("phone", ""),
        lines=tuple(_line(line, row.currency) for line in lines),
        units=sum(line.quantity for line in lines),
        tip=Money(row.tip, row.currency) if row.tip else None,
        address=row.address.get("full", ""),
        history=tuple(HistoryView(h.to_status, h.at, f"{h.actor_kind}:{h.actor_id}", h.note) for h in history),
        payments=payments,
        moves=tuple(to.value for to in next_moves(row.status, row.delivery.get("kind", ""))),
        can_cancel=row.status in CUSTOMER_CANCELS and not any(line.handed_at for line in lines),
        cancel_requested=row.cancel_requested_at is not None,
        extras={name: str(word) for name, word in row.extras.items()},
    )


def _money(row: Order, payments: tuple[PaymentView, ...]) -> dict[str, Any]:
    """Money of another currency than the order's is shown with its payment, and counts for nothing here."""
    in_kind = [p for p in payments if p.status == "captured" and p.amount.currency == row.currency]
    paid, refunded = sum(p.amount.minor for p in in_kind), sum(p.refunded.minor for p in in_kind)
    counts = paid - row.given_back
    owed = 0 if row.status == "cancelled" else max(0, row.total - counts)
    sums = {"due": owed, "paid": paid, "refunded": refunded}
    amounts: dict[str, Any] = {name: Money(minor, row.currency) for name, minor in sums.items()}
    return amounts | {"payment_status": payment_status(row.total, counts, max(0, refunded - row.given_back))}


def _delivery(row: Order) -> dict[str, Any]:
    days = {name: _day(row.delivery.get(name)) for name in ("earliest", "latest")}
    words = {f"delivery_{name}": row.delivery.get(name, "") for name in ("name", "kind")}
    numbers = {name: row.delivery.get(name) or 0 for name in ("method_id", "point_id")}
    return days | words | numbers | {"point": row.delivery.get("point", "")}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _line(line: OrderLine, currency: str) -> OrderLineView:
    names = "id product_id title options sku image quantity digital".split()
    fields: dict[str, Any] = {name: getattr(line, name) for name in names}
    fields |= {name: Money(getattr(line, name), currency) for name in ("unit_price", "discount", "total")}
    return OrderLineView(**fields, variant_id=line.variant_id, handed=line.handed_at is not None)


async def items_of(by: Actor, order_id: int) -> tuple[Item, ...]:
    """What an order held, at its prices, to be put into a cart again. Raises `OrderGone`."""
    found = await order(by, order_id)
    money = found.currency != STARS
    return tuple(Item(x.variant_id, x.quantity, x.unit_price.minor if money else None) for x in found.lines)


async def last_order_items(by: Actor) -> tuple[Item, ...]:
    """What the customer's newest firm order held; nothing for who has none."""
    newest = await Order.of(by, customer_id=by.id, status__in=FIRM).order_by("-id").first()
    return await items_of(by, newest.id) if newest and by.kind == "customer" else ()
