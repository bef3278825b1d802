"""What must be said later: once, in time, again after a failure, by one worker."""

import asyncio
from datetime import timedelta

import pytest

from domain.kit.actor import system
from domain.kit.db import transaction
from domain.outbox import actions as outbox
from domain.outbox.models import OutboxItem
from domain.shop.actions import create_shop

ANN, BEN = 60, 61


@pytest.fixture
async def by(db, clock):
    return system(await create_shop("tea", "Tea", currency="EUR", country="LV"))


async def say(by, topic="t", **more):
    async with transaction():
        await outbox.put(by, topic, {"n": 1}, **more)


async def test_a_row_is_taken_with_its_words(by):
    await say(by, "order.placed")
    (job,) = await outbox.take(10, ANN)
    assert (job.shop_id, job.topic, job.payload, job.attempts) == (by.shop_id, "order.placed", {"n": 1}, 0)


async def test_what_is_rolled_back_is_never_said(by):
    async def fail():
        async with transaction():
            await outbox.put(by, "t", {})
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await outbox.take(10, ANN) == ()
    with pytest.raises(RuntimeError, match="outside a transaction"):
        await outbox.put(by, "t", {})


async def test_the_same_thing_is_put_once_per_shop(by):
    other = system(await create_shop("other", "Other", currency="EUR", country="LV"))
    for shop in (by, by, other):
        await say(shop, once="placed:1")
    assert len(await outbox.take(10, ANN)) == 2


async def test_a_row_waits_for_its_hour(by, clock):
    await say(by, not_before=clock.at + timedelta(minutes=10))
    assert await outbox.take(10, ANN) == ()
    clock.passes(minutes=11)
    assert len(await outbox.take(10, ANN)) == 1


async def test_a_row_is_nobody_elses_until_its_worker_gives_it_back(by, clock):
    await say(by)
    (mine,) = await outbox.take(10, ANN)
    clock.passes(hours=5)
    assert await outbox.take(10, BEN) == ()
    assert await outbox.begin(mine)
    assert await outbox.give_back(ANN) == 1
    (job,) = await outbox.take(10, BEN)
    assert (job.id, job.attempts) == (mine.id, 1)


async def test_who_has_lost_a_row_can_neither_begin_nor_end_it(by):
    await say(by)
    (lost,) = await outbox.take(10, ANN)
    await outbox.give_back(ANN)
    (held,) = await outbox.take(10, BEN)
    late = (outbox.begin(lost), outbox.done(lost), outbox.failed(lost, "x"), outbox.postpone(lost, 5, tried=True))
    assert [await each for each in late] == [False] * 4
    assert await outbox.done(held)
    assert not await outbox.done(held)


async def test_what_stands_as_ours_and_is_not_in_hand_is_given_back(by):
    for _ in range(3):
        await say(by)
    first, *_ = await outbox.take(10, ANN)
    assert [await outbox.give_back_but(ANN, {first.id}) for _ in range(2)] == [2, 0]
    assert len(await outbox.take(10, BEN)) == 2


async def test_a_row_that_kills_every_worker_is_left_for_people(by):
    await say(by)
    for n in range(10):
        (job,) = await outbox.take(10, n)
        await outbox.begin(job)
        await outbox.give_back(n)
    assert await outbox.take(10, ANN) == ()
    assert (await OutboxItem.get(id=job.id)).status == "dead"


async def test_a_clock_set_back_keeps_nothing_waiting_that_was_to_be_said_at_once(by, clock):
    await say(by)
    await say(by, not_before=clock.at + timedelta(minutes=10))
    clock.passes(hours=-1)
    assert len(await outbox.take(10, ANN)) == 1


async def test_one_row_is_taken_by_its_number_when_it_is_due(by, clock):
    await say(by, not_before=clock.at + timedelta(seconds=5))
    item = await OutboxItem.get()
    assert await outbox.take_one(item.id, ANN) is None
    clock.passes(seconds=4)
    assert await outbox.take_one(item.id, ANN, early=timedelta(seconds=2))
    assert await outbox.take_one(item.id, BEN, early=timedelta(seconds=2)) is None


async def test_only_rows_that_nobody_came_for_are_overdue(by, clock):
    await say(by)
    clock.passes(seconds=29)
    await say(by)
    clock.passes(seconds=2)
    assert len(await outbox.take(10, ANN, overdue=timedelta(seconds=30))) == 1


async def test_a_row_given_up_on_is_asked_for_no_more(by, clock):
    await say(by, once="x")
    assert not await outbox.drop(by, (await OutboxItem.get()).id)
    await OutboxItem.all().update(status="dead")
    assert await outbox.drop(by, (await OutboxItem.get()).id)
    await say(by, once="x")
    assert (await outbox.take(10, ANN), await outbox.dead()) == ((), 0)
    clock.passes(days=15)
    assert await outbox.sweep_sent(days=14) == 1


async def test_workers_at_once_share_the_rows(by):
    for _ in range(20):
        await say(by)
    taken = await asyncio.gather(*(outbox.take(20, n) for n in range(5)))
    ids = [job.id for jobs in taken for job in jobs]
    assert sorted(ids) == sorted(set(ids))
    assert len(ids) == 20


async def test_a_failure_is_tried_again_later_and_later_then_left_for_people(by, clock):
    await say(by)
    waits = []
    for _ in range(10):
        (job,) = await outbox.take(10, ANN)
        await outbox.begin(job)
        await outbox.failed(job, "no route")
        item = await OutboxItem.get(id=job.id)
        waits.append(round((item.not_before - clock.at).total_seconds()))
        clock.passes(seconds=waits[-1] + 1)
    assert (waits[:4], max(waits), item.status, item.error) == ([2, 4, 8, 16], 1024, "dead", "no route")
    assert await outbox.take(10, ANN) == ()
    assert [await outbox.revive(by, job.id) for _ in range(2)] == [True, False]
    assert len(await outbox.take(10, ANN)) == 1


async def test_done_is_done_and_swept_after_a_while(by, clock):
    await say(by)
    (job,) = await outbox.take(10, ANN)
    await outbox.done(job)
    clock.passes(days=15)
    assert (await outbox.take(10, ANN), await outbox.sweep_sent(days=14)) == ((), 1)


async def test_the_lag_is_that_of_the_oldest_row_that_is_due(by, clock):
    assert await outbox.lag_seconds() == 0
    await say(by)
    await say(by, not_before=clock.at + timedelta(hours=1))
    clock.passes(seconds=30)
    assert 30 <= await outbox.lag_seconds() < 31


async def test_what_an_older_version_had_taken_is_nobodys(by, clock):
    """It wrote a time there until which the row was its own, and no name."""
    await say(by)
    await OutboxItem.all().update(taken_at=clock.at + timedelta(seconds=60))
    assert len(await outbox.take(10, ANN)) == 1
