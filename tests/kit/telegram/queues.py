"""The updates that wait for one bot: taken by getUpdates, or posted to its webhook queue by queue."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from domain.kit.clock import now
from tests.kit.telegram.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, Refused

if TYPE_CHECKING:
    from tests.kit.telegram.hooks import Webhook

DAY = 86_400
SHORT = 150
LIVES = {"callback_query": SHORT, "shipping_query": SHORT, "pre_checkout_query": SHORT, "inline_query": 30}
LIVES["chosen_inline_result"] = 600
LONGEST_POLL = 50
UNASKED = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(eq=False)
class Pending:
    """An update on its way. `tried`: delivered or refused once; `done`: acknowledged, expired or dropped."""

    id: int
    kind: str
    body: dict[str, Any]
    lane: str
    until: datetime
    owner: Updates
    tries: int = 0
    tried: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def raw(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}

    def is_a(self, kind: str) -> bool:
        """`message`, `successful_payment`, or `*`"""
        return kind in ("*", self.kind) or kind in self.body

    def over(self) -> None:
        self.tried.set()
        self.done.set()


@dataclass(eq=False, repr=False)
class Updates:
    """One bot's queue. `changes` is told every update put in, and says which go in now."""

    changes: Callable[[Pending], list[Pending]]
    next_id: int = 1_000
    waiting: list[Pending] = field(default_factory=list)
    allowed: list[str] | None = None
    hook: Webhook | None = None
    polled_at: float = -10.0
    _poller: asyncio.Future[None] | None = None

    def put(self, kind: str, body: dict[str, Any], lane: str) -> Pending | None:
        """A new update, if the bot asked for its kind."""
        if not self.wanted(kind):
            return None
        until = now() + timedelta(seconds=LIVES.get(kind, DAY))
        pending = Pending(self.next_id, kind, body, lane, until, self)
        self.next_id += 1
        for admitted in self.changes(pending):
            self.admit(admitted)
        return pending

    def wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in UNASKED

    def renumber(self, pending: Pending) -> None:
        """It goes into the queue only now."""
        pending.id = self.next_id
        self.next_id += 1

    def admit(self, pending: Pending) -> None:
        self.waiting.append(pending)
        self.wake()
        if self.hook:
            self.hook.run(pending.lane)

    @property
    def listened(self) -> bool:
        """Whether somebody takes updates now."""
        polls = self._poller is not None or asyncio.get_running_loop().time() - self.polled_at < 1.0
        return self.hook is not None or polls

    def first(self, lane: str) -> Pending | None:
        self.expire()
        return next((p for p in self.waiting if p.lane == lane), None)

    def lanes(self) -> list[str]:
        return list(dict.fromkeys(p.lane for p in self.waiting))

    def finish(self, pending: Pending) -> None:
        pending.over()
        if pending in self.waiting:
            self.waiting.remove(pending)

    def expire(self) -> None:
        at = now()
        for pending in [p for p in self.waiting if p.until < at]:
            self.finish(pending)

    def forget(self) -> None:
        """drop_pending_updates"""
        for pending in list(self.waiting):
            self.finish(pending)

    async def take(self, offset: int, limit: int, timeout: int, allowed: list[str] | None) -> list[dict[str, Any]]:
        """getUpdates: confirm what lies below the offset, then give what waits or comes within the timeout."""
        if self.hook:
            raise Refused(409, WEBHOOK_ACTIVE)
        self.end_poll(Refused(409, OTHER_POLLER))
        self.allowed = self.allowed if allowed is None else allowed
        self.confirm(offset)
        if not self.waiting and timeout > 0:
            await self.long_poll(min(timeout, LONGEST_POLL))
        self.polled_at = asyncio.get_running_loop().time()
        self.expire()
        return [pending.raw for pending in self.waiting[: max(1, min(limit, 100))]]

    async def long_poll(self, seconds: float) -> None:
        poller = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None

    def confirm(self, offset: int) -> None:
        """An offset beyond the end is one of an older numbering, and confirms nothing."""
        if offset < 0:
            offset = self.waiting[offset].id if len(self.waiting) >= -offset else 0
        if offset > self.next_id:
            return
        for pending in [p for p in self.waiting if p.id < offset]:
            self.finish(pending)

    def wake(self) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(None)

    def end_poll(self, why: Refused | None = None) -> None:
        if self._poller and not self._poller.done():
            if why:
                self._poller.set_exception(why)
            else:
                self._poller.set_result(None)
        self._poller = None
