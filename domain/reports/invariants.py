"""What must always be true of money, stock and orders. Each statement returns no row while it is.

`hawker doctor` and the tests run them; the numbers are those of the reliability plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.kit.clock import now
from domain.kit.db import sql
from domain.orders.states import FIRM, MOVES
from domain.reports.tenants import foreign_rows

HOLD_GRACE = timedelta(seconds=60)
_STEPS = [("", "awaiting_payment"), ("", "placed")]
_STEPS += [(came_from.value, to.value) for came_from, targets in MOVES.items() for to in sorted(targets)]
_WORDS = {
    "firm": ", ".join(f"'{status.value}'" for status in sorted(FIRM)),
    "legal": ", ".join(f"('{came_from}', '{to}')" for came_from, to in _STEPS),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that does not hold, and the rows (ids, amounts) that break it."""

    code: str
    rule: str
    rows: tuple[dict[str, Any], ...]


RULES: dict[str, tuple[str, str]] = {
    "G1": (
        "every ledger entry balances per currency",
        """SELECT entry_id, currency, SUM(amount) AS excess FROM ledger_line
           GROUP BY entry_id, currency HAVING SUM(amount) <> 0""",
    ),
    "G2.ledger": (
        "what customers paid and got back is in the ledger, order by order",
        """SELECT o.id FROM orders o WHERE
           (SELECT COALESCE(SUM(p.amount), 0) FROM payment p WHERE p.order_id = o.id AND p.status = 'captured')
         - (SELECT COALESCE(SUM(r.amount), 0) FROM refund r WHERE r.order_id = o.id AND r.status = 'done')
         + (SELECT COALESCE(SUM(l.amount), 0) FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
             WHERE e.order_id = o.id AND l.account = 'customers') <> 0""",
    ),
    "G2.room": (
        "a payment knows what was taken back out of it",
        """SELECT p.id FROM payment p WHERE p.refunded <>
           (SELECT COALESCE(SUM(r.amount), 0) FROM refund r WHERE r.payment_id = p.id AND r.status <> 'failed')""",
    ),
    "G3": (
        "one payment per provider charge",
        """SELECT shop_id, provider, provider_ref FROM payment WHERE provider_ref IS NOT NULL
           GROUP BY shop_id, provider, provider_ref HAVING COUNT(*) > 1""",
    ),
    "G5": (
        "no refund above its capture",
        """SELECT p.id FROM payment p JOIN refund r ON r.payment_id = p.id AND r.status <> 'failed'
           GROUP BY p.id, p.amount HAVING SUM(r.amount) > p.amount""",
    ),
    "G6.moves": (
        "on hand is the sum of its moves",
        """SELECT l.id FROM stock_level l WHERE l.on_hand <>
           (SELECT COALESCE(SUM(m.quantity), 0) FROM stock_move m WHERE m.variant_id = l.variant_id)""",
    ),
    "G6.held": (
        "reserved is the sum of its holds",
        """SELECT l.id FROM stock_level l WHERE l.reserved <>
           (SELECT COALESCE(SUM(r.quantity), 0) FROM reservation r
             WHERE r.variant_id = l.variant_id AND r.status = 'held')""",
    ),
    "G6.oversold": (
        "nothing is sold that is not there",
        """SELECT l.id FROM stock_level l JOIN variant v ON v.id = l.variant_id
           WHERE v.policy = 'deny' AND (l.on_hand < 0 OR l.reserved < 0 OR l.reserved > l.on_hand)""",
    ),
    "G7.sold": (
        "every tracked line of a firm order left the shelf exactly once",
        """SELECT l.id FROM order_line l JOIN orders o ON o.id = l.order_id
           WHERE o.status IN ({firm}) AND l.tracked AND l.quantity <>
           (SELECT -COALESCE(SUM(m.quantity), 0) FROM stock_move m WHERE m.order_line_id = l.id)""",
    ),
    "G7.restocked": (
        "nothing came back that had not left",
        """SELECT m.order_line_id FROM stock_move m WHERE m.order_line_id IS NOT NULL
           GROUP BY m.order_line_id HAVING SUM(m.quantity) > 0""",
    ),
    "G8.legal": (
        "every move is in the graph",
        "SELECT h.id FROM order_history h WHERE (h.from_status, h.to_status) NOT IN (VALUES {legal})",
    ),
    "G8.last": (
        "an order stands where its history ends",
        """SELECT o.id FROM orders o WHERE o.status <> COALESCE((SELECT h.to_status FROM order_history h
           WHERE h.order_id = o.id ORDER BY h.id DESC LIMIT 1), '')""",
    ),
    "G8.unbroken": (
        "every move starts where the one before it ended",
        """SELECT h.id FROM order_history h WHERE h.from_status <> COALESCE((SELECT b.to_status FROM order_history b
           WHERE b.order_id = h.order_id AND b.id < h.id ORDER BY b.id DESC LIMIT 1), '')""",
    ),
    "G9.total": (
        "lines, delivery, fees and tax on top are the total",
        """SELECT o.id FROM orders o WHERE o.total < 0 OR o.total <> o.delivery_fee + o.fees + o.tax_on_top
           + (SELECT COALESCE(SUM(l.total), 0) FROM order_line l WHERE l.order_id = o.id)""",
    ),
    "G9.lines": (
        "a line is its units less its discount",
        """SELECT l.id FROM order_line l
           WHERE l.total < 0 OR l.quantity < 1 OR l.total <> l.quantity * l.unit_price - l.discount""",
    ),
    "G10": (
        "a coupon is used as often as it was, and never above its limit",
        """SELECT c.id FROM coupon c WHERE c.used > c.usage_limit OR c.used <>
           (SELECT COUNT(*) FROM coupon_use u WHERE u.coupon_id = c.id AND NOT u.voided)""",
    ),
    "G10.customer": (
        "nobody uses a code more often than each may",
        """SELECT c.id, u.customer_id FROM coupon c JOIN coupon_use u ON u.coupon_id = c.id AND u.seat IS NOT NULL
           GROUP BY c.id, c.per_customer, u.customer_id HAVING COUNT(*) > c.per_customer""",
    ),
    "G11.lines": (
        "a key opens one order line, of its own variant",
        """SELECT k.id FROM digital_key k JOIN order_line l ON l.id = k.order_line_id WHERE k.variant_id <> l.variant_id
           UNION ALL SELECT MIN(k.id) FROM digital_key k WHERE k.order_line_id IS NOT NULL
           GROUP BY k.shop_id, k.mark HAVING COUNT(*) > 1""",
    ),
    "G11.units": (
        "a line that was handed over by keys has one for each unit, others have none",
        """SELECT l.id FROM order_line l LEFT JOIN digital_key k ON k.order_line_id = l.id
           WHERE l.digital OR k.id IS NOT NULL GROUP BY l.id, l.quantity, l.gave
           HAVING COUNT(k.id) <> CASE WHEN l.gave = 'keys' THEN l.quantity ELSE 0 END""",
    ),
    "G11.stock": (
        "as many units can be sold as there are keys",
        """SELECT s.variant_id, s.on_hand, s.keys, s.promised FROM (
           SELECT v.id AS variant_id, COALESCE((SELECT SUM(h.on_hand) FROM stock_level h WHERE h.variant_id = v.id), 0)
             AS on_hand,
           (SELECT COUNT(*) FROM digital_key k WHERE k.variant_id = v.id AND k.order_line_id IS NULL) AS keys,
           (SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l JOIN orders o ON o.id = l.order_id
             WHERE l.variant_id = v.id AND l.tracked AND l.handed_at IS NULL AND o.status IN ({firm})) AS promised
           FROM variant v WHERE v.gives = 'keys') s
           WHERE s.on_hand > s.keys OR s.keys > s.on_hand + s.promised""",
    ),
    "case 10": (
        "money of a cancelled order is given back, or somebody is told",
        """SELECT o.id FROM orders o WHERE o.status = 'cancelled' AND o.needs_attention = '' AND EXISTS
           (SELECT 1 FROM payment p WHERE p.order_id = o.id AND p.status = 'captured' AND p.refunded < p.amount)""",
    ),
    "case 42": (
        "what costs nothing asks nobody for money",
        "SELECT p.id FROM payment p JOIN orders o ON o.id = p.order_id WHERE o.total = 0 AND p.provider <> 'free'",
    ),
}
_LEAKED = "SELECT id FROM reservation WHERE status = 'held' AND expires_at < $1"


async def violations() -> list[Violation]:
    """Every rule that does not hold now, over all shops; an empty list is what everybody wants to see."""
    found = [Violation(code, rule, tuple(await sql(query.format_map(_WORDS)))) for code, (rule, query) in RULES.items()]
    strangers = tuple({"row": sentence} for sentence in await foreign_rows())
    leaked = tuple(await sql(_LEAKED, now() - HOLD_GRACE))
    found.append(Violation("G14", "nothing points into another shop", strangers))
    found.append(Violation("G15", "no hold outlives its time", leaked))
    return [violation for violation in found if violation.rows]
