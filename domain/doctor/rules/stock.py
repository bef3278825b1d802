"""Stock: counters, moves and holds."""

from __future__ import annotations

from datetime import timedelta

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_
from domain.orders.states import FIRM

HOLD_GRACE = timedelta(seconds=60)
FIRM_SQL = ", ".join(f"'{status.value}'" for status in sorted(FIRM))
_NAMED = """
COALESCE((SELECT MIN(t.name) FROM product_text t WHERE t.product_id = v.product_id), v.key) AS item, v.sku
"""

RULES = (
    Rule(
        "G6.moves",
        N_("On hand is the sum of its moves."),
        "{item} (variant {variant}): {on_hand} on hand, its moves add up to {moved}.",
        asked(
            f"""SELECT * FROM (SELECT l.shop_id, l.variant_id AS variant, {_NAMED}, l.on_hand,
                COALESCE(m.moved, 0) AS moved FROM stock_level l JOIN variant v ON v.id = l.variant_id
                LEFT JOIN (SELECT variant_id, SUM(quantity) AS moved FROM stock_move GROUP BY variant_id) m
                  ON m.variant_id = l.variant_id) s WHERE on_hand <> moved"""  # noqa: S608
        ),
    ),
    Rule(
        "G6.held",
        N_("Reserved is the sum of its holds."),
        "{item} (variant {variant}): {reserved} reserved, its holds add up to {held}.",
        asked(
            f"""SELECT * FROM (SELECT l.shop_id, l.variant_id AS variant, {_NAMED}, l.reserved,
                COALESCE(r.held, 0) AS held FROM stock_level l JOIN variant v ON v.id = l.variant_id
                LEFT JOIN (SELECT variant_id, SUM(quantity) AS held FROM reservation WHERE status = 'held'
                  GROUP BY variant_id) r ON r.variant_id = l.variant_id) s WHERE reserved <> held"""  # noqa: S608
        ),
    ),
    Rule(
        "G6.oversold",
        N_("Nothing is sold that is not there."),
        "{item} (variant {variant}): {on_hand} on hand, {reserved} of them reserved.",
        asked(
            f"""SELECT l.shop_id, l.variant_id AS variant, {_NAMED}, l.on_hand, l.reserved
                FROM stock_level l JOIN variant v ON v.id = l.variant_id
                WHERE v.policy = 'deny' AND (l.on_hand < 0 OR l.reserved < 0 OR l.reserved > l.on_hand)"""  # noqa: S608
        ),
    ),
    Rule(
        "G7.sold",
        N_("Every line of a firm order left the shelf exactly once."),
        "Order {order_number}, {item}: {quantity} were sold, {taken} left the shelf.",
        asked(
            f"""SELECT * FROM (SELECT l.shop_id, o.number AS order_number, l.title AS item, l.quantity,
                COALESCE(m.taken, 0) AS taken FROM order_line l JOIN orders o ON o.id = l.order_id
                LEFT JOIN (SELECT order_line_id, -SUM(quantity) AS taken FROM stock_move
                  WHERE order_line_id IS NOT NULL AND kind = 'sale' GROUP BY order_line_id) m ON m.order_line_id = l.id
                WHERE o.status IN ({FIRM_SQL}) AND l.tracked) s WHERE quantity <> taken"""  # noqa: S608
        ),
    ),
    Rule(
        "G7.restocked",
        N_("Nothing came back that had not left."),
        "Order {order_number}, {item}: {excess} more came back than had left.",
        asked(
            """SELECT l.shop_id, o.number AS order_number, l.title AS item, SUM(m.quantity) AS excess
               FROM stock_move m JOIN order_line l ON l.id = m.order_line_id JOIN orders o ON o.id = l.order_id
               GROUP BY l.shop_id, o.number, l.id, l.title HAVING SUM(m.quantity) > 0"""
        ),
    ),
    Rule(
        "G15",
        N_("No hold outlives its time."),
        "Order {order_number} ({status}) still holds {quantity} of variant {variant}, until {expires_at}.",
        asked(
            """SELECT r.shop_id, r.order_id, COALESCE(o.number, 0) AS order_number,
               COALESCE(o.status, 'gone') AS status, r.variant_id AS variant, r.quantity, r.expires_at
               FROM reservation r LEFT JOIN orders o ON o.id = r.order_id
               WHERE r.status = 'held' AND (r.expires_at < $1 OR o.id IS NULL OR o.status <> 'awaiting_payment')""",
            HOLD_GRACE,
        ),
    ),
)
