"""Two workers, one database: every row and every sweep once, whoever is killed, held up or cut off."""

import asyncio
from datetime import timedelta

import pytest

from admin_web.live import Live
from bot.jobs import Jobs
from domain.kit.actor import system
from domain.kit.db import sql, transaction
from domain.outbox import actions as outbox
from domain.outbox.models import OutboxItem
from domain.shop.actions import create_shop
from domain.work import actions as work
from domain.work.models import Sweep
from handlers.notices import Notice

MINUTE = timedelta(minutes=1)


class Mouth:
    """Says nothing to nobody, and counts."""

    def __init__(self):
        self.told = 0

    async def tell(self, by, notice):
        self.told += 1


class Pair:
    """Two processes with one diary."""

    def __init__(self):
        self.diary = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.reached = asyncio.Event()
        self.third = asyncio.Event()
        self.held = None  # the rows that wait at the gate; None: all
        self.mouth = Mouth()
        self.sweeps = {}
        self.ann, self.ben = self.jobs(), self.jobs()

    def jobs(self):
        return Jobs({"t": self.topic}, self.sweeps, self.mouth, Live())

    async def topic(self, payload, by):
        self.diary.append(payload["n"])
        self.reached.set()
        if len(self.diary) == 3:
            self.third.set()
        if self.held is None or payload["n"] in self.held:
            await self.gate.wait()
        if payload.get("broken"):
            raise RuntimeError("no route")
        return (Notice(1, str),)


@pytest.fixture
async def by(db, clock):
    return system(await create_shop("tea", "Tea", currency="EUR", country="LV"))


@pytest.fixture
def pair(by):
    return Pair()


async def say(by, n=1, not_before=None, **more):
    async with transaction():
        await outbox.put(by, "t", {"n": n, **more}, not_before=not_before)


async def held_up(pair, jobs):
    """A worker in the middle of a row."""
    pair.gate.clear()
    task = jobs.supervise(jobs.run_outbox())
    await asyncio.wait_for(pair.reached.wait(), 10)
    return task


async def test_two_workers_share_the_rows(pair, by):
    for n in range(30):
        await say(by, n)
    await asyncio.gather(pair.ann.run_outbox(), pair.ben.run_outbox())
    assert sorted(pair.diary) == list(range(30))


async def test_an_order_kept_waiting_holds_up_no_other_and_keeps_its_own_order(pair, by):
    for n, order in ((1, 7), (2, 7), (3, 8), (4, 9)):
        await say(by, n, order_id=order)
    pair.held = {1}
    pair.gate.clear()
    task = pair.ann.supervise(pair.ann.run_outbox())
    await asyncio.wait_for(pair.third.wait(), 10)
    assert sorted(pair.diary) == [1, 3, 4]
    pair.gate.set()
    await asyncio.wait_for(task, 10)
    assert (pair.diary[-1], pair.mouth.told) == (2, 4)


async def test_what_a_killed_worker_had_is_carried_out_by_another(pair, by):
    await say(by)
    task = await held_up(pair, pair.ann)
    task.cancel()
    pair.gate.set()
    assert await pair.ben.run_outbox() == 0
    await work.bury(pair.ann.crew.id, 0)
    assert (await pair.ben.run_outbox(), pair.diary, pair.mouth.told) == (1, [1, 1], 1)


async def test_a_worker_that_was_taken_for_dead_says_nothing_more(pair, by):
    """It hung so long that another has said it; when it goes on it neither tells nor ends the row."""
    await say(by)
    task = await held_up(pair, pair.ann)
    await work.bury(pair.ann.crew.id, 0)
    pair.ann.crew._beaten -= 60
    pair.gate.set()
    await pair.ben.run_outbox()
    await asyncio.wait_for(task, 10)
    assert (pair.mouth.told, (await OutboxItem.get()).status) == (1, "sent")


async def test_a_row_that_fails_comes_again_later_and_later(pair, by, clock):
    await say(by, broken=True)
    await pair.ann.run_outbox()
    for wait in (2, 4, 8):
        clock.passes(seconds=wait - 1)
        assert await pair.ben.run_outbox() == 0
        clock.passes(seconds=1.1)
        assert await pair.ben.run_outbox() == 1


async def test_what_is_planned_is_said_at_its_time_by_whoever_is_there(pair, by, clock):
    await say(by, not_before=clock.at + MINUTE)
    assert await pair.ann.run_outbox() == 0
    clock.passes(seconds=61)
    assert (await pair.ben.run_outbox(), pair.diary) == (1, [1])


async def test_a_row_whose_end_could_not_be_written_comes_again(pair, by, monkeypatch):
    async def away(job):
        raise ConnectionError

    await say(by)
    with monkeypatch.context() as broken:
        broken.setattr(outbox, "done", away)
        with pytest.raises(ConnectionError):
            await pair.ann.run_outbox()
    assert await pair.ann.run_outbox() == 0
    await pair.ann._live()
    assert await pair.ann.run_outbox() == 1


async def test_stopping_finishes_what_is_under_way_and_gives_back_the_rest(pair, by):
    for n in range(3):
        await say(by, n)
    pair.gate.clear()
    pair.ann.repeat(pair.ann.run_outbox, "outbox")
    await asyncio.wait_for(pair.reached.wait(), 10)
    stopping = pair.ben.supervise(pair.ann.stop(10))
    await asyncio.sleep(0)
    pair.gate.set()
    await asyncio.wait_for(stopping, 10)
    assert (pair.diary, pair.mouth.told) == ([0], 1)
    assert (await pair.ben.run_outbox(), pair.diary) == (2, [0, 1, 2])


async def test_what_does_not_end_in_time_is_cut_off_and_left_to_others(pair, by):
    await say(by)
    pair.gate.clear()
    pair.ann.repeat(pair.ann.run_outbox, "outbox")
    await asyncio.wait_for(pair.reached.wait(), 10)
    await asyncio.wait_for(pair.ann.stop(0.1), 10)
    pair.gate.set()
    assert await pair.ben.run_outbox() == 1
    assert (await OutboxItem.get()).attempts == 2


async def test_a_sweep_is_run_by_one_worker_and_its_run_written_down(pair, clock):
    async def sweep():
        pair.diary.append("swept")
        clock.passes(seconds=2)
        return 7

    pair.sweeps["dust"] = (MINUTE, sweep)
    await asyncio.gather(pair.ann.run_sweeps(), pair.ben.run_sweeps())
    row = await Sweep.get(name="dust")
    assert (pair.diary, row.result, row.error, row.taken_by) == (["swept"], "7", "", None)
    assert row.next_at > row.ended_at > row.started_at
    clock.passes(seconds=61)
    await asyncio.gather(pair.ann.run_sweeps(), pair.ben.run_sweeps())
    assert pair.diary == ["swept", "swept"]


async def test_a_sweep_that_fails_does_not_keep_the_others_from_running(pair):
    async def broken():
        raise RuntimeError("disk")

    async def well():
        pair.diary.append("well")

    pair.sweeps.update(broken=(MINUTE, broken), well=(MINUTE, well))
    await pair.ann.run_sweeps()
    assert pair.diary == ["well"]
    assert "disk" in (await Sweep.get(name="broken")).error


async def test_a_sweep_cut_off_in_the_middle_is_run_by_another(pair):
    await pair.ann.crew.present()
    await work.plan({"dust": MINUTE})
    await work.take("dust", pair.ann.crew.id)

    async def sweep():
        pair.diary.append("swept")

    pair.sweeps["dust"] = (MINUTE, sweep)
    await pair.ben.run_sweeps()
    assert pair.diary == []
    await work.bury(pair.ann.crew.id, 0)
    await pair.ben.run_sweeps()
    assert pair.diary == ["swept"]


async def test_a_web_process_stands_in_only_while_nobody_works(pair, by):
    web = pair.jobs()
    web.crew.kind = "web"
    await say(by)
    await web._stand_in()
    assert pair.diary == []
    web.crew._heard -= 60
    await web._stand_in()
    assert (pair.diary, len(await sql("SELECT name FROM worker"))) == ([1], 1)
