"""Customers in Telegram: taps, typed addresses, shared numbers, payment sheets."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from tests.chaos.customer import ADDRESS, Customer, Way
from tests.kit.telegram.chats import FakeMessage
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.keyboards import Button
from tests.kit.telegram.purse import LINK

NEWEST = 3
DECLINED = 0.12
SILENCE_S = 2.0


@dataclass(kw_only=True)
class OnTelegram(Customer):
    fake: FakeTelegram

    def __post_init__(self) -> None:
        self.user = self.fake.user(self.stall.bot, f"Anna{self.number}")
        self._answered = 0

    async def arrives(self, payload: str) -> None:
        await self.user.opens(payload)
        await self._waits()

    async def _waits(self) -> None:
        """Whoever is not heard at all tries again a little later, not at once."""
        if not self.stall.bot.updates.listened:
            self.trouble["nobody listens"] += 1
            await asyncio.sleep(SILENCE_S)

    def ways(self) -> list[Way]:
        newest = self.user.from_bot[-NEWEST:]
        found = [_way(message, button) for message in newest for row in message.buttons for button in row]
        return [way for way in found if way]

    async def press(self, data: str) -> None:
        shown = [m for m in reversed(self.user.from_bot) if any(b.data == data for row in m.buttons for b in row)]
        if shown:
            await self.user.presses(shown[0], data)
        await self._waits()

    async def answers(self) -> bool:
        if not self.user.from_bot or self.user.bottom.id == self._answered:
            return False
        self._answered = self.user.bottom.id
        words = "\n".join(message.text for message in self.user.from_bot[-2:])
        if "Where should we deliver?" in words:
            await self.user.sends(ADDRESS)
        elif "Your phone number" in words:
            await self.user.shares_contact("+15124720123")
        elif "Coupon" in words or "promo code" in words:
            await self.user.sends(self.code())
        else:
            return False
        await self._waits()
        return True

    async def pays(self, invoice: Any) -> None:
        outcome = await self.user.pays(invoice=invoice, declined=self.dice.random() < DECLINED)
        self.steps["sheet paid" if outcome.paid else f"sheet refused: {outcome.refused[:30]}"] += 1
        await self._waits()


def _way(message: FakeMessage, button: Button) -> Way | None:
    if button.data is not None:
        return Way("press", button.data)
    url = button.url or ""
    if url.startswith(LINK):
        return Way("invoice", url)
    if "/test-gateway/pay/" in url:
        return Way("page", url)
    return Way("invoice", message) if message.invoice and not message.paid else None
