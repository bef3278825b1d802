"""How fast Telegram lets a bot speak: per chat, per group, overall; and how long it wants silence after a 429.

In process, without locks: a turn is taken by one look at the clock, and whoever has to wait knows for how long.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from bot import metrics
from bot.channels.telegram.failures import Busy

Clock: TypeAlias = Callable[[], float]
Sleep: TypeAlias = Callable[[float], Awaitable[None]]
Chat: TypeAlias = int | str
KEEP = 20_000
TOO_LONG = 3600.0
TICK = 0.001  # a shorter nap may not move the clock at all


class Lane(IntEnum):
    """Why something is said; the first go first."""

    REPLY = 0
    NEWS = 1
    BULK = 2


PATIENCE = {Lane.REPLY: 12.0, Lane.NEWS: 20.0, Lane.BULK: TOO_LONG}
FLOOR = {Lane.REPLY: 0.0, Lane.NEWS: 1.0, Lane.BULK: 3.0}  # of the bot's whole allowance: what is left to the others
POLITE = {Lane.REPLY: 0.0, Lane.NEWS: 5.0, Lane.BULK: TOO_LONG}  # seconds a lane stands back for those before it


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` at once, then so many a second."""

    burst: float
    rate: float


# Whoever watches counts any minute and any second, so a burst and its refill together stay below Telegram's figure.
PRIVATE = Pace(20, 1)  # a first order is a dozen messages in a minute: people who answer fast are not made to wait
UNASKED = Pace(4, 1)  # what a private chat is told besides
GROUP = Pace(6, 14 / 60)
WHOLE = Pace(5, 25)


@dataclass(slots=True)
class Bucket:
    """What may be said now; below zero, who comes next waits until it is their turn."""

    pace: Pace
    level: float
    at: float

    def wait(self, cost: float, at: float) -> float:
        """Seconds until so much may be said."""
        if at > self.at:
            self.level = min(self.pace.burst, self.level + (at - self.at) * self.pace.rate)
            self.at = at
        missing = min(cost, self.pace.burst) - self.level
        return missing / self.pace.rate + max(0.0, self.at - at) if missing > 0 else 0.0

    def empty(self, until: float) -> None:
        """Silence until then, and a slow start after it."""
        self.level, self.at = 1.0, until


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the limits see it. `weight` is what it counts in its chat: 0 is never counted, only silenced."""

    bot: int
    chat: Chat | None
    lane: Lane
    method: str
    weight: float

    @property
    def scope(self) -> tuple[int, Chat]:
        """Where a 429 holds: the chat, or this method where there is none."""
        return self.bot, self.method if self.chat is None else self.chat


class Limits:
    """Everybody's turns."""

    def __init__(self, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep, keep: int = KEEP) -> None:
        self._clock = clock
        self._sleep = sleep
        self._keep = keep
        self._chats: OrderedDict[tuple[int, Chat, str], Bucket] = OrderedDict()
        self._bots: dict[int, Bucket] = {}
        self._silent: dict[tuple[int, Chat], float] = {}
        self._lanes: dict[tuple[int, Lane], float] = {}

    async def turn(self, call: Call) -> None:
        """Come back when this may be sent. Raises `Busy` when that is too far away for its lane."""
        started = at = self._clock()
        while True:
            while held := self._held(call, at, started):
                at = await self._nap(call, held, started)
            wait = self._take(call, at, started)
            if not wait:
                return
            at = await self._nap(call, wait, started)
            if not self._silence_left(call, at):
                return

    async def _nap(self, call: Call, seconds: float, started: float) -> float:
        self._patient(call, self._clock() + seconds - started)
        await self.rest(max(seconds, TICK), call.lane)
        return self._clock()

    @staticmethod
    def _patient(call: Call, seconds: float) -> None:
        if seconds > PATIENCE[call.lane]:
            raise Busy(f"{call.method} would have to wait {seconds:.0f} s", seconds=seconds)

    async def rest(self, seconds: float, lane: Lane) -> None:
        metrics.TELEGRAM_WAITED.labels(lane.name.lower()).inc(seconds)
        await self._sleep(seconds)

    def silence(self, call: Call, seconds: float) -> None:
        """Telegram said 429: its chat waits; so does a lane that speaks too fast to more than this one chat."""
        at = self._clock()
        until = at + seconds
        others = any(scope[0] == call.bot and scope != call.scope and end > at for scope, end in self._silent.items())
        self._silent = {scope: end for scope, end in self._silent.items() if end > at}
        self._silent[call.scope] = max(until, self._silent.get(call.scope, 0.0))
        if call.chat is not None:
            for bucket in self._buckets(call, at):
                bucket.empty(until)
        if others or call.lane is Lane.BULK:
            self._quiet(call, until)

    def _quiet(self, call: Call, until: float) -> None:
        for lane in Lane:
            if lane >= call.lane:
                self._lanes[call.bot, lane] = max(until, self._lanes.get((call.bot, lane), 0.0))

    def _held(self, call: Call, at: float, started: float) -> float:
        """Seconds of silence, and of standing back for those who go first."""
        if self._silent and (silence := self._silence_left(call, at)):
            return silence
        if call.lane is Lane.REPLY or not call.weight:
            return 0.0
        if at - started >= POLITE[call.lane]:
            return 0.0
        return self._whole(call.bot, at).wait(call.weight + FLOOR[call.lane], at)

    def _take(self, call: Call, at: float, started: float) -> float:
        """Take the next place in the queue; seconds until its turn comes."""
        if not call.weight:
            return 0.0
        buckets = (self._whole(call.bot, at), *self._buckets(call, at))
        wait = max(bucket.wait(call.weight, at) for bucket in buckets)
        self._patient(call, at + wait - started)
        for bucket in buckets:
            bucket.level -= call.weight
        return wait

    def _silence_left(self, call: Call, at: float) -> float:
        until = max(self._silent.get(call.scope, 0.0), self._lanes.get((call.bot, call.lane), 0.0))
        return max(0.0, until - at)

    def _whole(self, bot: int, at: float) -> Bucket:
        found = self._bots.get(bot)
        if found is None:
            found = self._bots[bot] = Bucket(WHOLE, WHOLE.burst, at)
        return found

    def _buckets(self, call: Call, at: float) -> tuple[Bucket, ...]:
        """What is counted in this chat: everything, and apart from it what nobody has asked for."""
        if is_group(call.chat):
            return (self._bucket((*call.scope, ""), GROUP, at),)
        own = self._bucket((*call.scope, ""), PRIVATE, at)
        return (own,) if call.lane is Lane.REPLY else (own, self._bucket((*call.scope, "news"), UNASKED, at))

    def _bucket(self, key: tuple[int, Chat, str], pace: Pace, at: float) -> Bucket:
        found = self._chats.pop(key, None) or Bucket(pace, pace.burst, at)
        self._chats[key] = found
        if len(self._chats) > self._keep:
            self._chats.popitem(last=False)
        return found


def is_group(chat: Chat | None) -> bool:
    """Groups and channels have negative ids, or names."""
    return isinstance(chat, str) or (chat is not None and chat < 0)
