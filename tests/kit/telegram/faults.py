"""Accidents by order: what the fake server is told to do wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.kit.clock import now
from tests.kit.telegram.queues import Pending
from tests.kit.telegram.refusals import Refused, standard


@dataclass
class Order:
    """One accident, `times` over."""

    what: str
    target: str
    times: int
    refusal: Refused | None = None
    seconds: float = 0
    after: bool = False
    chat: int = 0
    copies: int = 0
    at_once: bool = False

    def copied(self, pending: Pending) -> list[Pending]:
        """The same update over again."""
        lanes = [f"{pending.lane}#{n}" if self.at_once else pending.lane for n in range(self.copies)]
        return [replace(pending, lane=lane) for lane in lanes]


@dataclass
class Faults:
    """Accidents to come. A method's name or `*`; an update's kind, a kind of message in it, or `*`."""

    orders: list[Order] = field(default_factory=list)
    held: list[tuple[Pending, datetime]] = field(default_factory=list)
    parked: list[Pending] = field(default_factory=list)

    def answer(
        self,
        method: str,
        code: int,
        *,
        retry_after: int | None = None,
        times: int = 1,
        description: str = "",
        done: bool = False,
        chat: int = 0,
    ) -> None:
        """The next calls of a method, or those to one chat, are refused; with `done` they are executed all the same."""
        refusal = standard(code, retry_after)
        if description:
            refusal = Refused(code, description, **refusal.parameters)
        self.orders.append(Order("answer", method, times, refusal, after=done, chat=chat))

    def slow(self, method: str, seconds: float, *, times: int = 1) -> None:
        """The next calls take so long, in real seconds."""
        self.orders.append(Order("answer", method, times, seconds=seconds))

    def lose_response(self, method: str, *, times: int = 1) -> None:
        """The next calls are executed, and the connection is cut before the answer."""
        self.orders.append(Order("lose", method, times))

    def deliver_twice(self, kind: str = "*", *, times: int = 1, copies: int = 1, at_once: bool = False) -> None:
        """The next updates come again, so many times over; `at_once`: beside the first and not after it."""
        self.orders.append(Order("twice", kind, times, copies=copies, at_once=at_once))

    def reorder(self, kind: str = "*", *, times: int = 1) -> None:
        """The next update goes after the one that follows it."""
        self.orders.append(Order("reorder", kind, times))

    def hold(self, kind: str, seconds: float = 0, *, times: int = 1) -> None:
        """The next update is kept back so long on the clock, or until `fake.release()`."""
        self.orders.append(Order("hold", kind, times, seconds=seconds))

    def drop(self, kind: str, *, times: int = 1) -> None:
        self.orders.append(Order("drop", kind, times))

    def clear(self) -> None:
        self.orders.clear()

    def due(self, what: str, *targets: str, chat: str = "") -> Order | None:
        """The next order of this kind for one of the targets; it is used up."""
        for order in self.orders:
            here = order.chat == 0 or str(order.chat) == chat
            if here and order.what == what and order.target in ("*", *targets):
                order.times -= 1
                if order.times <= 0:
                    self.orders.remove(order)
                return order
        return None

    def on_call(self, method: str, chat: str) -> Order | None:
        """What is to happen to this call; `*` leaves polling alone."""
        if method == "getUpdates" and not any(order.target == method for order in self.orders):
            return None
        return self.due("answer", method, chat=chat)

    def on_update(self, pending: Pending) -> list[Pending]:
        """Which updates enter the queue now that this one would."""
        kinds = (pending.kind, *pending.body)
        if self.due("drop", *kinds):
            pending.over()
            return []
        if order := self.due("hold", *kinds):
            self.held.append((pending, now() + timedelta(seconds=order.seconds or 10**9)))
            pending.tried.set()
            return []
        return self.in_order(pending, kinds)

    def in_order(self, pending: Pending, kinds: tuple[str, ...]) -> list[Pending]:
        if not self.parked and self.due("reorder", *kinds):
            self.parked.append(pending)
            pending.tried.set()
            return []
        order = self.due("twice", *kinds)
        twice = order.copied(pending) if order else []
        parked, self.parked = self.parked, []
        return [pending, *twice, *parked]

    def released(self, everything: bool) -> list[Pending]:
        """Held updates whose time has come."""
        at = now()
        out = [pending for pending, until in self.held if everything or until <= at]
        self.held = [(pending, until) for pending, until in self.held if pending not in out]
        return out
