"""A worker as a process of its own that takes its time: `python -m tests.kit.slow_worker SECONDS`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

from admin_web.live import Live
from bot.app import form_for
from bot.commands.serve import told_to_stop
from bot.config import Settings
from bot.database import database
from bot.jobs import Jobs
from domain.kit.actor import Actor


async def work(seconds: float) -> None:
    settings = Settings()

    async def slow(_payload: Mapping[str, Any], _by: Actor) -> tuple[()]:
        print("taken", flush=True)
        await asyncio.sleep(seconds)
        return ()

    async with database(settings):
        told = told_to_stop()
        jobs = Jobs({"product.changed": slow}, {}, None, Live(), form_for(settings))  # type: ignore[arg-type]
        jobs.start("worker")
        await told.wait()
        await jobs.stop(20)


if __name__ == "__main__":
    asyncio.run(work(float(sys.argv[1])))
