"""What must be said: nothing forgotten, nothing given up in silence."""

from __future__ import annotations

from datetime import timedelta

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_
from domain.outbox.restored import HELD

KEPT = timedelta(days=13)  # rows carried out are swept after 14 days
LATE = timedelta(hours=1)

RULES = (
    Rule(
        "G16",
        N_("Whoever paid is told so."),
        "Order {order_number}: {amount} came, and no message about it was ever written down.",
        asked(
            """SELECT p.shop_id, o.number AS order_number, p.currency, p.amount FROM payment p
               JOIN orders o ON o.id = p.order_id
               WHERE p.status = 'captured' AND p.provider NOT IN ('free', 'wallet', 'imported') AND p.captured_at > $1
               AND NOT EXISTS (SELECT 1 FROM outbox x WHERE x.shop_id = p.shop_id AND x.once = 'paid:' || p.id)""",
            KEPT,
            money="amount",
        ),
    ),
)
WORK = (
    Rule(
        "G12.late",
        N_("What must be said is said within the hour."),
        "{rows} rows of {topic} have waited since {since}: is a worker running?",
        asked(
            """SELECT shop_id, topic, COUNT(*) AS rows, MIN(not_before) AS since FROM outbox
               WHERE status = 'waiting' AND not_before < $1 AND attempts = 0 GROUP BY shop_id, topic""",
            LATE,
        ),
    ),
)
PEOPLE = (
    Rule(
        "G12.dead",
        N_("Nothing that must be said is given up on."),
        "{rows} rows of {topic} were given up on; the last one says: {error}",
        asked(
            f"""SELECT shop_id, topic, COUNT(*) AS rows, MAX(error) AS error FROM outbox
                WHERE status = 'dead' AND error <> '{HELD}' GROUP BY shop_id, topic"""  # noqa: S608 - our own words
        ),
    ),
    Rule(
        "G12.failed",
        N_("No input of a customer fails for a reason of ours."),
        "Input {key} of {channel} failed at {at} with code {code}.",
        asked("SELECT shop_id, key, channel, code, at FROM failed_update WHERE resolved_at IS NULL ORDER BY id"),
    ),
)
