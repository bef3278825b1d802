"""What a customer bought before, for buying it again and for choosing their size."""

from __future__ import annotations

from dataclasses import dataclass

from domain.catalog.models import DIGITAL
from domain.catalog.rules import sells_in_stars
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.money import STARS, Money
from domain.orders.states import FIRM

_FIRM = ", ".join(f"'{status}'" for status in sorted(FIRM))
_LAST = f"""
SELECT l.order_id, l.variant_id, l.quantity, v.price, v.stars, p.kind, s.currency,
       COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = $3), l.title) AS title,
       (SELECT COUNT(*) FROM order_line x WHERE x.order_id = l.order_id) AS lines,
       (p.status = 'active' AND v.active AND (v.policy <> 'deny' OR COALESCE((SELECT SUM(k.on_hand - k.reserved)
         FROM stock_level k WHERE k.variant_id = v.id), 0) >= l.quantity)) AS available
FROM order_line l JOIN variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id
JOIN shop s ON s.id = l.shop_id
WHERE l.shop_id = $1 AND l.order_id = (
  SELECT MAX(o.id) FROM orders o WHERE o.shop_id = $1 AND o.customer_id = $2 AND o.status IN ({_FIRM}))
ORDER BY l.position, l.id LIMIT 1
"""  # noqa: S608 - the words of a graph
_USUAL = f"""
SELECT o.name, x.value FROM order_line l JOIN orders r ON r.id = l.order_id
JOIN variant_value w ON w.variant_id = l.variant_id JOIN option_value x ON x.id = w.value_id
JOIN product_option o ON o.id = x.option_id
WHERE r.shop_id = $1 AND r.customer_id = $2 AND r.status IN ({_FIRM}) ORDER BY l.id DESC LIMIT 40
"""  # noqa: S608 - the words of a graph


@dataclass(frozen=True, slots=True)
class LastPurchase:
    """The first line of the newest firm order, at its price of now. `available` in the quantity bought then."""

    order_id: int
    variant_id: int
    title: str
    quantity: int
    price: Money
    lines: int
    available: bool


async def last_purchase(by: Actor) -> LastPurchase | None:
    """What this customer bought last; None for who has bought nothing."""
    if by.kind != "customer":
        return None
    rows = await sql(_LAST, by.shop_id, by.id, by.locale)
    if not rows:
        return None
    row = rows[0]
    in_stars = row["kind"] == DIGITAL and sells_in_stars(by.channel)
    unit = Money(row["stars"] or 0, STARS) if in_stars else Money(row["price"], row["currency"])
    return LastPurchase(
        order_id=row["order_id"],
        variant_id=row["variant_id"],
        title=row["title"],
        quantity=row["quantity"],
        price=unit * row["quantity"],
        lines=row["lines"],
        available=bool(row["available"]) and (bool(row["stars"]) or not in_stars),
    )


async def usual_values(by: Actor) -> dict[str, str]:
    """Option name → the value this customer took last ("Size" → "M")."""
    if by.kind != "customer":
        return {}
    found: dict[str, str] = {}
    for row in await sql(_USUAL, by.shop_id, by.id):
        found.setdefault(row["name"], row["value"])
    return found
