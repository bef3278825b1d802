"""What the panel asks of Telegram: whose a token is."""

from __future__ import annotations

from typing import Protocol

from aiohttp import web


class Account(Protocol):
    """A bot as Telegram knows it."""

    @property
    def id(self) -> int: ...

    @property
    def username(self) -> str | None: ...


class BotDoor(Protocol):
    """The way to Telegram that `bot/app.py` puts here."""

    async def check(self, token: str) -> Account:
        """Whose this token is. Raises a `ShopError` that says what is wrong with it."""
        ...


BOT_DOOR: web.AppKey[BotDoor] = web.AppKey("hawker_bot_door", BotDoor)
