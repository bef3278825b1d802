"""What the panel shows round one order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.cart.views import TaxLine
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.rows import moment, unpacked
from domain.payments.actions.refunding import BY_HAND

_TAXES = "SELECT o.taxes, o.currency FROM orders o WHERE o.shop_id = $1 AND o.id = $2"
_ROUND = """
SELECT (SELECT MAX(o.number) FROM orders o WHERE o.shop_id = $1 AND o.number < $2) AS before,
  (SELECT MIN(o.number) FROM orders o WHERE o.shop_id = $1 AND o.number > $2) AS after
"""
_CUSTOMER = """
SELECT COUNT(*) AS orders, COALESCE(SUM(o.total), 0) AS total FROM orders o
WHERE o.shop_id = $1 AND o.customer_id = $2 AND o.currency = $3 AND o.placed_at IS NOT NULL AND o.status <> 'cancelled'
AND o.is_test = (SELECT x.is_test FROM orders x WHERE x.id = $4)
"""
_REFUNDS = """
SELECT r.id, r.amount, r.currency, r.status, r.reason, r.by_staff, r.created_at, r.done_at, r.provider_ref, r.problem,
       p.provider, r.to_wallet
FROM refund r JOIN payment p ON p.id = r.payment_id WHERE r.shop_id = $1 AND r.order_id = $2 ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class RefundView:
    """`status`: pending, done, failed. What is `by_hand` waits for a person, the rest for its provider.

    `reference` is the provider's own, `problem` why it refused.
    """

    id: int
    amount: Money
    status: str
    provider: str
    reason: str
    by_staff: int
    at: datetime | None
    by_hand: bool
    reference: str
    problem: str
    to_wallet: bool = False


@dataclass(frozen=True, slots=True)
class AroundOrder:
    """The orders before and after (0: none), the customer's firm orders of its kind with their sum, taxes, refunds."""

    before: int
    after: int
    customer_orders: int
    customer_total: Money
    taxes: tuple[TaxLine, ...]
    refunds: tuple[RefundView, ...]


async def around(by: Actor, order_id: int, number: int, customer_id: int) -> AroundOrder:
    """Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    stored = (await sql(_TAXES, by.shop_id, order_id))[0]
    currency = stored["currency"]
    places = (await sql(_ROUND, by.shop_id, number))[0]
    customer = (await sql(_CUSTOMER, by.shop_id, customer_id, currency, order_id))[0]
    return AroundOrder(
        before=places["before"] or 0,
        after=places["after"] or 0,
        customer_orders=int(customer["orders"]),
        customer_total=Money(int(customer["total"]), currency),
        taxes=tuple(TaxLine(name, rate, Money(tax, currency)) for name, rate, _, tax in unpacked(stored["taxes"])),
        refunds=await _refunds(by, order_id),
    )


async def _refunds(by: Actor, order_id: int) -> tuple[RefundView, ...]:
    return tuple(
        RefundView(
            id=r["id"],
            amount=Money(r["amount"], r["currency"]),
            status=r["status"],
            provider=r["provider"],
            reason=r["reason"],
            by_staff=r["by_staff"],
            at=moment(r["done_at"] or r["created_at"]),
            by_hand=r["provider"] in BY_HAND,
            reference=r["provider_ref"],
            problem=r["problem"],
            to_wallet=bool(r["to_wallet"]),
        )
        for r in await sql(_REFUNDS, by.shop_id, order_id)
    )
