"""What goes wrong between the shop and Telegram, by chance and at a rate, until it is told to stop."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

from tests.chaos.plan import Rates
from tests.kit.telegram.faults import Faults, Order
from tests.kit.telegram.queues import Pending
from tests.kit.telegram.refusals import standard

REFUSALS = (429, 500, 502, 503)
LATE = 0.4
SENDS = ("sendMessage", "sendPhoto", "sendDocument", "sendInvoice", "sendMediaGroup")


@dataclass
class Weather(Faults):
    """Faults of the fake server that come by themselves while there is a storm. `done` counts them by name."""

    dice: Random = field(default_factory=Random)
    rates: Rates = field(default_factory=Rates)
    done: Counter[str] = field(default_factory=Counter)
    storm: bool = False

    def strikes(self, rate: float, what: str) -> bool:
        hit = self.storm and self.dice.random() < rate
        self.done[what] += hit
        return hit

    def on_call(self, method: str, chat: str) -> Order | None:
        if method == "getUpdates" or not self.strikes(self.rates.refuse, "refused"):
            return super().on_call(method, chat)
        return Order("answer", method, 1, standard(self.dice.choice(REFUSALS), 1))

    def due(self, what: str, *targets: str, chat: str = "") -> Order | None:
        if what == "lose" and "getUpdates" not in targets and self.strikes(self.rates.lose, "answers lost"):
            self.done["sends lost"] += any(target in SENDS for target in targets)
            return Order("lose", "*", 1)
        return super().due(what, *targets, chat=chat)

    def on_update(self, pending: Pending) -> list[Pending]:
        if self.strikes(self.rates.reorder, "reordered"):
            asyncio.get_running_loop().call_later(LATE, late, pending)
            pending.tried.set()
            return []
        twice = self.strikes(self.rates.duplicate, "duplicated")
        return [pending, replace(pending, lane=f"{pending.lane}#again")] if twice else [pending]


def late(pending: Pending) -> None:
    """By webhook it comes behind younger ones; who polls has numbers in the order of the queue, or would lose it."""
    if pending.owner.hook is None:
        pending.owner.renumber(pending)
    pending.owner.admit(pending)
