"""What must be said later: put by the verb's own transaction, carried out by a worker at least once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import inside_transaction, sql
from domain.kit.rows import Statement, insertion, packed, together, unpacked
from domain.outbox.models import OutboxItem, OutboxStatus

ATTEMPTS = 10
LONGEST_WAIT = timedelta(hours=1)

_TAKE = """
UPDATE outbox SET leased_until = $2, attempts = attempts + 1
WHERE id IN (
    SELECT id FROM outbox WHERE status = 'waiting' AND not_before <= $1 AND (leased_until IS NULL OR leased_until <= $1)
    ORDER BY not_before, id LIMIT $3)
AND status = 'waiting' AND (leased_until IS NULL OR leased_until <= $1)
RETURNING id, shop_id, topic, payload, attempts
"""


@dataclass(frozen=True, slots=True)
class OutboxJob:
    """A row leased to this worker; `attempts` counts this one."""

    id: int
    shop_id: int
    topic: str
    payload: dict[str, Any]
    attempts: int


async def put(
    by: Actor, topic: str, payload: Mapping[str, Any], once: str | None = None, not_before: datetime | None = None
) -> None:
    """Write a row into the caller's transaction. A second put with the same `once` (per shop) does nothing."""
    await together(putting(by, topic, payload, once, not_before))


def putting(
    by: Actor, topic: str, payload: Mapping[str, Any], once: str | None = None, not_before: datetime | None = None
) -> Statement:
    """The statement of `put`, to be sent together with others."""
    if not inside_transaction():
        raise RuntimeError(f"outbox {topic!r} outside a transaction would outlive the change it speaks of")
    at = now()
    row = {
        "shop_id": by.shop_id, "topic": topic, "payload": packed(dict(payload)), "once": once, "status": "waiting",
        "attempts": 0, "not_before": not_before or at, "created_at": at, "error": "",
    }  # fmt: skip
    return insertion("outbox", [row], conflict="ON CONFLICT (shop_id, once) DO NOTHING")


async def take(limit: int, lease_seconds: int) -> tuple[OutboxJob, ...]:
    """Claim rows that are due, oldest first. A lease that runs out makes a row due again: its worker has died."""
    at = now()
    rows = await sql(_TAKE, at, at + timedelta(seconds=lease_seconds), limit)
    jobs = (OutboxJob(r["id"], r["shop_id"], r["topic"], unpacked(r["payload"]), r["attempts"]) for r in rows)
    return tuple(sorted(jobs, key=lambda job: job.id))


async def done(job_id: int) -> None:
    """The row has been carried out."""
    await OutboxItem.filter(id=job_id).update(status=OutboxStatus.SENT, sent_at=now(), leased_until=None)


async def failed(job_id: int, error: str) -> None:
    """Try the row again after 2, 4, 8 … seconds (an hour at most); after ten attempts it is dead, for people to see."""
    item = await OutboxItem.get(id=job_id)
    dead = item.attempts >= ATTEMPTS
    wait = min(timedelta(seconds=2**item.attempts), LONGEST_WAIT)
    await OutboxItem.filter(id=job_id, status=OutboxStatus.WAITING).update(
        status=OutboxStatus.DEAD if dead else OutboxStatus.WAITING,
        not_before=now() + wait,
        leased_until=None,
        error=error[:4000],
    )


async def postpone(job_id: int, seconds: float, *, tried: bool) -> None:
    """The other side wants patience, or is away: try the row again then. This kills no row, however often.

    `tried`: it may have been carried out, so that each further try waits longer.
    """
    item = await OutboxItem.get(id=job_id)
    wait = max(timedelta(seconds=seconds), timedelta(seconds=1))
    if tried:
        wait = max(wait, min(timedelta(seconds=2 ** min(item.attempts, 12)), LONGEST_WAIT))
    await OutboxItem.filter(id=job_id, status=OutboxStatus.WAITING).update(
        attempts=item.attempts if tried else item.attempts - 1, not_before=now() + wait, leased_until=None
    )


async def lag_seconds() -> float:
    """How long the oldest row that is due has been waiting."""
    due = OutboxItem.filter(status=OutboxStatus.WAITING, not_before__lte=now())
    oldest = await due.order_by("not_before").first()
    return (now() - oldest.not_before).total_seconds() if oldest else 0.0


async def revive(by: Actor, job_id: int) -> bool:
    """Give a dead row its ten attempts again; whether there was one."""
    fresh = {"status": OutboxStatus.WAITING, "attempts": 0, "not_before": now(), "leased_until": None}
    return bool(await OutboxItem.of(by, id=job_id, status=OutboxStatus.DEAD).update(**fresh))


async def sweep_sent(days: int = 14) -> int:
    """Forget rows carried out long ago. Dead ones stay."""
    return await OutboxItem.filter(status=OutboxStatus.SENT, sent_at__lt=now() - timedelta(days=days)).delete()
