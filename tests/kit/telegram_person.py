"""The customer of the stories inside Telegram: the same words and presses, through messages and their keyboards."""

from __future__ import annotations

from typing import Any

from handlers.screen import Screen
from tests.kit.people import Person
from tests.kit.telegram_stage import Stage

CONTACT_DIGITS = 10


class TelegramPerson(Person):
    """What is pressed has to stand on a keyboard of a message that is still there."""

    def __init__(self, stage: Stage, shop_id: int, name: str, locale: str = "en") -> None:
        super().__init__(stage.app, shop_id, name, locale)
        self.stage = stage
        self.user = stage.fake.user(stage.bot, name.title(), language=locale)

    @property
    def session(self) -> str:
        return str(self.user.id)

    async def opens(self, payload: str = "") -> None:
        await self.user.opens(payload)
        self.catch_up()

    async def types(self, text: str) -> None:
        self.messages += 1
        await self.user.sends(text)
        self.catch_up()

    async def taps_on(self, label: str) -> None:
        await self.presses(self.button(label))

    async def presses(self, data: str) -> None:
        self.taps += 1
        shown = [m for m in reversed(self.user.messages) if any(b.data == data for row in m.buttons for b in row)]
        assert shown, f"{self.name} sees no button {data!r} in:\n{self.user.text}"
        await self.user.presses(shown[0], data)
        self.catch_up()

    async def fills(self, form: str, **values: str) -> None:
        """What a form asks at once is asked here one by one: the address is typed, the number shared by one tap."""
        self.taps += 1
        if self.screen and self.screen.awaits.startswith("address"):
            parts = (values.get("line"), values.get("unit"), values.get("city"), values.get("postcode"))
            await self.user.sends(", ".join(filter(None, parts)))
            self.catch_up()
        if self.screen and self.screen.awaits.startswith("phone"):
            digits = "".join(filter(str.isdigit, values["phone"]))
            await self.user.shares_contact(f"1{digits}" if len(digits) == CONTACT_DIGITS else digits)
            self.catch_up()

    def catch_up(self) -> None:
        """Read what has been shown to this chat since."""
        shown: list[Any] = self.stage.heard.pop(self.session, [])
        for screen in shown:
            self.history.append(screen)
            self._reads(screen)
        self.words = [toast.text for toast in self.user.toasts]

    def _reads(self, screen: Screen) -> None:
        self.words += [word for word in (screen.toast, screen.alert) if word]
        if screen.kind == "card":
            self.cards[screen.key or screen.id] = screen
        else:
            self.screen = screen

    def button(self, label: str) -> str:
        self.catch_up()
        return super().button(label)

    @property
    def text(self) -> str:
        self.catch_up()
        return super().text
