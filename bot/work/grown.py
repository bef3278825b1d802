"""The grown form: PostgreSQL says when there is a row, procrastinate hands it to one of its workers.

A job of procrastinate is a knock at the door, and may come twice or too early: who answers takes the row of the outbox
as in the embedded form. A knock that never came is made good by looking for rows that nobody came for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from procrastinate import App, PsycopgConnector
from psycopg.conninfo import make_conninfo

from bot.work.crew import BEAT_S, DEAD_S
from bot.work.port import Hands
from bot.work.schema import QUEUE, SCHEMA, TASK

AT_ONCE = 1  # what concerns one order is said in its order; more workers say more at once
PLANNED_EVERY_S = 2.0
OVERDUE = timedelta(seconds=30)
GRACE_S = 15.0


class Grown:
    """One worker of procrastinate inside this process, on connections of its own."""

    name = "procrastinate"

    def __init__(self, credentials: Mapping[str, Any]) -> None:
        self._conninfo = make_conninfo(
            host=credentials["host"],
            port=credentials["port"],
            user=credentials["user"],
            password=credentials["password"],
            dbname=credentials["database"],
            sslmode=credentials.get("ssl"),
            application_name="hawker worker",
            options=f"-csearch_path={SCHEMA},public",
        )
        self._listening: asyncio.Task[None] | None = None

    def start(self, hands: Hands) -> None:
        self._listening = hands.repeat(lambda: self._listen(hands), "procrastinate", every=PLANNED_EVERY_S)
        hands.repeat(lambda: hands.run_outbox(overdue=OVERDUE), "overdue", every=PLANNED_EVERY_S)

    async def stop(self, grace: float) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait({self._listening}, timeout=grace)

    async def _listen(self, hands: Hands) -> None:
        """Until cancelled, or until the database is away; the round that comes after begins anew."""
        app = App(connector=PsycopgConnector(conninfo=self._conninfo, min_size=1, max_size=AT_ONCE + 1, timeout=10))

        @app.task(name=TASK, queue=QUEUE)
        async def carry_out(outbox_id: int) -> None:
            await hands.run_one(outbox_id)

        async with app.open_async():
            await _retry_stalled(app)
            watching = hands.repeat(lambda: _retry_stalled(app), "stalled jobs", every=BEAT_S)
            try:
                await app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=AT_ONCE,
                    install_signal_handlers=False,
                    delete_jobs="always",
                    fetch_job_polling_interval=PLANNED_EVERY_S,
                    update_heartbeat_interval=BEAT_S,
                    stalled_worker_timeout=DEAD_S,
                    shutdown_graceful_timeout=GRACE_S,
                )
            finally:
                watching.cancel()


async def _retry_stalled(app: App) -> None:
    """Jobs whose worker has died are anybody's again; the library leaves that to us."""
    for job in await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=DEAD_S):
        await app.job_manager.retry_job(job)
