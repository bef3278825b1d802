"""Somebody who shops: looks at what can be pressed and presses what people press most, until it is bought or left."""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from tests.chaos.bazaar import COUPONS, Stall
from tests.chaos.wire import Wire

ADDRESS = "12 Main St, Austin, TX 78701"
FORM = {
    "line": "12 Main St",
    "city": "Austin",
    "postcode": "78701",
    "phone": "512 472 0123",
}
PAGES = "https://gateway.example.org"  # what people are shown of the gateway: Telegram takes no address of a machine
LONGEST_STEP = 45.0
BREATH = (0.02, 0.2)
IMPATIENT = 0.04
# By what a press does, not by its words. Languages stay: what is told is read in English afterwards.
WEIGHTS = {
    "pl": 40, "cz": 15, "cy": 15, "cu": 10, "cm": 8, "co": 9, "b": 9, "a": 6, "r": 6, "py": 8, "pc": 4, "pa": 6,
    "pm": 0.7, "p": 3, "k": 1.5, "kq": 0.5, "kc": 0.7, "cg": 8, "ox": 4, "oc": 0.5, "od": 0.7, "os": 0.2, "h": 0.3,
    "cb": 1, "or": 0.5, "cw": 0.2,
}  # fmt: skip
NEVER = {"ls", "lg", "gc", "go", "mf", "dg"}
OTHERS = 0.1
PAY = 40


@dataclass(frozen=True)
class Way:
    """Something that can be done now: a press of `data`, a payment page, or an invoice."""

    kind: str
    data: Any

    @property
    def weight(self) -> float:
        if self.kind != "press":
            return PAY
        prefix = str(self.data).partition(":")[0]
        return 0 if prefix in NEVER or prefix.startswith("z") else WEIGHTS.get(prefix, OTHERS)


@dataclass
class Customer(ABC):
    """What both channels share. `steps` counts what was done, `trouble` what did not go through."""

    stall: Stall
    number: int
    dice: Random
    http: aiohttp.ClientSession
    site: str
    wire: Wire
    steps: Counter[str] = field(default_factory=Counter)
    trouble: Counter[str] = field(default_factory=Counter)

    @abstractmethod
    async def arrives(self, payload: str) -> None:
        """Open the shop by a link."""

    @abstractmethod
    def ways(self) -> list[Way]:
        """What can be done now."""

    @abstractmethod
    async def press(self, data: str) -> None:
        """Press the button with this data."""

    @abstractmethod
    async def answers(self) -> bool:
        """Whether the shop asked for words, and got them."""

    async def pays(self, invoice: Any) -> None:
        """Pay an invoice on the messenger's own sheet, where there is one."""
        raise AssertionError(f"nobody shows a sheet here: {invoice}")

    async def shops(self, steps: int, over: asyncio.Event) -> None:
        """One visit, which the end of everything cuts short."""
        going = await self._try("arrives", self.arrives(self._wish()))
        while going and steps and not over.is_set():
            await asyncio.sleep(self.dice.uniform(*BREATH))
            going = await self._try("goes on", self._step())
            steps -= 1

    def _wish(self) -> str:
        return f"p{self.dice.choice([*self.stall.products, self.stall.game])}" if self.dice.random() < 0.8 else ""

    async def _try(self, what: str, work: Any) -> bool:
        """Nobody waits for ever; whoever sees an error goes away for a moment and comes again."""
        try:
            await asyncio.wait_for(work, LONGEST_STEP)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.trouble[f"{what}: {type(error).__name__}"] += 1
            await asyncio.sleep(1)
            return False
        return True

    async def _step(self) -> None:
        if self.dice.random() < 0.95 and await self.answers():
            self.steps["answer"] += 1
            return
        ways = [way for way in self.ways() if way.weight]
        if not ways:
            await self.arrives(self._wish())
            return
        await self._goes(self.dice.choices(ways, [way.weight for way in ways])[0])

    async def _goes(self, way: Way) -> None:
        self.steps[way.kind] += 1
        if way.kind == "page":
            await self._pays_by_link(way.data)
        elif way.kind == "invoice":
            await self.pays(way.data)
        elif self.dice.random() < IMPATIENT:
            await asyncio.gather(self.press(way.data), self.press(way.data))
        else:
            await self.press(way.data)

    async def _pays_by_link(self, url: str) -> None:
        """The gateway's page: the bank says yes or no, the customer is sent back, or closes the window."""
        does = "decline" if self.dice.random() < 0.15 else "approve"
        async with self.http.post(
            url.replace(PAGES, self.wire.target), data={"do": does}, allow_redirects=False
        ) as answer:
            back = answer.headers.get("Location", "")
        self.steps[does] += 1
        if back.startswith("http") and self.dice.random() < 0.7:
            async with self.http.get(back, allow_redirects=False) as answer:
                await answer.read()

    def code(self) -> str:
        return self.dice.choice(COUPONS)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
