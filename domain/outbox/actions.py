"""What must be said later: put by the verb's own transaction, carried out by a worker at least once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import inside_transaction, sql
from domain.kit.rows import Statement, insertion, packed, together, unpacked
from domain.outbox.models import OutboxItem, OutboxStatus

ATTEMPTS = 10
LONGEST_WAIT = timedelta(hours=1)

# What was to be said at once, and was written at a time that is still to come: the clock has been set back since.
DUE = "(not_before <= $1 OR (claim = 0 AND not_before <= created_at AND created_at > $2))"
FREE = f"status = 'waiting' AND taken_by IS NULL AND {DUE}"

_TAKE = f"""
UPDATE outbox SET taken_at = $2, taken_by = $3, claim = claim + 1
WHERE id IN (SELECT id FROM outbox WHERE {FREE} ORDER BY not_before, id LIMIT $4) AND {FREE}
RETURNING id, shop_id, topic, payload, attempts, claim
"""  # noqa: S608 - conditions of ours
_TAKE_ONE = f"""
UPDATE outbox SET taken_at = $2, taken_by = $3, claim = claim + 1 WHERE id = $4 AND {FREE}
RETURNING id, shop_id, topic, payload, attempts, claim
"""  # noqa: S608 - conditions of ours
_BEGIN = "UPDATE outbox SET attempts = attempts + 1 WHERE id = $1 AND claim = $2 AND status = 'waiting' RETURNING id"
_GIVE_BACK = """
UPDATE outbox SET taken_at = NULL, taken_by = NULL, claim = claim + 1,
    status = CASE WHEN attempts >= $2 THEN 'dead' ELSE status END,
    error = CASE WHEN attempts >= $2 THEN $3 ELSE error END
WHERE taken_by = $1 AND status = 'waiting' RETURNING id
"""
_DIED = "Each worker that tried this ended in the middle of it."


@dataclass(frozen=True, slots=True)
class OutboxJob:
    """A row taken by a worker. `attempts` counts those before; an old `claim` ends nothing any more."""

    id: int
    shop_id: int
    topic: str
    payload: dict[str, Any]
    attempts: int
    claim: int


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


async def take(limit: int, worker: int, *, overdue: timedelta = timedelta(0)) -> tuple[OutboxJob, ...]:
    """Claim rows that are due (since `overdue` at least) and that nobody has, oldest first.

    They are this worker's until it ends each, or until it is found dead and what it had is given back.
    """
    at = now()
    rows = await sql(_TAKE, at - overdue, at, worker, limit)
    return tuple(sorted((_job(row) for row in rows), key=lambda job: job.id))


async def take_one(job_id: int, worker: int, *, early: timedelta = timedelta(0)) -> OutboxJob | None:
    """Claim this row if it is due (or will be in no time) and nobody has it."""
    at = now()
    rows = await sql(_TAKE_ONE, at + early, at, worker, job_id)
    return _job(rows[0]) if rows else None


def _job(row: dict[str, Any]) -> OutboxJob:
    payload = unpacked(row["payload"])
    return OutboxJob(row["id"], row["shop_id"], row["topic"], payload, row["attempts"], row["claim"])


async def begin(job: OutboxJob) -> bool:
    """Count an attempt; whether the row is still ours to carry out."""
    return bool(await sql(_BEGIN, job.id, job.claim))


async def give_back(worker: int) -> int:
    """What this worker had is free again: it stops, or was found dead. What has killed ten workers is dead itself."""
    return len(await sql(_GIVE_BACK, worker, ATTEMPTS, _DIED))


async def give_back_but(worker: int, in_hand: Collection[int]) -> int:
    """Free what stands as this worker's and is not in its hands: an answer to it was lost. Returns how many."""
    taken = OutboxItem.filter(taken_by=worker, status=OutboxStatus.WAITING)
    lost = set(await taken.values_list("id", flat=True)) - set(in_hand)
    if not lost:
        return 0
    return await taken.filter(id__in=lost).update(taken_at=None, taken_by=None, claim=F("claim") + 1)


def _held(job: OutboxJob) -> QuerySet[OutboxItem]:
    return OutboxItem.filter(id=job.id, claim=job.claim, status=OutboxStatus.WAITING)


async def done(job: OutboxJob) -> bool:
    """The row has been carried out; whether it was still ours."""
    ended = {"status": OutboxStatus.SENT, "sent_at": now(), "taken_at": None, "taken_by": None}
    return bool(await _held(job).update(**ended))


async def failed(job: OutboxJob, error: str) -> bool:
    """Try the row again after 2, 4, 8 … seconds (an hour at most); after ten attempts it is dead, for people to see."""
    tried = job.attempts + 1
    wait = min(timedelta(seconds=2**tried), LONGEST_WAIT)
    return bool(
        await _held(job).update(
            status=OutboxStatus.DEAD if tried >= ATTEMPTS else OutboxStatus.WAITING,
            not_before=now() + wait,
            taken_at=None,
            taken_by=None,
            error=error[:4000],
        )
    )


async def postpone(job: OutboxJob, seconds: float, *, tried: bool) -> bool:
    """The other side wants patience, or is away: try the row again then. This kills no row, however often.

    `tried`: it may have been carried out, so that each further try waits longer.
    """
    attempts = job.attempts + 1 if tried else job.attempts
    wait = max(timedelta(seconds=seconds), timedelta(seconds=1))
    if tried:
        wait = max(wait, min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_WAIT))
    back = {"attempts": attempts, "not_before": now() + wait, "taken_at": None, "taken_by": None}
    return bool(await _held(job).update(**back))


async def lag_seconds() -> float:
    """How long the oldest row that is due has been waiting."""
    due = OutboxItem.filter(status=OutboxStatus.WAITING, not_before__lte=now())
    oldest = await due.order_by("not_before").first()
    return (now() - oldest.not_before).total_seconds() if oldest else 0.0


async def dead() -> int:
    """How many rows wait for a person."""
    return await OutboxItem.filter(status=OutboxStatus.DEAD).count()


async def revive(by: Actor, job_id: int) -> bool:
    """Give a dead row its ten attempts again; whether there was one."""
    fresh = {"status": OutboxStatus.WAITING, "attempts": 0, "not_before": now(), "taken_at": None, "taken_by": None}
    return bool(await OutboxItem.of(by, id=job_id, status=OutboxStatus.DEAD).update(**fresh))


async def drop(by: Actor, job_id: int) -> bool:
    """A dead row is given up for good: kept for a while, and asked for no more. Whether there was one."""
    ended = {"status": OutboxStatus.DROPPED, "sent_at": now()}
    return bool(await OutboxItem.of(by, id=job_id, status=OutboxStatus.DEAD).update(**ended))


async def sweep_sent(days: int = 14) -> int:
    """Forget rows carried out or given up on long ago. Dead ones stay."""
    ended = (OutboxStatus.SENT, OutboxStatus.DROPPED)
    return await OutboxItem.filter(status__in=ended, sent_at__lt=now() - timedelta(days=days)).delete()
