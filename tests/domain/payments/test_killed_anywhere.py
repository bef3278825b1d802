"""Every flow of money and goods, killed before every statement of it in turn: started anew, each story ends well.

`HAWKER_CRASHES=all` dies at every statement; without it around commits, and at some statements between.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

import pytest

from bot.payments import Books
from bot.sweeps import expire_orders
from domain.doctor.examine import violations
from domain.kit.db import handling
from domain.kit.errors import AlreadyDone
from domain.payments.actions import poll_payments, push_refunds
from domain.work import actions as crew
from tests.kit.crashes import dies, drop_connections, steps_of, telling
from tests.kit.flows import FLOWS, Setting, Story, found
from tests.kit.rewind import Rewind
from tests.kit.stage import staged
from tests.kit.till import Till, installed

MOST = {"sqlite": 4, "postgres": 3}
_UNSAID = "SELECT topic, status, error FROM outbox WHERE status <> 'sent' AND topic <> 'order.pay_soon'"
_GONE = """
SELECT COALESCE(SUM(r.amount), 0) FROM refund r JOIN payment p ON p.id = r.payment_id
WHERE r.status = 'done' AND p.provider = 'test-gateway'
"""


class Life:
    """A shop that dies and starts anew; memory goes, the database and the providers' books stay."""

    def __init__(self, db: Any, setting: Setting, story: Story) -> None:
        self.db, self.setting, self.story = db, setting, story
        self.starts()

    def starts(self) -> None:
        self.app = staged(self.db)
        installed(self.setting.tills)

    async def hears(self) -> None:
        """What was sent before and not acknowledged comes again, with the same key."""
        for n, act in enumerate(self.story.inputs):
            with suppress(AlreadyDone), handling(f"input:{n}"):
                await act()

    async def lives(self) -> None:
        await self.hears()
        await self.app.jobs.run_outbox()

    async def recovers(self) -> None:
        self.starts()
        for worker, (beat, _) in (await crew.beats()).items():  # their beats stand still: the new process buries them
            await crew.bury(worker, beat)
        self.setting.clock.passes(minutes=3)
        if not self.story.lost:
            await self.hears()
        await self.app.jobs.run_outbox()
        for sweep in (expire_orders, poll_payments, push_refunds, Books().round):
            await sweep()
        self.setting.clock.passes(minutes=3)
        await self.app.jobs.run_outbox()

    async def ended_well(self) -> None:
        assert await violations() == []
        for query, rows in self.story.ends.items():
            assert await found(query) == rows, query
        assert await found(_UNSAID) == []
        back = sum(one.amount.minor for till in self.setting.tills.values() for _, one in till.back.values())
        assert await found(_GONE) == [[back]]


@pytest.fixture
def tills() -> dict[str, Till]:
    return {code: Till(code) for code in ("test-gateway", "telegram", "stars")}


@pytest.fixture(params=FLOWS)
async def life(request: Any, db: Any, clock: Any, tills: dict[str, Till]) -> Life:
    staged(db)
    installed(tills)
    setting = await Setting.open(clock, tills)
    story = await FLOWS[request.param](setting)
    clock.passes(minutes=story.minutes)
    return Life(db, setting, story)


async def test_killed_anywhere_it_ends_well(life: Life, record_property: Any) -> None:
    rewind, at = await Rewind.here(life.db), life.setting.clock.at
    backs = {code: dict(till.back) for code, till in life.setting.tills.items()}
    kind = "sqlite" if rewind.is_sqlite else "postgres"
    steps = await steps_of(life.lives)
    points = [s.n for s in steps] if os.environ.get("HAWKER_CRASHES") == "all" else telling(steps, MOST[kind])
    record_property("points", len(points))
    for n in [*points, len(steps) + 1]:
        await drop_connections()
        await rewind.back()
        life.setting.clock.at = at
        for code, till in life.setting.tills.items():
            till.back = dict(backs[code])
        life.starts()
        died = await dies(life.lives, n)
        assert died or n > len(steps), f"there is no step {n}"
        await life.recovers()
        try:
            await life.ended_well()
        except AssertionError as error:
            error.add_note(f"it died before step {n}: {steps[n - 1] if n <= len(steps) else 'none'}")
            raise
