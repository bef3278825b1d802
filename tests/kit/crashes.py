"""A process that dies before an exact statement: its connections drop, nothing of it runs on, another one starts.

The death is raised inside the hooked connection and nothing can swallow it: whatever the dead code still asks of the
database, a rollback too, raises it again. What was not committed is lost because its connection is closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextvars import copy_context
from typing import Any

from tortoise.backends.sqlite.client import SqliteClient
from tortoise.connection import get_connection

from domain.kit.cache import forget_all
from tests.kit.races import PATIENCE, Act, Step, Watch, hooked, watched


class Died(BaseException):
    """The process is no more."""


async def steps_of(act: Act) -> list[Step]:
    """What it asks of the database when it lives to the end."""

    async def lives(step: Step) -> None:
        return

    with hooked(), watched(Watch(lives)) as watch:
        await act()
    return [step for step in watch.steps if step.when == "before"]


async def dies(act: Act, before: int) -> bool:
    """Begin it in a process that dies before its n-th step; False when it ended before that."""

    async def step(reached: Step) -> None:
        if reached.n == before and reached.when == "before":
            watch.dead = Died()
            raise watch.dead

    async def process() -> None:
        await act()

    watch = Watch(step)
    with hooked(), watched(watch):
        task = asyncio.get_running_loop().create_task(process(), context=copy_context())
        await asyncio.wait({task}, timeout=PATIENCE)
    assert task.done(), "it neither died nor ended"
    if not isinstance(task.exception(), Died):
        task.result()
        return False
    await drop_connections()
    return True


async def drop_connections() -> None:
    """What the kernel does to the connections of who is killed, and memory with them."""
    client: Any = get_connection("default")
    if isinstance(client, SqliteClient):
        if client._connection is not None:
            await client._connection.close()
        client._connection, client._lock = None, asyncio.Lock()
    elif client._pool is not None:
        client._pool.terminate()
        client._pool = None
    forget_all()


def telling(steps: Sequence[Step], most: int) -> list[int]:
    """So many points of a flow: around every commit first, then evenly between."""
    commits = [step.n for step in steps if step.kind == "commit"]
    around = dict.fromkeys(n for commit in commits for n in (commit, commit + 1))
    chosen = list(around)[:most] if len(around) <= most else _spread(list(around), most)
    rest = [step.n for step in steps if step.n not in around]
    return sorted(chosen + _spread(rest, most - len(chosen)))


def _spread(numbers: list[int], most: int) -> list[int]:
    if len(numbers) <= most:
        return numbers
    return [numbers[len(numbers) * n // most] for n in range(most)]
