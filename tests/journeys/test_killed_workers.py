"""Workers as processes of their own: killed in the middle of a piece of work, told to stop, none there at all."""

import asyncio
import signal
from datetime import timedelta
from time import monotonic

import pytest

from bot.sweeps import NIGHT
from domain.kit.actor import system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.outbox import actions as outbox
from domain.outbox.models import OutboxItem
from domain.shop.actions import create_shop
from domain.work.models import Sweep, Worker
from tests.kit.process import hawker


@pytest.fixture
async def by(db):
    return system(await create_shop("tea", "Tea", currency="EUR", country="LV"))


async def say(by, **more):
    async with transaction():
        await outbox.put(by, "product.changed", {"product_id": 1}, **more)


async def comes(question, wanted, seconds=100):
    until = monotonic() + seconds
    while (await question()) != wanted:
        assert monotonic() < until, f"{await question()} is not {wanted}"
        await asyncio.sleep(0.3)


async def sent():
    return await OutboxItem.filter(status="sent").count()


async def here():
    return await Worker.filter(works=True).count()


def process(db, *arguments, **how):
    at = {"HAWKER_DATABASE_URL": db.database_url, "HAWKER_SECRET_KEY": db.secret_key}
    return hawker(db.data_dir, *arguments, **at, **how)


def worker(db):
    return process(db, "worker", ready="At work")


def slow(db, seconds):
    """A worker that has begun a piece of work and takes so long for it."""
    return process(db, str(seconds), ready="taken", module="tests.kit.slow_worker")


async def test_what_a_killed_worker_had_and_what_was_planned_is_done_by_the_next(db, by):
    await say(by)
    async with slow(db, 600) as first:
        await say(by, not_before=now() + timedelta(seconds=1))
        first.process.kill()
        await first.process.wait()
    assert (await sent(), await here()) == (0, 1)
    async with worker(db) as second:
        await comes(sent, 2)
        assert await OutboxItem.all().order_by("id").values_list("attempts", flat=True) == [2, 1]
        assert await second.stop(signal.SIGTERM) == 0
    assert await here() == 0


async def test_a_worker_told_to_stop_ends_what_it_is_doing_and_begins_nothing_more(db, by):
    for _ in range(2):
        await say(by)
    async with slow(db, 3) as only:
        began = monotonic()
        assert await only.stop(signal.SIGTERM) == 0
        assert monotonic() - began < 20
    assert await OutboxItem.all().order_by("id").values_list("status", "attempts") == [("sent", 1), ("waiting", 0)]
    assert (await here(), await OutboxItem.filter(taken_by=None).count()) == (0, 2)


async def test_a_web_process_says_the_news_while_there_is_no_worker(db, by):
    await say(by)
    async with process(db, "web", "--port", "0") as web:
        await comes(sent, 1)
        assert await web.stop(signal.SIGTERM) == 0


async def test_two_workers_sweep_once(db, by):
    async def swept():
        return await night.filter(ended_at__isnull=False).count()

    night = Sweep.filter(name__startswith="night.")
    async with worker(db), worker(db):
        await comes(here, 2)
        await comes(swept, len(NIGHT))
        await comes(night.filter(taken_by__isnull=False).count, 0)
    assert set(await night.values_list("claim", "error")) == {(1, "")}
