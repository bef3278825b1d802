"""Somebody who presses everything: each button with its fields but the revision once, in the state it was drawn in.

A press that changes something opens a new state inside a savepoint; what is drawn there is explored there, and then
it is rolled back, so that the next button is pressed where it was seen.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiogram.filters.callback_data import CallbackData
from tortoise.transactions import in_transaction

from bot.conversation import Conversation
from bot.incoming import Incoming, form_data
from domain.kit.db import sql
from handlers.account.buttons import Addresses, Me, SetLanguage
from handlers.cart.buttons import OpenCart
from handlers.channel import CAPABILITIES
from handlers.checkout.buttons import Place, Review
from handlers.fit import overflow, presses
from handlers.home.buttons import Home
from handlers.orders.buttons import Orders
from handlers.product.buttons import OpenProduct
from handlers.reply import Reply, Word, parts
from handlers.saved.buttons import OpenAlerts, OpenSaved
from handlers.screen import Screen

Key = tuple[str, ...]
DEEPEST = 6
MOST_UNITS = 3
LANDMARKS = (Home(), OpenCart(), Review(), Orders(), Orders(past=1), OpenSaved(), OpenAlerts(), Addresses(), Me())
FORM = {
    "line": "12 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US",
    "phone": "512 472 0123", "name": "Anna", "label": "Office", "code": "WELCOME10",
    "note": "Ring twice", "payment": "cash",
}  # fmt: skip
WORDS = {
    "address": "12 Main St, Austin, TX 78701", "phone": "512 472 0123", "part": "78701", "coupon": "WELCOME10",
    "qty": "2", "lines": "1=2", "name": "Anna", "label": "Office", "place": "5 Oak Ave, Austin, TX 78701",
    "price": "10-30", "extra": "Ring twice", "within": "tea",
}  # fmt: skip
_STORED_LIST = re.compile(r"^s\d+")
_keys = count(1)


class _RolledBack(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to try: a press, words typed, a form sent."""

    kind: Any
    data: str
    key: Key
    changes: str  # what it counts as, when it is remembered as something that changes the state

    @classmethod
    def press(cls, button: CallbackData, label: str = "") -> Input:
        prefix = type(button).__prefix__
        return cls("press", button.pack(), (prefix, label, *told_apart(button)), prefix)

    @classmethod
    def words(cls, awaits: str, text: str) -> Input:
        name = awaits.partition(".")[0]
        return cls("text", text, ("text", name, text), f"text {name}")

    @classmethod
    def form(cls, screen: Screen, filled: bool) -> Input:
        form = screen.form
        assert form is not None
        values = {i.name: i.value or (FORM.get(i.name, "") if filled else "") for i in form.inputs}
        chosen = {i.name: i.options[0][0] for i in form.inputs if i.options and values[i.name] not in dict(i.options)}
        shown = sorted(i.name for i in form.inputs if i.kind != "hidden")
        data = form_data(form.name, form.rev, {**values, **(chosen if filled else {})})
        return cls("form", data, ("form", form.name, str(filled), *shown), f"form {form.name}")


@dataclass
class Crawler:
    """Presses its way through a shop in one language and one channel; `faults` says what was wrong, and where.

    `look` finds more faults in a screen. `most` is how many buttons of one class are pressed; 0 means all of them.
    """

    conversation: Conversation
    shop_id: int
    channel: str
    locale: str
    name: str = "crawler"
    look: Callable[[Screen], Iterator[str]] = lambda _screen: iter(())
    most: int = 0
    seen: set[Key] = field(default_factory=set)
    changing: set[str] = field(default_factory=set)
    screens: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)
    classes: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    pressed: int = 0

    async def run(self) -> None:
        """From Home, until nothing new is drawn."""
        await self.send(Input.press(Home()))  # the customer is born outside what is rolled back
        await self.explore([Input.press(Home()), Input.press(OpenCart())], 0, ())

    async def explore(self, found: list[Input], depth: int, way: tuple[str, ...]) -> None:
        """Everything that is drawn in this state; what is known to change it comes last."""
        quiet, changing = deque(found), deque[Input]()
        while quiet or changing:
            one = (quiet or changing).popleft()
            if one.key in self.seen:
                continue
            if one.changes in self.changing and quiet:
                changing.append(one)
                continue
            if one.changes in self.changing and depth >= DEEPEST:
                continue
            self.seen.add(one.key)
            self.classes[one.changes] += 1
            if self.most and self.classes[one.changes] > self.most:
                continue
            quiet.extend(await self.attempt(one, depth, (*way, one.data)))

    async def attempt(self, one: Input, depth: int, way: tuple[str, ...]) -> list[Input]:
        """Try it in a savepoint: what it drew belongs to this state if nothing changed, else it is explored inside."""
        try:
            async with in_transaction("default"):
                wrote, reply = await self.send(one)
                found = list(self.read(reply, way))
                if wrote:
                    self.changing.add(one.changes)
                    await self.explore([*self.again(one), *found], depth + 1, way)
                    raise _RolledBack
        except _RolledBack:
            return []
        return found

    def again(self, one: Input) -> Iterator[Input]:
        """The main screens once more, when something new has happened: they may show it."""
        self.times[one.changes] += 1
        if self.times[one.changes] <= 2:
            landmarks = [Input.press(button) for button in LANDMARKS]
            self.seen -= {landmark.key for landmark in landmarks}
            yield from landmarks

    async def send(self, one: Input) -> tuple[bool, Reply]:
        self.pressed += 1
        incoming = Incoming(
            self.shop_id, self.channel, self.name, one.kind, one.data, key=f"crawl:{next(_keys)}", locale=self.locale
        )
        _, reply = await asyncio.wait_for(self.conversation.handle(incoming), 20)
        return bool(await sql("SELECT key FROM handled WHERE key = $1", incoming.key)), reply

    def read(self, reply: Reply, way: tuple[str, ...]) -> Iterator[Input]:
        """Look at an answer, note its faults and yield what can be done from it."""
        if not parts(reply):
            self.faults.setdefault(f"no answer to {way[-1]}", " → ".join(way[-5:]))
        for part in parts(reply):
            if isinstance(part, Word):
                self.said |= {part.toast, part.alert}
                continue
            screen = part if isinstance(part, Screen) else part.screen
            self.screens.add(screen.id)
            self.said |= {screen.toast, screen.alert}
            problems = [*overflow(screen, CAPABILITIES[self.channel]), *self.look(screen)]
            for problem in problems:
                self.faults.setdefault(problem, " → ".join(way[-5:]))
            yield from offered(screen)


def told_apart(button: CallbackData) -> Iterator[str]:
    """The fields that make it another button. Revisions never do; where it was drawn does by the kind of place only:
    lists, filters and products lead to each other in endless combinations.
    """
    fields = {name: str(value) for name, value in button.model_dump().items() if name != "rev"}
    for place in ("source", "src"):
        if place in fields:
            fields[place] = _STORED_LIST.sub("s", fields[place])
    if "src" in fields:
        own = fields.get("chosen") or fields.get("photo", "0") != "0" or fields.get("more", "0") != "0"
        fields["src"] = "" if own or not isinstance(button, OpenProduct) else fields["src"][:1]
    if fields.get("chosen") and "photo" in fields:
        fields |= {"photo": "", "more": ""}
    yield from fields.values()


def offered(screen: Screen) -> Iterator[Input]:
    """Everything a person can do from a screen, the change of language left out: that is another crawl."""
    yield from _pressable(screen)
    if screen.nav:
        yield Input.press(Home())
        yield Input.press(OpenCart())
    if screen.form:
        yield Input.form(screen, filled=False)
        yield Input.form(screen, filled=True)
    elif screen.awaits:
        yield Input.words(screen.awaits, WORDS.get(screen.awaits.partition(".")[0], "tea"))
        yield Input.words(screen.awaits, "?!")


def _pressable(screen: Screen) -> Iterator[Input]:
    labels = {action.press.pack(): action.label for action in screen.actions if isinstance(action.press, Place)}
    for button in presses(screen):
        if label := labels.get(button.pack()):
            yield Input.press(button, label)  # the same quote may be paid in several ways
        elif not isinstance(button, SetLanguage) and int(getattr(button, "to", 0)) <= MOST_UNITS:
            yield Input.press(button)
