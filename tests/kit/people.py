"""Customers who tap and read, through the real app: the Dispatcher, the web chat's receiver and renderer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Any

from bot.app import App
from bot.channels.webchat.receive import Sender
from handlers.reply import Word, parts
from handlers.screen import Screen

_ids = count(1)


@dataclass
class Person:
    """A customer in a web chat. `tap` presses by label, `types` sends words, `sees` reads the newest screens."""

    app: App
    shop_id: int
    name: str
    locale: str = "en"
    screen: Screen | None = None
    cards: dict[str, Screen] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    history: list[Screen] = field(default_factory=list)
    taps: int = 0
    messages: int = 0
    last: dict[str, Any] = field(default_factory=dict)

    @property
    def session(self) -> str:
        return f"session-of-{self.name}"

    @property
    def sender(self) -> Sender:
        return Sender(self.shop_id, self.session, "127.0.0.1", self.locale)

    async def sends(self, message: dict[str, Any]) -> None:
        """One client message through the receiver; what is shown is read from the replies."""
        message.setdefault("cid", f"c{next(_ids)}")
        self.last = message
        await self.app.receiver.take(self.sender, message)

    def hears(self, reply: Any) -> None:
        """Called by the kit with every reply or notice shown to this person."""
        for part in parts(reply):
            if isinstance(part, Word):
                self.words += [w for w in (part.toast, part.alert) if w]
                continue
            screen = part if isinstance(part, Screen) else part.screen
            self.words += [w for w in (screen.toast, screen.alert) if w]
            self.history.append(screen)
            if screen.kind == "card":
                self.cards[screen.key or screen.id] = screen
            else:
                self.screen = screen

    async def opens(self, payload: str = "") -> None:
        await self.sends({"t": "start", "payload": payload})

    async def types(self, text: str) -> None:
        self.messages += 1
        await self.sends({"t": "text", "text": text})

    async def taps_on(self, label: str) -> None:
        """Press the first button whose label contains these words, on the newest screen or any card."""
        self.taps += 1
        await self.sends({"t": "press", "data": self.button(label), "node": "canvas"})

    async def presses(self, data: str) -> None:
        self.taps += 1
        await self.sends({"t": "press", "data": data, "node": "canvas"})

    async def fills(self, form: str, **values: str) -> None:
        """Submit the form of the current screen, what is filled in already included; counts one tap."""
        self.taps += 1
        shown = self.screen.form if self.screen else None
        assert shown is not None, f"{self.screen.id if self.screen else 'nothing'} shows no form"
        assert shown.name == form, f"the form here is {shown.name}"
        filled = {field.name: field.value for field in shown.inputs} | values
        await self.sends({"t": "form", "form": form, "rev": shown.rev, "values": filled})

    def button(self, label: str) -> str:
        """The packed data of a button, by its label."""
        for screen in filter(None, (self.screen, *reversed(self.cards.values()))):
            for text, press in buttons(screen):
                if label in text:
                    return press
        raise AssertionError(f"{self.name} sees no button {label!r} on:\n{self.text}")

    def can_tap(self, label: str) -> bool:
        try:
            self.button(label)
        except AssertionError:
            return False
        return True

    def sees(self, words: str) -> bool:
        return words in self.text

    @property
    def text(self) -> str:
        """Everything readable on the current screen, the cards and in the last words."""
        shown = [readable(s) for s in filter(None, (self.screen, *self.cards.values()))]
        return "\n".join([*shown, *self.words[-4:]])


def buttons(screen: Screen) -> list[tuple[str, str]]:
    """(label, packed data) of everything that can be pressed on a screen, primary first."""
    found = [(a.label, a.press.pack()) for a in screen.actions if a.press]
    found += [(c.label, c.press.pack()) for c in screen.choices]
    for stepper in screen.steppers:
        pairs = (("−", stepper.minus), ("＋", stepper.plus), ("✕", stepper.remove), (stepper.label, stepper.open))
        found += [(f"{sign} {stepper.label}", press.pack()) for sign, press in pairs if press]
    if screen.nav and screen.nav.back:
        found.append(("Back", screen.nav.back.pack()))
    if screen.nav and screen.nav.home:
        found.append(("Home", "h"))
    if screen.nav:
        found.append(("Cart", "k:1"))
    return found


def readable(screen: Screen) -> str:
    """The words of a screen, one line each."""
    lines = [screen.notice, screen.title, screen.price, screen.old_price, screen.badge, screen.body, *screen.lines]
    lines += [f"{f.label} {f.value}" for f in screen.facts]
    lines += [f"{s.state}: {s.label} {s.when}" for s in screen.steps]
    lines += [f"{s.label} {s.quantity} {s.detail} {s.amount}" for s in screen.steppers]
    lines += [f"[{c.label} {c.price} {c.badge} {c.description}]" for c in screen.choices]
    lines += [f"[{a.label}]" for a in screen.actions]
    return "\n".join(re.sub(r"<[^>]+>", "", unescape(line)) for line in lines if line)
