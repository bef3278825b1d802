"""Guessing gets slower with every try. The next block is written before the guess is looked at, by compare-and-set,
so a hundred guesses at once are one guess and ninety-nine refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import TooMany
from domain.staff.models import Throttle


@dataclass(frozen=True, slots=True)
class Pace:
    """`free` tries cost nothing, then each doubles the wait from `first` up to `longest`; `forget` clears them."""

    free: int
    first: timedelta
    longest: timedelta
    forget: timedelta = timedelta(hours=24)

    def wait(self, failures: int) -> timedelta:
        over = failures - self.free
        return timedelta() if over < 0 else min(self.first * 2 ** min(over, 20), self.longest)


# The longest wait for one e-mail is short on purpose: a stranger who guesses cannot lock its owner out for the day.
PER_EMAIL = Pace(free=4, first=timedelta(seconds=15), longest=timedelta(minutes=15))
PER_ADDRESS = Pace(free=20, first=timedelta(seconds=15), longest=timedelta(hours=1))


async def attempt(key: str, pace: Pace) -> None:
    """Count a try under `key`, or refuse it. Raises `TooMany` with the minutes to wait."""
    await sql(
        "INSERT INTO throttle (key, failures, window_from, data) VALUES ($1, 0, $2, '{}') ON CONFLICT DO NOTHING",
        key, now(),
    )  # fmt: skip
    for _ in range(3):
        row, moment = await Throttle.get(key=key), now()
        if row.blocked_until and row.blocked_until > moment:
            raise TooMany(minutes=_minutes(row.blocked_until - moment))
        if await _count(row, pace, moment):
            return
    raise TooMany(minutes=1)


async def _count(row: Throttle, pace: Pace, moment: datetime) -> bool:
    calm = moment - row.window_from > pace.forget
    failures = 1 if calm else row.failures + 1
    changed = await Throttle.filter(key=row.key, failures=row.failures, window_from=row.window_from).update(
        failures=failures, window_from=moment, blocked_until=moment + pace.wait(failures)
    )
    return bool(changed)


async def forgive(key: str) -> None:
    """It was the right person: the count starts again."""
    await Throttle.filter(key=key).update(failures=0, blocked_until=None)


async def take_back(key: str) -> None:
    """One try under `key` was an honest one; earlier ones still count."""
    row = await Throttle.get_or_none(key=key)
    if row and row.failures:
        await Throttle.filter(key=key, failures=row.failures).update(failures=row.failures - 1, blocked_until=None)


def _minutes(left: timedelta) -> int:
    return max(1, -(-int(left.total_seconds()) // 60))
