"""The processes that share the work: this one says that it lives, and buries those that have stopped saying so.

All spans are taken with the stopwatch of this process, never from a clock of the day: an hour that is put forward or
back makes nobody die. A worker that could not say that it lives for a while begins nothing more, well before another
one may take over what it has.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import structlog

from domain.work import actions

log = structlog.get_logger()
BEAT_S = 3.0
TRUST_S = 10.0
DEAD_S = 15.0


@dataclass(frozen=True, slots=True)
class _Pulse:
    """The beat of another worker, and when our stopwatch first saw it there."""

    beat: int
    since: float
    works: bool


class Crew:
    """This process among the others. `stopwatch` gives seconds that only grow."""

    def __init__(self, kind: str = "run", *, stopwatch: Callable[[], float] = monotonic) -> None:
        self.kind = kind
        self.id = 0
        self._stopwatch = stopwatch
        self._beaten = 0.0
        self._others: dict[int, _Pulse] = {}
        self._heard = stopwatch()
        self._saying = asyncio.Lock()

    @property
    def works(self) -> bool:
        return self.kind != "web"

    async def present(self) -> int:
        """Say that this process lives, if it has not just done so; its id, a new one where it was taken for dead."""
        async with self._saying:
            at = self._stopwatch()
            if not self.id or at - self._beaten >= BEAT_S:
                await self._say()
                self._beaten = at
        return self.id

    async def _say(self) -> None:
        if self.id and await actions.beat(self.id):
            return
        if self.id:
            log.warning("this worker was taken for dead", worker=self.id)
        self.id = await actions.join(f"{socket.gethostname()}:{os.getpid()}", self.kind, works=self.works)

    def holds(self, worker: int) -> bool:
        """Whether what was taken under this id is still ours beyond doubt: the last beat is recent enough."""
        return worker == self.id and self._stopwatch() - self._beaten < TRUST_S

    async def look(self) -> int:
        """Bury those whose beat has stood still for too long; returns how many."""
        at = self._stopwatch()
        beats = await actions.beats()
        self._others = {id_: self._pulse(id_, *seen, at) for id_, seen in beats.items() if id_ != self.id}
        self._heard = max([self._heard, *(pulse.since for pulse in self._others.values() if pulse.works)])
        still = {id_: pulse.beat for id_, pulse in self._others.items() if at - pulse.since >= DEAD_S}
        buried = [id_ for id_, beat in still.items() if await actions.bury(id_, beat)]
        if buried:
            log.warning("workers are dead, their work is free", workers=buried)
        return len(buried)

    def _pulse(self, worker: int, beat: int, works: bool, at: float) -> _Pulse:
        known = self._others.get(worker)
        return known if known and known.beat == beat else _Pulse(beat, at, works)

    @property
    def alone(self) -> bool:
        """Nobody else who works has been heard of for a while."""
        return self._stopwatch() - self._heard >= DEAD_S

    async def leave(self) -> None:
        """Give back what this process still has."""
        if self.id:
            worker, self.id = self.id, 0
            await actions.leave(worker)
