"""Background work of one process: the outbox, the sweeps, and the one place where tasks are born."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog

from admin_web.live import Live
from bot import metrics
from bot.channels.telegram.failures import Busy
from bot.tell import Teller
from domain.kit.actor import system
from domain.kit.clock import now
from domain.kit.db import handling
from domain.kit.errors import AlreadyDone
from domain.outbox import actions as outbox
from handlers.notices import Topic

log = structlog.get_logger()
IDLE_SECONDS = 1.0
LEASE_SECONDS = 60
BATCH = 20

Sweep = Callable[[], Awaitable[Any]]


class Jobs:
    """Runs the outbox and the sweeps until stopped. A crash of one round is logged and the next one goes on."""

    def __init__(
        self, topics: Mapping[str, Topic], sweeps: Mapping[str, tuple[timedelta, Sweep]], teller: Teller, live: Live
    ) -> None:
        self.topics = topics
        self.sweeps = sweeps
        self.teller = teller
        self.live = live
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._next: dict[str, Any] = {}

    def start(self) -> None:
        self.repeat(self.run_outbox, "outbox")
        self.repeat(self.run_sweeps, "sweeps")

    def repeat(self, round_: Callable[[], Awaitable[Any]], name: str, every: float = 0) -> None:
        """Do this again and again until stopped: at once when woken, or `every` so many seconds."""
        self.supervise(self._forever(round_, name, every))

    def supervise(self, work: Any) -> asyncio.Task[None]:
        """Start a task that is kept, and cancelled at the end."""
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def wake(self) -> None:
        """Something was committed: look at the outbox now."""
        self._wake.set()

    async def stop(self) -> None:
        """Let nothing new begin and end what runs; what is unfinished stays in the outbox."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _forever(self, round_: Callable[[], Awaitable[Any]], name: str, every: float) -> None:
        while True:
            try:
                await round_()
            except Exception:
                log.exception("background round failed", name=name)
            await (asyncio.sleep(every) if every else self._rest())

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)
        except TimeoutError:
            return
        self._wake.clear()

    async def run_outbox(self) -> int:
        """Carry out every row that is due; returns how many. Tests call it to let the shop speak."""
        done = 0
        while jobs := await outbox.take(BATCH, LEASE_SECONDS):
            for job in jobs:
                await self._carry_out(job)
            done += len(jobs)
        metrics.OUTBOX_LAG.set(await outbox.lag_seconds())
        return done

    async def _carry_out(self, job: Any) -> None:
        try:
            await self._run(job)
        except Busy as busy:
            log.info("outbox row waits", topic=job.topic, job=job.id, why=str(busy))
            metrics.JOBS.labels(job.topic, "postponed").inc()
            await outbox.postpone(job.id, busy.seconds, tried=busy.maybe)
        except Exception as error:
            log.exception("outbox row failed", topic=job.topic, job=job.id)
            metrics.JOBS.labels(job.topic, "failed").inc()
            await outbox.failed(job.id, repr(error))
        else:
            metrics.JOBS.labels(job.topic, "done").inc()
            await outbox.done(job.id)

    async def _run(self, job: Any) -> None:
        by = system(job.shop_id)
        try:
            with handling(f"job:{job.id}"):
                notices = await self.topics[job.topic](job.payload, by)
        except AlreadyDone:
            with handling(None):
                notices = await self.topics[job.topic](job.payload, by)
        for notice in notices:
            await self.teller.tell(by, notice)
        self.live.tell(job.shop_id, job.topic, job.payload)

    async def run_sweeps(self) -> None:
        for name, (every, sweep) in self.sweeps.items():
            if self._next.get(name, now()) <= now():
                self._next[name] = now() + every
                await sweep()
