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


_LATELY = """
SELECT subject_id, MAX(at) AS seen FROM event WHERE shop_id = $1 AND kind = $2 AND at >= $4 AND customer_id = $3
GROUP BY subject_id ORDER BY seen DESC LIMIT {most}
"""


async def last_subjects(by: Actor, kind: str, most: int) -> tuple[int, ...]:
    """What the customer's newest events of a kind were about, in the last days, each once, the newest first."""
    if by.kind != "customer":
        return ()
    mine = (by.shop_id, kind, by.id)
    noted = [e["subject_id"] for e in waiting() if (e["shop_id"], e["kind"], e["customer_id"]) == mine]
    rows = await sql(_LATELY.format(most=int(most)), by.shop_id, kind, by.id, now() - FRESH)
    return tuple(dict.fromkeys(int(i) for i in (*noted, *(row["subject_id"] for row in rows))))[:most]


async def last_subject(by: Actor, kind: str) -> int:
    """What the customer's newest event of a kind was about, in the last days; 0 for nothing."""
    if by.kind != "customer":
        return 0
    for event in waiting():
        if (event["shop_id"], event["kind"], event["customer_id"]) == (by.shop_id, kind, by.id):
            return int(event["subject_id"])
    rows = await sql(_LAST, by.shop_id, kind, by.id, now() - FRESH)
    return int(rows[0]["subject_id"]) if rows else 0
