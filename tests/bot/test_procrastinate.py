"""Background work on PostgreSQL by procrastinate: a row is a job of its own transaction, and wakes a worker."""

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from time import monotonic

import asyncpg
import pytest

from admin_web.live import Live
from bot.app import form_for
from bot.config import Settings
from bot.jobs import Jobs
from bot.work.schema import bring_up
from domain.kit.actor import system
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.outbox import actions as outbox
from domain.outbox.models import OutboxItem
from domain.shop.actions import create_shop
from domain.work import actions as work
from tests.kit.database import empty

JOBS = "SELECT args->>'outbox_id' AS id, scheduled_at, status FROM procrastinate.procrastinate_jobs ORDER BY id"


@pytest.fixture
async def postgres(tmp_path):
    async with empty("postgres", tmp_path) as settings:
        yield settings


@pytest.fixture
async def by(postgres):
    return system(await create_shop("tea", "Tea", currency="EUR", country="LV"))


async def say(by, n=1, **more):
    async with transaction():
        await outbox.put(by, "t", {"n": n}, **more)


async def rolled_back(by):
    with suppress(KeyError):
        async with transaction():
            await outbox.put(by, "t", {})
            raise KeyError


async def tie(settings, *, wanted=True):
    """What a migration does at its end."""
    connection = await asyncpg.connect(settings.database_url)
    await bring_up(connection, wanted=wanted)
    await connection.close()


async def library(settings, statement):
    """Something done to the library's own tables."""
    connection = await asyncpg.connect(settings.database_url, server_settings={"search_path": "procrastinate"})
    await connection.execute(statement)
    await connection.close()


async def waits(true, seconds=30):
    until = monotonic() + seconds
    while not true():
        assert monotonic() < until, "it never came"
        await asyncio.sleep(0.05)


@asynccontextmanager
async def working(settings, said, broken=()):
    """A worker by procrastinate, which notes what it says."""

    async def topic(payload, by):
        said.append(payload["n"])
        if payload["n"] in broken and said.count(payload["n"]) == 1:
            raise RuntimeError("no route")
        return ()

    jobs = Jobs({"t": topic}, {}, None, Live(), form_for(settings))
    jobs.start("worker")
    try:
        yield jobs
    finally:
        await jobs.stop(10)


async def test_a_row_is_one_job_of_its_own_transaction(by):
    await say(by, once="x")
    await say(by, once="x")
    await rolled_back(by)
    (row,) = await OutboxItem.all()
    assert [(job["id"], job["scheduled_at"]) for job in await sql(JOBS)] == [(str(row.id), None)]


async def test_a_row_to_be_tried_again_is_a_job_for_then(by):
    await say(by)
    (job,) = await outbox.take(10, 1)
    await outbox.begin(job)
    await outbox.failed(job, "no route")
    *_, later = await sql(JOBS)
    assert later["scheduled_at"] == (await OutboxItem.get()).not_before


async def test_a_worker_is_woken_by_a_row_and_by_its_time(postgres, by):
    said = []
    async with working(postgres, said, broken=(2,)):
        await say(by, 1)
        await waits(lambda: said == [1])
        await say(by, 2)
        await say(by, 3, not_before=now() + timedelta(seconds=1))
        await waits(lambda: sorted(said) == [1, 2, 2, 3])
    assert await OutboxItem.filter(status="sent").count() == 3
    assert await sql(JOBS) == []


async def test_two_workers_say_everything_once(postgres, by):
    said = []
    async with working(postgres, said), working(postgres, said):
        for n in range(20):
            await say(by, n)
        await waits(lambda: len(said) >= 20)
        await asyncio.sleep(1)
    assert sorted(said) == list(range(20))


async def test_what_a_dead_worker_had_wakes_another(postgres, by):
    dead, said = await work.join("gone:1", "worker", works=True), []
    await say(by)
    await outbox.take(10, dead)
    async with working(postgres, said):
        await asyncio.sleep(1)
        assert said == []
        await work.bury(dead, 0)
        await waits(lambda: said == [1])


async def test_a_job_whose_worker_has_died_is_anybodys_again(postgres, by):
    await say(by)
    await library(postgres, "UPDATE procrastinate_jobs SET status = 'doing'")
    said = []
    async with working(postgres, said):
        await waits(lambda: said == [1])


async def test_a_row_without_its_job_is_found_all_the_same(postgres, by):
    await say(by)
    await library(postgres, "DELETE FROM procrastinate_jobs")
    at = now() - timedelta(minutes=1)
    await OutboxItem.all().update(not_before=at)
    said = []
    async with working(postgres, said):
        await waits(lambda: said == [1])


async def test_the_other_form_leaves_no_jobs_behind_and_the_way_back_finds_what_waits(postgres, by):
    await say(by)
    await tie(postgres, wanted=False)
    await say(by, 2)
    assert await sql(JOBS) == []
    await tie(postgres)
    await tie(postgres)
    assert len(await sql(JOBS)) == 2


async def test_the_librarys_own_steps_are_taken_once_and_in_order(postgres):
    note = "SELECT obj_description('procrastinate.procrastinate_jobs'::regclass) AS note"
    (made,) = await sql(note)
    old = "COMMENT ON TABLE procrastinate_jobs IS 'Made by procrastinate 3.9.0, last step {step}'"
    await library(postgres, old.format(step=made["note"].rpartition(" ")[2]))
    await tie(postgres)
    assert await sql(note) == [made]


def test_the_library_is_not_for_sqlite():
    with pytest.raises(ValueError, match="needs PostgreSQL"):
        Settings(worker="procrastinate")
    assert not Settings().by_procrastinate
    assert not Settings(database_url="postgres://x/y", worker="inline").by_procrastinate
