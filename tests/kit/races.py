"""Run one action at an exact point of another: before a transaction begins, after its first lock, before its commit.

The connections of the test are hooked, never the product. On PostgreSQL the rival really runs inside the other's
transaction, until it is done or waits for a lock the other holds; then the other goes on. On SQLite there is one
writer at a time: a rival that comes inside a transaction waits for its end, whatever the point; only before BEGIN
and after COMMIT are there two different meetings.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionContextPooled
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connection

from bot.postgres_backend import GivenBack
from bot.sqlite_backend import ImmediateClient, ImmediateContext, ImmediateWrapper
from domain.kit.db import sql
from domain.kit.errors import ShopError

PATIENCE = 20.0
Act = Callable[[], Awaitable[Any]]
_STATEMENTS = (
    (SqliteClient, ("execute_query", "execute_query_dict", "execute_insert", "execute_many")),
    (AsyncpgDBClient, ("execute_query", "execute_query_dict", "execute_insert", "execute_many")),
    (SqliteTransactionWrapper, ("execute_many",)),
    (TransactionWrapper, ("execute_many",)),
    (ImmediateClient, ("execute_together",)),
    (ImmediateWrapper, ("execute_together",)),
)
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
_WAITING = """
SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@dataclass(frozen=True)
class Step:
    """One thing the watched action asks of the database. `n` counts them all, begin and commit too, from 1."""

    n: int
    kind: str  # begin, statement, commit
    when: str  # before, after
    statement: str = ""

    @property
    def writes(self) -> bool:
        """Or locks a row, which is the same to others."""
        return bool(_WRITES.search(self.statement))


@dataclass
class Watch:
    """What becomes of the steps of one action, in its own task and those it starts."""

    on_step: Callable[[Step], Awaitable[None]]
    dead: BaseException | None = None
    n: int = 0
    steps: list[Step] = field(default_factory=list)

    async def step(self, kind: str, when: str, statement: str = "") -> None:
        if self.dead is not None:
            raise self.dead
        self.n += when == "before"
        step = Step(self.n, kind, when, statement)
        self.steps.append(step)
        await self.on_step(step)


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


# --------------------------------------------------------------------------------------------------------------- hooks


@contextmanager
def hooked() -> Iterator[None]:
    """Inside, whatever a watched action asks of the database is told to its watch."""
    with ExitStack() as stack:
        for kind, names in _STATEMENTS:
            for name in names:
                stack.enter_context(patch.object(kind, name, _statement(vars(kind)[name])))
        for context, base in ((ImmediateContext, SqliteTransactionContext), (GivenBack, TransactionContextPooled)):
            stack.enter_context(patch.object(context, "__aenter__", _begin(vars(context)["__aenter__"])))
            stack.enter_context(patch.object(base, "__aexit__", _end(vars(base)["__aexit__"])))
        yield


@contextmanager
def watched(watch: Watch) -> Iterator[Watch]:
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


def _statement(real: Any) -> Any:
    async def told(self: Any, query: Any, *values: Any, **named: Any) -> Any:
        watch = _watch.get()
        if watch is None:
            return await real(self, query, *values, **named)
        words = query if isinstance(query, str) else "; ".join(statement for statement, _ in query)
        await watch.step("statement", "before", words)
        result = await real(self, query, *values, **named)
        await watch.step("statement", "after", words)
        return result

    return told


def _begin(real: Any) -> Any:
    async def told(self: Any) -> Any:
        watch = _watch.get()
        if watch is None:
            return await real(self)
        await watch.step("begin", "before")
        result = await real(self)
        try:
            await watch.step("begin", "after")
        except BaseException:
            if watch.dead is None:
                await self.__aexit__(RuntimeError, RuntimeError(), None)
            raise
        return result

    return told


def _end(real: Any) -> Any:
    async def told(self: Any, kind: Any, error: Any, trace: Any) -> Any:
        watch = _watch.get()
        if watch is None or (kind and watch.dead is None):
            return await real(self, kind, error, trace)
        await watch.step("commit", "before")  # raises at once for who is dead: nothing is rolled back by them
        result = await real(self, kind, error, trace)
        await watch.step("commit", "after")
        return result

    return told


# -------------------------------------------------------------------------------------------------------------- points

Point = Callable[[Step], bool]


def before_begin(step: Step) -> bool:
    """What was read before the transaction is known, and nothing is held."""
    return (step.kind, step.when) == ("begin", "before")


def after_lock(step: Step) -> bool:
    """The first thing has been written, so its row is held."""
    return step.kind == "statement" and step.when == "after" and step.writes


def before_commit(step: Step) -> bool:
    """Everything is written, and nobody else can see it."""
    return (step.kind, step.when) == ("commit", "before")


def after_commit(step: Step) -> bool:
    """It has happened, and whoever asked for it does not know yet."""
    return (step.kind, step.when) == ("commit", "after")


def before_statement(n: int) -> Point:
    return lambda step: step.n == n and step.when == "before"


# ------------------------------------------------------------------------------------------------------------- meeting


@dataclass(frozen=True)
class Met:
    """How two actions ended ("done" or the name of the refusal). `there`: the point was reached. `waited`: the rival
    had to wait for the other to end.
    """

    first: str
    rival: str
    there: bool
    waited: bool


async def meet(first: Act, rival: Act, at: Point) -> Met:
    """Run `first`, and `rival` when `first` is at this point for the first time (after it, if it never is).

    Raises what either raises besides refusals, and `AssertionError` when they do not end.
    """
    meeting = _Meeting(rival, at, copy_context())
    with hooked(), watched(Watch(meeting.step)):
        ended = await _in_time(outcome(first), "the first never ended")
    if meeting.task is None:
        return Met(ended, await _in_time(outcome(rival), "the rival never ended"), there=False, waited=False)
    return Met(ended, await _in_time(meeting.task, "the rival never ended"), True, meeting.waited)


async def outcome(act: Act) -> str:
    """ "done", or the name of the refusal."""
    try:
        await act()
    except ShopError as refusal:
        return type(refusal).__name__
    return "done"


async def _in_time(work: Awaitable[str], what: str) -> str:
    try:
        return await asyncio.wait_for(work, PATIENCE)
    except TimeoutError:
        raise AssertionError(what) from None


class _Meeting:
    def __init__(self, rival: Act, at: Point, home: Context) -> None:
        self.rival, self.at, self.home = rival, at, home
        self.task: asyncio.Task[str] | None = None
        self.waited = False

    async def step(self, step: Step) -> None:
        if self.task is not None or not self.at(step):
            return
        self.task = self._outside(outcome(self.rival))
        self.waited = await self._stuck(self.task)

    def _outside(self, work: Any) -> asyncio.Task[Any]:
        """Nothing the first action has open is open there."""
        return asyncio.get_running_loop().create_task(work, context=self.home.copy())

    async def _stuck(self, task: asyncio.Task[str]) -> bool:
        """Go on when the rival is done (False), or waits for what the first holds (True)."""
        sqlite = self.home.run(get_connection, "default")
        deadline = asyncio.get_running_loop().time() + PATIENCE / 2
        while not task.done() and asyncio.get_running_loop().time() < deadline:
            await asyncio.wait({task}, timeout=0.001)
            if not task.done() and await self._waits(sqlite):
                return True
        return not task.done()

    async def _waits(self, client: Any) -> bool:
        if isinstance(client, SqliteClient):
            return bool(client._lock._waiters)  # its turn at the one connection
        rows = await self._outside(sql(_WAITING))
        return int(rows[0]["n"]) > 0
