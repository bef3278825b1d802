"""What must be said later: once, in time, again after a failure, by one worker."""

import asyncio
from datetime import timedelta

import pytest

from domain.kit.actor import system
from domain.kit.db import transaction
from domain.outbox import actions as outbox
from domain.outbox.models import OutboxItem
from domain.shop.actions import create_shop


@pytest.fixture
async def by(db, clock):
    return system(await create_shop("tea", "Tea", currency="EUR", country="LV"))


async def say(by, topic="t", **more):
    async with transaction():
        await outbox.put(by, topic, {"n": 1}, **more)


async def test_a_row_is_taken_with_its_words(by):
    await say(by, "order.placed")
    (job,) = await outbox.take(10, 60)
    assert (job.shop_id, job.topic, job.payload, job.attempts) == (by.shop_id, "order.placed", {"n": 1}, 1)


async def test_what_is_rolled_back_is_never_said(by):
    async def fail():
        async with transaction():
            await outbox.put(by, "t", {})
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await outbox.take(10, 60) == ()
    with pytest.raises(RuntimeError, match="outside a transaction"):
        await outbox.put(by, "t", {})


async def test_the_same_thing_is_put_once_per_shop(by):
    other = system(await create_shop("other", "Other", currency="EUR", country="LV"))
    for shop in (by, by, other):
        await say(shop, once="placed:1")
    assert len(await outbox.take(10, 60)) == 2


async def test_a_row_waits_for_its_hour(by, clock):
    await say(by, not_before=clock.at + timedelta(minutes=10))
    assert await outbox.take(10, 60) == ()
    clock.passes(minutes=11)
    assert len(await outbox.take(10, 60)) == 1


async def test_a_leased_row_is_nobody_elses_until_the_lease_runs_out(by, clock):
    await say(by)
    await outbox.take(10, 60)
    assert await outbox.take(10, 60) == ()
    clock.passes(seconds=61)
    (job,) = await outbox.take(10, 60)
    assert job.attempts == 2


async def test_workers_at_once_share_the_rows(by):
    for _ in range(20):
        await say(by)
    taken = await asyncio.gather(*(outbox.take(20, 60) for _ in range(5)))
    ids = [job.id for jobs in taken for job in jobs]
    assert sorted(ids) == sorted(set(ids))
    assert len(ids) == 20


async def test_a_failure_is_tried_again_later_and_later_then_left_for_people(by, clock):
    await say(by)
    waits = []
    for _ in range(10):
        (job,) = await outbox.take(10, 60)
        await outbox.failed(job.id, "no route")
        item = await OutboxItem.get(id=job.id)
        waits.append(round((item.not_before - clock.at).total_seconds()))
        clock.passes(seconds=waits[-1] + 1)
    assert (waits[:4], max(waits), item.status, item.error) == ([2, 4, 8, 16], 1024, "dead", "no route")
    assert await outbox.take(10, 60) == ()
    assert [await outbox.revive(by, job.id) for _ in range(2)] == [True, False]
    assert len(await outbox.take(10, 60)) == 1


async def test_done_is_done_and_swept_after_a_while(by, clock):
    await say(by)
    (job,) = await outbox.take(10, 60)
    await outbox.done(job.id)
    clock.passes(days=15)
    assert (await outbox.take(10, 60), await outbox.sweep_sent(days=14)) == ((), 1)


async def test_the_lag_is_that_of_the_oldest_row_that_is_due(by, clock):
    assert await outbox.lag_seconds() == 0
    await say(by)
    await say(by, not_before=clock.at + timedelta(hours=1))
    clock.passes(seconds=30)
    assert 30 <= await outbox.lag_seconds() < 31
