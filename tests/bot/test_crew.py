"""Who is at work is judged by a stopwatch, not by a clock: the dead are buried, the living keep what they have."""

import pytest

from bot.work.crew import Crew
from domain.work import actions as work


class Stopwatch:
    def __init__(self):
        self.at = 100.0

    def __call__(self):
        return self.at


@pytest.fixture
def watch():
    return Stopwatch()


@pytest.fixture
async def ann(db, clock, watch):
    crew = Crew("worker", stopwatch=watch)
    await crew.present()
    return crew


@pytest.fixture
async def ben(ann, watch):
    crew = Crew("worker", stopwatch=watch)
    await crew.present()
    await crew.look()
    return crew


async def test_who_says_nothing_for_a_while_is_buried(ann, ben, watch):
    for _ in range(4):
        watch.at += 4
        await ben.present()
        buried = await ben.look()
    assert buried == 1
    assert set(await work.beats()) == {ben.id}


async def test_who_goes_on_saying_so_is_not(ann, ben, watch):
    for _ in range(10):
        watch.at += 4
        await ann.present()
        await ben.present()
        assert await ben.look() + await ann.look() == 0


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_jumps_kills_nobody(ann, ben, watch, clock, hours):
    for _ in range(3):
        clock.passes(hours=hours)
        watch.at += 4
        await ann.present()
        assert await ben.look() == 0
    assert ann.holds(ann.id)


async def test_a_worker_trusts_itself_for_less_long_than_others_do(ann, ben, watch):
    watch.at += 11
    assert not ann.holds(ann.id)
    assert await ben.look() == 0


async def test_who_was_taken_for_dead_comes_back_as_somebody_new(ann, ben, watch):
    was = ann.id
    await work.bury(was, 0)
    watch.at += 4
    assert await ann.present() not in {was, ben.id}
    assert not ann.holds(was)


async def test_a_web_process_is_alone_once_no_worker_is_heard_of(ann, watch):
    web = Crew("web", stopwatch=watch)
    for _ in range(5):
        watch.at += 4
        await ann.present()
        await web.look()
        assert not web.alone
    for _ in range(4):
        watch.at += 4
        await web.look()
    assert web.alone


async def test_another_web_process_is_no_worker(db, clock, watch):
    web, other = Crew("web", stopwatch=watch), Crew("web", stopwatch=watch)
    for _ in range(5):
        watch.at += 4
        await other.present()
        await web.look()
    assert web.alone
