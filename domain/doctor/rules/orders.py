"""Orders: their graph, their history, their sums."""

from __future__ import annotations

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_
from domain.orders.states import FIRST, MOVES

_STEPS = [("", first.value) for first in sorted(FIRST)]
_STEPS += [(came_from.value, to.value) for came_from, targets in MOVES.items() for to in sorted(targets)]
_LEGAL = ", ".join(f"('{came_from}', '{to}')" for came_from, to in _STEPS)

RULES = (
    Rule(
        "G8.legal",
        N_("Every move of an order is in the graph."),
        'Order {order_number} went from "{from_status}" to "{to_status}".',
        asked(
            f"""SELECT h.shop_id, o.number AS order_number, h.from_status, h.to_status
                FROM order_history h JOIN orders o ON o.id = h.order_id
                WHERE (h.from_status, h.to_status) NOT IN (VALUES {_LEGAL})"""  # noqa: S608 - our own words
        ),
    ),
    Rule(
        "G8.last",
        N_("An order stands where its history ends."),
        'Order {order_number} is "{status}", its history ends at "{told}".',
        asked(
            """SELECT * FROM (SELECT o.shop_id, o.number AS order_number, o.status, COALESCE((SELECT h.to_status
               FROM order_history h WHERE h.order_id = o.id ORDER BY h.id DESC LIMIT 1), '') AS told FROM orders o) s
               WHERE status <> told"""
        ),
    ),
    Rule(
        "G8.unbroken",
        N_("Every move starts where the one before it ended."),
        'Order {order_number} went on from "{from_status}", but stood at "{stood}".',
        asked(
            """SELECT * FROM (SELECT h.shop_id, o.number AS order_number, h.from_status, COALESCE((SELECT b.to_status
               FROM order_history b WHERE b.order_id = h.order_id AND b.id < h.id ORDER BY b.id DESC LIMIT 1), '')
               AS stood FROM order_history h JOIN orders o ON o.id = h.order_id) s WHERE from_status <> stood"""
        ),
    ),
    Rule(
        "G9.total",
        N_("Lines, delivery, fees and tax on top are the total."),
        "Order {order_number}: its total is {total}, its parts add up to {parts}.",
        asked(
            """SELECT * FROM (SELECT o.shop_id, o.number AS order_number, o.currency, o.total,
               o.delivery_fee + o.fees + o.tax_on_top + COALESCE(l.goods, 0) AS parts FROM orders o
               LEFT JOIN (SELECT order_id, SUM(total) AS goods FROM order_line GROUP BY order_id) l
                 ON l.order_id = o.id) s
               WHERE total < 0 OR total <> parts""",
            money="total parts",
        ),
    ),
    Rule(
        "G9.lines",
        N_("A line is its units less its discount."),
        "Order {order_number}, {item}: {quantity} × {unit_price} less {discount} is not {total}.",
        asked(
            """SELECT l.shop_id, o.number AS order_number, l.title AS item, o.currency, l.quantity, l.unit_price,
               l.discount, l.total FROM order_line l JOIN orders o ON o.id = l.order_id
               WHERE l.total < 0 OR l.quantity < 1 OR l.total <> l.quantity * l.unit_price - l.discount""",
            money="unit_price discount total",
        ),
    ),
)
