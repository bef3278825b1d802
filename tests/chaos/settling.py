"""Waiting until nothing is under way any more."""

from __future__ import annotations

import asyncio
import time

from domain.kit.clock import now
from domain.kit.db import sql
from integrations.testgateway.books import Books
from tests.kit.telegram.fake import FakeTelegram

LOOK = 0.5
_DUE = """SELECT topic, COUNT(*) AS n FROM outbox
WHERE status = 'waiting' AND (attempts > 0 OR not_before <= $1) GROUP BY topic"""
_BACK = """SELECT p.provider, COUNT(*) AS n FROM refund r JOIN payment p ON p.id = r.payment_id
WHERE r.status = 'pending' AND NOT r.to_wallet AND p.provider IN ('test-gateway', 'stars') GROUP BY p.provider"""


async def unsettled(fake: FakeTelegram, books: Books) -> dict[str, int]:
    """What is still to be done, by name; empty when everything has come to rest."""
    left = {f"said: {row['topic']}": int(row["n"]) for row in await sql(_DUE, now())}
    left |= {f"refund by {row['provider']}": int(row["n"]) for row in await sql(_BACK)}
    left |= {"updates": sum(len(bot.updates.waiting) for bot in fake.bots.values())}
    left |= {"charges not booked": await _not_booked(fake, books)}
    return {name: n for name, n in left.items() if n}


async def _not_booked(fake: FakeTelegram, books: Books) -> int:
    rows = await sql("SELECT provider_ref AS ref FROM payment UNION SELECT reference AS ref FROM stray_charge")
    known = {row["ref"] for row in rows}
    theirs = [charge.id for charge in fake.charges] + [row["id"] for row in books.all("SELECT id FROM charge")]
    return len([ref for ref in theirs if ref not in known])


async def settled(fake: FakeTelegram, books: Books, seconds: float) -> dict[str, int]:
    """Wait until everything has come to rest, twice in a row; what has not within this time."""
    end, calm = time.monotonic() + seconds, 0
    left: dict[str, int] = {}
    while time.monotonic() < end and calm < 2:
        left = await unsettled(fake, books)
        calm = 0 if left else calm + 1
        await asyncio.sleep(LOOK)
    return left
