"""The customer of the stories inside Telegram: the same words and presses, through messages and their keyboards."""

from __future__ import annotations

from handlers.cart.buttons import OpenCart
from tests.kit.people import Person
from tests.kit.telegram_stage import Stage

CONTACT_DIGITS = 10
CART = OpenCart().pack()


class TelegramPerson(Person):
    """What is pressed has to stand on a keyboard of a message that is still there."""

    def __init__(self, stage: Stage, shop_id: int, name: str, locale: str = "en") -> None:
        super().__init__(stage.app, shop_id, name, locale)
        self.stage = stage
        self.user = stage.fake.user(stage.bot, name.title(), language=locale)
        stage.people[self.session] = self

    @property
    def session(self) -> str:
        return str(self.user.id)

    async def opens(self, payload: str = "") -> None:
        await self.user.opens(payload)

    async def types(self, text: str) -> None:
        self.messages += 1
        await self.user.sends(text)

    async def taps_on(self, label: str) -> None:
        data = self.button(label)
        if data == CART and not self._with(data):  # an empty cart has no sign on the nav row, and a command
            self.taps += 1
            await self.user.sends("/cart")
            return
        assert self._with(data), f"{self.name} has no button {data!r} in:\n{self.user.text}"
        await self.presses(data)

    async def presses(self, data: str) -> None:
        """The button with this data; one that is gone is pressed all the same, as by somebody who was very fast."""
        self.taps += 1
        where = self._with(data) or self.user.from_bot[-1:]
        await self.user.presses(where[0], data)
        self.words += [toast.text for toast in self.user.toasts if toast.text not in self.words]

    def _with(self, data: str) -> list[object]:
        return [m for m in reversed(self.user.messages) if any(b.data == data for row in m.buttons for b in row)]

    async def fills(self, form: str, **values: str) -> None:
        """What a form asks at once is asked here one by one: the address is typed, the number shared by one tap."""
        if form not in ("checkout", "phone"):
            await self.types(next(iter(values.values())))
            return
        self.taps += 1
        if self.screen and self.screen.awaits.startswith("address"):
            parts = (values.get("line"), values.get("unit"), values.get("city"), values.get("postcode"))
            await self.user.sends(", ".join(filter(None, parts)))
        if self.screen and self.screen.awaits.startswith("phone"):
            await self._gives(values["phone"])
        if self.screen and self.screen.id == "S-35" and "payment" in values:
            choice = next(c for c in self.screen.choices if getattr(c.press, "code", "") == values["payment"])
            await self.presses(choice.press.pack())

    async def _gives(self, phone: str) -> None:
        digits = "".join(filter(str.isdigit, phone))
        if len(digits) == CONTACT_DIGITS:
            await self.user.shares_contact(f"1{digits}")
        else:
            await self.user.sends(phone)
