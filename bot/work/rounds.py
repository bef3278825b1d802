"""The one place where tasks are born: rounds that come again until the process stops, and what is kept beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

log = structlog.get_logger()
IDLE_SECONDS = 1.0


class Rounds:
    """Runs rounds until told to stop. A crash of one round is logged and the next one goes on."""

    def __init__(self) -> None:
        self.stopping = False
        self._wakes: set[asyncio.Event] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._rounds: set[asyncio.Task[None]] = set()

    def repeat(self, round_: Callable[[], Awaitable[Any]], name: str, every: float = 0) -> asyncio.Task[None]:
        """Do this again and again until stopped: at once when woken, or `every` so many seconds."""
        task = self.supervise(self._forever(round_, name, every))
        self._rounds.add(task)
        task.add_done_callback(self._rounds.discard)
        return task

    def supervise(self, work: Any) -> asyncio.Task[None]:
        """Start a task that is kept, and cancelled at the end."""
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def wake(self) -> None:
        """Something was committed: look at the outbox now."""
        for event in self._wakes:
            event.set()

    async def end(self, grace: float) -> None:
        """Begin nothing new, let rounds under way end for so many seconds, cancel the rest."""
        self.stopping = True
        self.wake()
        if self._rounds:
            await asyncio.wait(self._rounds, timeout=grace)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _forever(self, round_: Callable[[], Awaitable[Any]], name: str, every: float) -> None:
        woken = asyncio.Event()
        self._wakes.add(woken)
        try:
            while not self.stopping:
                try:
                    await round_()
                except Exception:
                    log.exception("background round failed", name=name)
                await self._rest(woken, every)
        finally:
            self._wakes.discard(woken)

    async def _rest(self, woken: asyncio.Event, every: float) -> None:
        """Until the next round is due. What comes by the clock is woken by the end alone."""
        loop = asyncio.get_running_loop()
        until = loop.time() + (every or IDLE_SECONDS)
        while not self.stopping and (left := until - loop.time()) > 0:
            try:
                await asyncio.wait_for(woken.wait(), left)
            except TimeoutError:
                return
            woken.clear()
            if not every:
                return
