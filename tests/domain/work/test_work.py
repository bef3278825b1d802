"""Workers come, live and are buried; a sweep is run once by whoever takes it."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.kit.actor import system
from domain.kit.db import transaction
from domain.outbox import actions as outbox
from domain.shop.actions import create_shop
from domain.work import actions as work
from domain.work.models import Sweep

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def two(db, clock):
    return [await work.join(name, "worker", works=True) for name in ("a:1", "b:2")]


async def said():
    by = system(await create_shop("tea", "Tea", currency="EUR", country="LV"))
    async with transaction():
        await outbox.put(by, "t", {})


async def test_a_buried_worker_loses_what_it_had(two):
    ann, ben = two
    await said()
    (mine,) = await outbox.take(10, ann)
    await work.plan({"a": HOUR})
    run = await work.take("a", ann)
    assert await work.bury(ann, 0)
    assert not await work.beat(ann)
    assert not await outbox.done(mine)
    assert not await work.end(run, HOUR, took_ms=1)
    assert len(await outbox.take(10, ben)) == 1
    assert await work.take("a", ben)


async def test_a_worker_whose_beat_has_moved_on_is_not_buried(two):
    assert await work.beat(two[0])
    assert not await work.bury(two[0], 0)
    assert (await work.beats())[two[0]] == (1, True)


async def test_a_worker_that_leaves_frees_its_work_at_once(two):
    await said()
    await outbox.take(10, two[0])
    await work.leave(two[0])
    assert len(await outbox.take(10, two[1])) == 1
    assert set(await work.beats()) == {two[1]}


async def test_a_sweep_is_begun_once_and_comes_again_after_its_span(two, clock):
    await work.plan({"a": HOUR})
    run = await work.take("a", two[0])
    assert await work.take("a", two[1]) is None
    assert await work.end(run, HOUR, took_ms=5, result="3")
    assert await work.due(two[1]) == ()
    clock.passes(minutes=61)
    assert await work.due(two[1]) == ("a",)
    assert await work.take("a", two[1])


async def test_planning_again_keeps_the_time_and_forgets_what_is_no_more(two):
    await work.plan({"a": HOUR, "b": HOUR})
    await work.end(await work.take("a", two[0]), HOUR, took_ms=0)
    await work.plan({"a": HOUR, "c": DAY})
    assert await work.due(two[0]) == ("c",)
    assert await Sweep.all().order_by("name").values_list("name", flat=True) == ["a", "c"]


async def test_a_clock_set_back_does_not_keep_a_sweep_from_coming(two, clock):
    await work.plan({"a": HOUR})
    await work.end(await work.take("a", two[0]), HOUR, took_ms=0)
    clock.passes(hours=-2)
    assert await work.take("a", two[0])


async def test_a_sweep_whose_end_could_not_be_written_is_taken_again_by_its_worker(two):
    await work.plan({"a": HOUR})
    lost = await work.take("a", two[0])
    assert await work.due(two[1]) == ()
    again = await work.take("a", two[0])
    assert await work.end(again, HOUR, took_ms=0)
    assert not await work.end(lost, HOUR, took_ms=0)


@pytest.mark.parametrize(("hour", "day"), [(2, 12), (3, 13), (23, 13)])
def test_what_comes_every_night_comes_in_the_small_hours(hour, day):
    assert work.following(datetime(2026, 11, 12, hour, tzinfo=UTC), DAY) == datetime(2026, 11, day, 3, tzinfo=UTC)
