"""Background work of one process: rows of the outbox carried out, sweeps by the clock, and who else is at work."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from time import monotonic
from typing import Any

import structlog

from admin_web.live import Live
from bot import metrics
from bot.channels.telegram.failures import Busy
from bot.tell import Teller
from bot.work.crew import BEAT_S, Crew
from bot.work.inline import Inline
from bot.work.port import Form
from bot.work.rounds import Rounds
from domain.kit.actor import system
from domain.kit.db import handling
from domain.kit.errors import AlreadyDone
from domain.outbox import actions as outbox
from domain.outbox.actions import OutboxJob
from domain.work import actions as work
from handlers.notices import Topic

log = structlog.get_logger()
BATCH = 60
LANES = 8
AT_ONCE = timedelta(0)
CLOCKS_APART = timedelta(seconds=2)

Sweep = Callable[[], Awaitable[Any]]


class Lost(Exception):
    """What was being carried out may be another worker's by now."""


class Jobs(Rounds):
    """Runs the outbox and the sweeps until stopped, by the form it is given."""

    def __init__(
        self,
        topics: Mapping[str, Topic],
        sweeps: Mapping[str, tuple[timedelta, Sweep]],
        teller: Teller,
        live: Live,
        form: Form | None = None,
    ) -> None:
        super().__init__()
        self.topics = topics
        self.sweeps = sweeps
        self.teller = teller
        self.live = live
        self.form = form or Inline()
        self.crew = Crew()
        self._planned = False
        self._in_hand: set[int] = set()
        self._taking = asyncio.Lock()

    def start(self, kind: str = "run") -> None:
        """Work as `run` or `worker` do; a `web` process only stands in while nobody else works."""
        self.crew = Crew(kind)
        self.repeat(self._live, "beat", every=BEAT_S)
        if self.crew.works:
            self.form.start(self)
            self.repeat(self.run_sweeps, "sweeps", every=1)
        else:
            self.repeat(self._stand_in, "standing in")

    async def stop(self, grace: float = 20) -> None:
        """Let nothing new begin, finish what is under way for so many seconds; the rest stays in the outbox."""
        self.stopping = True
        until = monotonic() + grace
        await self.form.stop(grace)
        await self.end(max(0.0, until - monotonic()))
        try:
            await self.crew.leave()
        except Exception:
            log.exception("not left: others will notice")

    async def _live(self) -> None:
        worker = await self.crew.present()
        await self.crew.look()
        async with self._taking:  # what an answer that was lost on the way has left with us
            await outbox.give_back_but(worker, self._in_hand)
        metrics.OUTBOX_LAG.set(await outbox.lag_seconds())
        metrics.OUTBOX_DEAD.set(await outbox.dead())

    async def _stand_in(self) -> None:
        if self.crew.alone:
            await self.run_outbox()
            await self.run_sweeps()

    async def run_outbox(self, overdue: timedelta = AT_ONCE) -> int:
        """Carry out every row that has been due for so long; returns how many. Tests call it to let the shop speak."""
        done = 0
        while not self.stopping:
            worker = await self.crew.present()
            async with self._taking:
                rows = await outbox.take(BATCH, worker, overdue=overdue)
                self._in_hand.update(row.id for row in rows)
            await self._carry_out_all(rows)
            done += len(rows)
            if not rows:
                break
        return done

    async def run_one(self, job_id: int) -> None:
        """Carry out this row, unless it is not due, or another worker has it."""
        worker = await self.crew.present()
        async with self._taking:
            row = await outbox.take_one(job_id, worker, early=CLOCKS_APART)
            self._in_hand.update((row.id,) if row else ())
        if row is not None:
            await self._carry_out_all((row,))

    async def _carry_out_all(self, rows: Sequence[OutboxJob]) -> None:
        """What concerns one order in its order, others beside it: a chat kept waiting holds up nobody else."""
        lanes: dict[tuple[int, int], list[OutboxJob]] = defaultdict(list)
        for row in rows:
            lanes[row.shop_id, row.payload.get("order_id", 0)].append(row)
        free = asyncio.Semaphore(LANES)
        try:
            async with asyncio.TaskGroup() as group:
                for lane in lanes.values():
                    group.create_task(self._one_by_one(lane, free))
        except BaseExceptionGroup as several:  # of one round one is enough to say
            raise several.exceptions[0] from several
        finally:
            self._in_hand.difference_update(row.id for row in rows)

    async def _one_by_one(self, lane: Sequence[OutboxJob], free: asyncio.Semaphore) -> None:
        async with free:
            for row in lane:
                await self._carry_out(row)

    async def _carry_out(self, job: OutboxJob) -> None:
        worker = await self.crew.present()
        if self.stopping or not await outbox.begin(job):
            return
        try:
            await self._run(job, worker)
        except Lost:
            log.warning("outbox row lost to another worker", topic=job.topic, job=job.id)
        except Busy as busy:
            log.info("outbox row waits", topic=job.topic, job=job.id, why=str(busy))
            metrics.JOBS.labels(job.topic, "postponed").inc()
            await outbox.postpone(job, busy.seconds, tried=busy.maybe)
        except Exception as error:
            log.exception("outbox row failed", topic=job.topic, job=job.id)
            metrics.JOBS.labels(job.topic, "failed").inc()
            await outbox.failed(job, repr(error))
        else:
            metrics.JOBS.labels(job.topic, "done").inc()
            await outbox.done(job)

    async def _run(self, job: OutboxJob, worker: int) -> None:
        by = system(job.shop_id)
        try:
            with handling(f"job:{job.id}"):
                notices = await self.topics[job.topic](job.payload, by)
        except AlreadyDone:
            with handling(None):
                notices = await self.topics[job.topic](job.payload, by)
        for notice in notices:
            if not self.crew.holds(worker):
                raise Lost
            await self.teller.tell(by, notice)
        if self.crew.works:  # a web process hears of it like of everything the others have done
            self.live.tell(job.shop_id, job.topic, job.payload, job.id)

    async def run_sweeps(self) -> None:
        """Carry out the sweeps whose time has come, unless another worker has them."""
        if not self._planned:
            await work.plan({name: every for name, (every, _) in self.sweeps.items()})
            self._planned = True
        for name in await work.due(await self.crew.present()):
            if self.stopping:
                return
            if name in self.sweeps and (run := await work.take(name, await self.crew.present())):
                await self._sweep(run, *self.sweeps[name])

    async def _sweep(self, run: work.Run, every: timedelta, sweep: Sweep) -> None:
        began, result, error = monotonic(), "", ""
        try:
            done = await sweep()
            result = str(done) if isinstance(done, int) else ""
        except Exception as problem:
            log.exception("sweep failed", name=run.name)
            error = repr(problem)
        await work.end(run, every, took_ms=round(1000 * (monotonic() - began)), result=result, error=error)
