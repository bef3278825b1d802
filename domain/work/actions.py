"""Workers come, live and go; what the clock asks for is begun once and its end is written down.

Whether a worker lives is judged by its beat alone: a number that it counts up. Nobody compares clocks, so a clock that
jumps takes no work from the living.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.outbox.actions import give_back
from domain.work.models import Sweep, Worker

DAY = timedelta(days=1)
NIGHT_HOUR = 3
_BEAT = "UPDATE worker SET beat = beat + 1, seen_at = $2 WHERE id = $1 RETURNING id"
_BURY = "DELETE FROM worker WHERE id = $1 AND beat = $2 RETURNING id"
_PLAN = """
INSERT INTO sweep (name, every, next_at, claim, took_ms, result, error) VALUES ($1, $2, $3, 0, 0, '', '')
ON CONFLICT (name) DO UPDATE SET every = excluded.every WHERE sweep.every <> excluded.every RETURNING name
"""
# The time of the next run lies further off than it ever may: the clock was ahead when it was written.
# One that this very worker has is one whose end could not be written down: a worker does one after the other.
_DUE = "(taken_by IS NULL OR taken_by = $3) AND (next_at <= $1 OR next_at > $2)"
_TAKE = f"""
UPDATE sweep SET taken_by = $3, claim = claim + 1, started_at = $1 WHERE name = $4 AND {_DUE} RETURNING claim
"""  # noqa: S608 - conditions of ours
_RELEASE = """
UPDATE sweep SET taken_by = NULL, claim = claim + 1, next_at = $2, error = $3 WHERE taken_by = $1 RETURNING name
"""
_CUT_OFF = "Its worker ended in the middle of it."


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a sweep; an old `claim` ends nothing any more."""

    name: str
    claim: int


async def join(name: str, kind: str, *, works: bool) -> int:
    """A process is there; returns its id as a worker. `works`: it does the background work, it does not just watch."""
    worker = await Worker.create(name=name[:120], kind=kind, works=works)
    return int(worker.id)


async def beat(worker: int) -> bool:
    """Say that this worker lives; whether it still counts as one. If not, others have what it had."""
    return bool(await sql(_BEAT, worker, now()))


async def leave(worker: int) -> None:
    """The worker stops: what it had is free at once."""
    async with transaction():
        await Worker.filter(id=worker).delete()
        await _free(worker, "")


async def bury(worker: int, last_beat: int) -> bool:
    """The worker has not counted up for too long: what it had is free. False when it has counted up since."""
    async with transaction():
        if not await sql(_BURY, worker, last_beat):
            return False
        await _free(worker, _CUT_OFF)
    return True


async def _free(worker: int, why: str) -> None:
    await give_back(worker)
    await sql(_RELEASE, worker, now(), why)


async def beats() -> dict[int, tuple[int, bool]]:
    """Every worker's beat, and whether it works."""
    rows = await Worker.all().values_list("id", "beat", "works")
    return {worker: (count, works) for worker, count, works in rows}


async def plan(sweeps: Mapping[str, timedelta]) -> None:
    """These are the sweeps there are. A new one is due at once, a known one keeps its time."""
    async with transaction():
        for name, every in sweeps.items():
            await sql(_PLAN, name, int(every.total_seconds()), now())
        await Sweep.filter(taken_by=None).exclude(name__in=list(sweeps)).delete()


async def due(worker: int) -> tuple[str, ...]:
    """Names of the sweeps whose time has come, for this worker to take."""
    at = now()
    rows = await Sweep.all().order_by("next_at", "name")
    free = (row for row in rows if row.taken_by in (None, worker))
    return tuple(row.name for row in free if row.next_at <= at or row.next_at > at + _furthest(row.every))


async def take(name: str, worker: int) -> Run | None:
    """Begin a sweep, unless another worker has or its time has not come."""
    sweep = await Sweep.get_or_none(name=name)
    if sweep is None:
        return None
    at = now()
    rows = await sql(_TAKE, at, at + _furthest(sweep.every), worker, name)
    return Run(name, rows[0]["claim"]) if rows else None


async def end(run: Run, every: timedelta, *, took_ms: int, result: str = "", error: str = "") -> bool:
    """Write down how a sweep went and when it comes again; whether it was still ours."""
    at = now()
    facts = {"taken_by": None, "ended_at": at, "took_ms": took_ms, "result": result[:200], "error": error[:4000]}
    held = Sweep.filter(name=run.name, claim=run.claim)
    return bool(await held.update(next_at=following(at, every), **facts))


def following(at: datetime, every: timedelta) -> datetime:
    """When a sweep comes again: after its span, or in the small hours (UTC) for those of the night."""
    if every < DAY:
        return at + every
    night = at.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return night if night > at else night + DAY


def _furthest(every: int) -> timedelta:
    return timedelta(seconds=every + 60)
