"""What waits for a provider, a clock or a person, and for how long it may."""

from __future__ import annotations

from datetime import timedelta

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_

SOON, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)

WORK = (
    Rule(
        "W.orders",
        N_("An order whose time to pay is over ends."),
        "Order {order_number} should have ended at {expires_at}: is a worker running?",
        asked(
            """SELECT shop_id, id AS order_id, number AS order_number, expires_at FROM orders
               WHERE status = 'awaiting_payment' AND expires_at < $1""",
            SOON,
        ),
    ),
    Rule(
        "W.refunds",
        N_("A refund goes through within the hour, or somebody is told."),
        "Order {order_number}: a refund of {amount} has waited since {created_at}, and nobody is asked to look.",
        asked(
            """SELECT r.shop_id, o.number AS order_number, r.currency, r.amount, r.created_at FROM refund r
               JOIN orders o ON o.id = r.order_id
               WHERE r.status = 'pending' AND r.created_at < $1 AND o.needs_attention = ''""",
            HOUR + SOON,
            money="amount",
        ),
    ),
    Rule(
        "W.books",
        N_("The books of every provider are compared every day."),
        "The books of {provider} were last compared at {looked_at}.",
        asked(
            """SELECT shop_id, provider, looked_at FROM provider_account
               WHERE looked_at < $1 OR (looked_at IS NULL AND created_at < $1)""",
            DAY,
        ),
    ),
)
PEOPLE = (
    Rule(
        "W.payments",
        N_("A cancelled order waits for no money."),
        "Order {order_number} is cancelled, but a payment of {amount} by {provider} still waits.",
        asked(
            """SELECT p.shop_id, o.number AS order_number, p.currency, p.amount, p.provider FROM payment p
               JOIN orders o ON o.id = p.order_id
               WHERE p.status = 'pending' AND o.status = 'cancelled' AND p.created_at < $1""",
            HOUR,
            money="amount",
        ),
    ),
    Rule(
        "W.strays",
        N_("Money that fits no payment is looked at within a day."),
        "{provider} holds {amount} ({reference}) that belongs to no payment, since {seen_at}.",
        asked(
            """SELECT shop_id, provider, reference, currency, amount, seen_at FROM stray_charge
               WHERE cleared_at IS NULL AND seen_at < $1""",
            DAY,
            money="amount",
        ),
    ),
)
