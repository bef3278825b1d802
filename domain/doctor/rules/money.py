"""Money: the ledger, what was captured, what went back."""

from __future__ import annotations

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_

RULES = (
    Rule(
        "G1",
        N_("Every movement of money balances."),
        "Ledger entry {entry} is out of balance by {excess}.",
        asked(
            """SELECT shop_id, entry_id AS entry, currency, SUM(amount) AS excess FROM ledger_line
               GROUP BY shop_id, entry_id, currency HAVING SUM(amount) <> 0""",
            money="excess",
        ),
    ),
    Rule(
        "G1.sides",
        N_("Every movement of money has two sides."),
        "Ledger entry {entry} ({kind} {ref}) has {sides} sides.",
        asked(
            """SELECT e.shop_id, e.id AS entry, e.kind, e.ref, COUNT(l.id) AS sides FROM ledger_entry e
               LEFT JOIN ledger_line l ON l.entry_id = e.id GROUP BY e.shop_id, e.id, e.kind, e.ref
               HAVING COUNT(l.id) < 2"""
        ),
    ),
    Rule(
        "G2.ledger",
        N_("What customers paid and got back is in the ledger, order by order."),
        "Order {order_number}: {paid} came and {back} went back, but the ledger holds {booked}.",
        asked(
            """SELECT * FROM (SELECT o.shop_id, o.number AS order_number, o.currency, COALESCE(p.paid, 0) AS paid,
               COALESCE(r.back, 0) AS back, COALESCE(b.booked, 0) AS booked FROM orders o
               LEFT JOIN (SELECT order_id, SUM(amount) AS paid FROM payment WHERE status = 'captured'
                 GROUP BY order_id) p ON p.order_id = o.id
               LEFT JOIN (SELECT order_id, SUM(amount) AS back FROM refund WHERE status = 'done' GROUP BY order_id) r
                 ON r.order_id = o.id
               LEFT JOIN (SELECT e.order_id, -SUM(l.amount) AS booked FROM ledger_line l
                 JOIN ledger_entry e ON e.id = l.entry_id WHERE l.account = 'customers' GROUP BY e.order_id) b
                 ON b.order_id = o.id) s WHERE paid - back <> booked""",
            money="paid back booked",
        ),
    ),
    Rule(
        "G2.room",
        N_("A payment knows what was taken back out of it."),
        "Payment {payment} of order {order_number} says that {refunded} went back, its refunds say {back}.",
        asked(
            """SELECT * FROM (SELECT p.shop_id, p.id AS payment, o.number AS order_number, p.currency, p.refunded,
               COALESCE(r.back, 0) AS back FROM payment p JOIN orders o ON o.id = p.order_id
               LEFT JOIN (SELECT payment_id, SUM(amount) AS back FROM refund WHERE status <> 'failed'
                 GROUP BY payment_id) r ON r.payment_id = p.id) s WHERE refunded <> back""",
            money="refunded back",
        ),
    ),
    Rule(
        "G3",
        N_("A charge is booked once."),
        "Charge {charge} of {provider} is booked {times} times.",
        asked(
            """SELECT shop_id, provider, provider_ref AS charge, COUNT(*) AS times FROM payment
               WHERE provider_ref IS NOT NULL GROUP BY shop_id, provider, provider_ref HAVING COUNT(*) > 1"""
        ),
    ),
    Rule(
        "G5",
        N_("No refund is above its payment."),
        "Order {order_number}: {back} went back of a payment of {amount}.",
        asked(
            """SELECT p.shop_id, p.id AS payment, o.number AS order_number, p.currency, p.amount, SUM(r.amount) AS back
               FROM payment p JOIN orders o ON o.id = p.order_id
               JOIN refund r ON r.payment_id = p.id AND r.status <> 'failed'
               GROUP BY p.shop_id, p.id, o.number, p.currency, p.amount HAVING SUM(r.amount) > p.amount""",
            money="amount back",
        ),
    ),
    Rule(
        "G5.same",
        N_("A refund belongs to the order of its payment."),
        "Order {order_number}: refund {refund} of {amount} is from payment {payment} of another order or currency.",
        asked(
            """SELECT r.shop_id, r.id AS refund, r.payment_id AS payment, o.number AS order_number, r.currency, r.amount
               FROM refund r JOIN payment p ON p.id = r.payment_id JOIN orders o ON o.id = r.order_id
               WHERE r.order_id <> p.order_id OR r.currency <> p.currency""",
            money="amount",
        ),
    ),
    Rule(
        "case 10",
        N_("Money of a cancelled order is given back, or somebody is told."),
        "Order {order_number} is cancelled, still holds {held}, and nobody is asked to look.",
        asked(
            """SELECT o.shop_id, o.number AS order_number, p.currency, SUM(p.amount - p.refunded) AS held
               FROM orders o JOIN payment p ON p.order_id = o.id AND p.status = 'captured' AND p.refunded < p.amount
               WHERE o.status = 'cancelled' AND o.needs_attention = ''
               GROUP BY o.shop_id, o.number, p.currency""",
            money="held",
        ),
    ),
    Rule(
        "case 42",
        N_("What costs nothing asks nobody for money."),
        "Order {order_number} costs nothing, but has a payment by {provider}.",
        asked(
            """SELECT o.shop_id, o.number AS order_number, p.provider FROM payment p JOIN orders o ON o.id = p.order_id
               WHERE o.total = 0 AND p.provider <> 'free'"""
        ),
    ),
)
