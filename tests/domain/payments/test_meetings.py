"""Any two verbs that touch the same money or goods, one at an exact point of the other, both ways round.

Whatever happens is what would have happened had one come after the other, and the books hold. `HAWKER_RACES=all` runs
all of them at every point; without it those that meet every day, at the points that matter most.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from domain.doctor.examine import violations
from tests.kit.clock import Clock
from tests.kit.database import empty
from tests.kit.races import Met, Point, Step, after_commit, after_lock, before_begin, before_commit, meet
from tests.kit.rivals.every import RIVALS, Rival, pairs
from tests.kit.scenes import GATEWAY, KINDS, Result, Scene, scene
from tests.kit.till import tills

ALL = os.environ.get("HAWKER_RACES") == "all"
POINTS: dict[str, tuple[Point, ...]] = {
    "sqlite": (before_begin, before_commit) if ALL else (before_begin,),
    "postgres": (before_begin, after_lock, before_commit) if ALL else (after_lock,),
}
MEETINGS = [(kind, one, other) for kind, one, other in pairs() if ALL or (one.daily and other.daily)]


class Shop:
    """One database for all meetings of a scene, and what is known of it already."""

    def __init__(self, kind: str, scene: Scene) -> None:
        self.kind, self.scene = kind, scene
        self.examined: list[Result] = []

    async def meets(self, first: Rival, other: Rival, at: Point) -> tuple[Met, Result]:
        """The books are looked over whenever they look as they never did before."""
        await self.scene.again()
        met = await meet(lambda: first.verb(self.scene), lambda: other.verb(self.scene), at)
        result = await self.scene.result()
        if result not in self.examined:
            assert await violations() == [], (met, at.__name__)
            self.examined.append(result)
        return met, result


@pytest.fixture(scope="module", params=[f"{kind}-{name}" for kind in ("sqlite", "postgres") for name in KINDS])
async def shop(request: pytest.FixtureRequest, tmp_path_factory: Any) -> AsyncIterator[Shop]:
    kind, _, name = request.param.partition("-")
    async with AsyncExitStack() as stack:
        clock = stack.enter_context(Clock())
        books = stack.enter_context(tills("telegram", GATEWAY))
        settings = await stack.enter_async_context(empty(kind, tmp_path_factory.mktemp("meetings")))
        yield Shop(kind, await scene(name, settings, clock, books))


def params() -> list[Any]:
    """A pair meets only in its own scene, so the shop is part of the parameters."""
    return [
        pytest.param(f"{kind}-{name}", one, other, id=f"{kind}-{one.name}+{other.name}")
        for kind in POINTS
        for name, one, other in sorted(MEETINGS, key=lambda meeting: list(KINDS).index(meeting[0]))
    ]


_in_turn: dict[tuple[str, str, Point], list[Result]] = {}


async def in_turn(shop: Shop, one: Rival, other: Rival, at: Point) -> list[Result]:
    """What comes of it when one begins after the other has written, or ended: the same on both databases.

    A verb that writes twice can have the other between: of two ways to come after it both are right.
    """
    known = _in_turn.get((one.name, other.name, at))
    if known is None:
        known = [(await shop.meets(*both, at))[1] for both in ((one, other), (other, one))]
        _in_turn[one.name, other.name, at] = known
    return known


def after_the_end(_step: Step) -> bool:
    return False


def differs(result: Result, allowed: list[Result]) -> list[dict[str, tuple[list[str], list[str]]]]:
    return [{name: (result[name], by[name]) for name in result if result[name] != by[name]} for by in allowed]


@pytest.mark.parametrize(("shop", "one", "other"), params(), indirect=["shop"])
async def test_they_meet(shop: Shop, one: Rival, other: Rival) -> None:
    allowed = await in_turn(shop, one, other, after_commit)
    for both in ((one, other), (other, one)):
        for at in POINTS[shop.kind]:
            met, result = await shop.meets(*both, at)
            if result not in allowed:
                allowed = allowed + await in_turn(shop, one, other, after_the_end)
            assert {} in differs(result, allowed), f"{both[0].name}, {both[1].name} {at.__name__}: {met}"


def test_every_verb_meets_others() -> None:
    assert len(MEETINGS) >= 78
    assert len(RIVALS) >= 30
