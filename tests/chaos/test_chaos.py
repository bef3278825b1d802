"""A short storm on each database: people, accidents and kills, and afterwards nothing is missing anywhere."""

from __future__ import annotations

import pytest

from tests.chaos.plan import Plan
from tests.chaos.run import Chaos

SHORT = Plan(
    seed=11,
    minutes=1.4,
    shops=3,
    customers=24,
    at_once=6,
    kills_every=8.0,
    settle=240.0,
)


@pytest.mark.chaos
async def test_after_a_storm_all_books_agree(db, tmp_path):
    report = await Chaos(SHORT, db, tmp_path).run()
    assert report.held, "\n".join(report.lines())
    assert report.kills.total() > 1
    assert report.counts["writes"] > 0
