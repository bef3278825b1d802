"""Returns: no more comes back than was delivered, and what a return says was paid back was."""

from __future__ import annotations

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_
from domain.returns.queries import COUNTED

RULES = (
    Rule(
        "G21.units",
        N_("Nothing is returned that was not delivered."),
        "Order {order_number} ({status}), {item}: {returned} of {quantity} are in returns.",
        asked(
            f"""SELECT r.shop_id, o.number AS order_number, o.status, l.title AS item, l.quantity,
                SUM(x.quantity) AS returned FROM order_return_line x JOIN order_return r ON r.id = x.order_return_id
                JOIN order_line l ON l.id = x.order_line_id JOIN orders o ON o.id = r.order_id
                WHERE r.status IN ({COUNTED}) GROUP BY r.shop_id, o.number, o.status, l.id, l.title, l.quantity
                HAVING SUM(x.quantity) > l.quantity OR o.status <> 'delivered'"""  # noqa: S608 - words of ours
        ),
    ),
    Rule(
        "G21.lines",
        N_("A return holds lines of its own order."),
        "Return R-{number} of order {order_number} holds line {line} of another order.",
        asked(
            """SELECT r.shop_id, COALESCE(r.number, 0) AS number, o.number AS order_number, l.id AS line
               FROM order_return_line x JOIN order_return r ON r.id = x.order_return_id
               JOIN order_line l ON l.id = x.order_line_id JOIN orders o ON o.id = r.order_id
               WHERE l.order_id <> r.order_id"""
        ),
    ),
    Rule(
        "G21.money",
        N_("What a return says was paid back is what its refunds say."),
        "Return R-{number} of order {order_number} says {amount} went back, its refunds say {back}.",
        asked(
            """SELECT * FROM (SELECT r.shop_id, r.number, o.number AS order_number, o.currency, r.amount,
               COALESCE((SELECT SUM(f.amount) FROM refund f WHERE f.order_id = r.order_id
                 AND (f.key = r.order_id || ':return-' || r.id OR f.key LIKE r.order_id || ':return-' || r.id || '.%')
               ), 0) AS back FROM order_return r JOIN orders o ON o.id = r.order_id
               WHERE r.number IS NOT NULL) s WHERE amount <> back""",
            money="amount back",
        ),
    ),
)
