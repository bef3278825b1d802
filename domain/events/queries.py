"""What a customer did last, as far as it was noted."""

from __future__ import annotations

from datetime import timedelta

from domain.events.actions import waiting
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql

FRESH = timedelta(days=7)
_LAST = """
SELECT subject_id FROM event WHERE shop_id = $1 AND kind = $2 AND at >= $4 AND customer_id = $3
ORDER BY at DESC LIMIT 1
"""


async def last_subject(by: Actor, kind: str) -> int:
    """What the customer's newest event of a kind was about, in the last days; 0 for nothing."""
    if by.kind != "customer":
        return 0
    for event in waiting():
        if (event["shop_id"], event["kind"], event["customer_id"]) == (by.shop_id, kind, by.id):
            return int(event["subject_id"])
    rows = await sql(_LAST, by.shop_id, kind, by.id, now() - FRESH)
    return int(rows[0]["subject_id"]) if rows else 0
