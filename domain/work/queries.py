"""How the background work stands, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.queryset import QuerySet

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.outbox.models import OutboxItem, OutboxStatus
from domain.work.models import Sweep, Worker

SHOWN = 50
LATE = timedelta(minutes=1)
GONE = timedelta(minutes=1)
STATES = ("dead", "late", "running", "retried", "waiting", "planned")


@dataclass(frozen=True, slots=True)
class PieceView:
    """A row of the outbox that is not ended. `state` is one of STATES; `due_at` when it comes (again)."""

    id: int
    topic: str
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime
    error: str
    about: str


@dataclass(frozen=True, slots=True)
class SweepView:
    """Work by the clock: its last run (None: none yet), whether it runs now, and when it comes again."""

    name: str
    every: timedelta
    running: bool
    started_at: datetime | None
    took_ms: int
    result: str
    failed: bool
    next_at: datetime


@dataclass(frozen=True, slots=True)
class WorkerView:
    """A process; `here`: it has been heard of just now, by its own clock."""

    name: str
    kind: str
    started_at: datetime
    here: bool


async def counts(by: Actor) -> Mapping[str, int]:
    """How many pieces of the shop's work are in which state. Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    rows = await _open(by).values("status", "attempts", "taken_by", "not_before")
    at = now()
    return Counter(_state(row["status"], row["attempts"], row["taken_by"], row["not_before"], at) for row in rows)


async def pieces(by: Actor, state: str = "") -> tuple[PieceView, ...]:
    """The shop's unfinished work, what was given up on first; of one state, or of all. Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    at = now()
    rows = [_piece(row, at) for row in await _open(by).order_by("not_before", "id").limit(20 * SHOWN)]
    found = [row for row in rows if state in ("", row.state)]
    return tuple(sorted(found, key=lambda row: STATES.index(row.state))[:SHOWN])


def _open(by: Actor) -> QuerySet[OutboxItem]:
    return OutboxItem.of(by, status__in=(OutboxStatus.WAITING, OutboxStatus.DEAD))


def _piece(row: OutboxItem, at: datetime) -> PieceView:
    state = _state(row.status, row.attempts, row.taken_by, row.not_before, at)
    about = ", ".join(f"{name.removesuffix('_id')} {value}" for name, value in dict(row.payload).items())
    return PieceView(row.id, row.topic, state, row.attempts, row.created_at, row.not_before, row.error, about[:120])


def _state(status: str, attempts: int, taken_by: int | None, due_at: datetime, at: datetime) -> str:
    if status == OutboxStatus.DEAD:
        return "dead"
    if taken_by is not None:
        return "running"
    if due_at <= at - LATE:
        return "late"
    if attempts:
        return "retried"
    return "planned" if due_at > at else "waiting"


async def sweeps(by: Actor) -> tuple[SweepView, ...]:
    """What comes by the clock, for the whole installation; how often first. Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    rows = await Sweep.all().order_by("every", "name")
    return tuple(
        SweepView(
            row.name, timedelta(seconds=row.every), row.taken_by is not None, row.started_at, row.took_ms, row.result,
            bool(row.error), row.next_at,
        )
        for row in rows
    )  # fmt: skip


async def workers(by: Actor) -> tuple[WorkerView, ...]:
    """The processes there are. Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    at = now()
    rows = await Worker.all().order_by("id")
    return tuple(WorkerView(row.name, row.kind, row.started_at, abs(at - row.seen_at) < GONE) for row in rows)
