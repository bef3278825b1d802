"""A line to one chat: through which bot, for whom, how urgently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.channels.telegram.sender import Lane, Sender
from domain.kit.actor import Actor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    by: Actor
    bot: Bot
    chat: int
    sender: Sender
    lane: Lane = Lane.REPLY

    @property
    def bot_id(self) -> str:
        return str(self.bot.id)

    async def call(self, method: TelegramMethod[T]) -> T:
        """Raises what the sender raises: `Unreachable`, `Moved`, `Gone`, `Same`, `Refused`, `Busy`."""
        return await self.sender.call(self.bot, method, chat=self.chat, lane=self.lane)
