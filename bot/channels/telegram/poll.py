"""Long polling that loses nothing: an update is confirmed only after everything before it has been carried out.

Telegram keeps what is not confirmed and gives it again. Inputs of one chat wait for each other in the conversation's
own queues; those of different chats do not.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramAPIError, TelegramConflictError, TelegramUnauthorizedError
from aiogram.methods import GetUpdates
from aiohttp import ClientTimeout

from bot import metrics
from bot.channels.telegram.answers import quietly
from bot.channels.telegram.bots import Connection
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.setup import ALLOWED

log = structlog.get_logger()
WAIT_S, MOST, PAUSE_S, MOMENT_S = 25, 100, 5.0, 0.2


class Poller:
    """Asks for the updates of one bot until it is cancelled. `trouble` hears why Telegram will not give them."""

    def __init__(
        self,
        connection: Connection,
        receiver: Receiver,
        supervise: Callable[[Any], None],
        trouble: Callable[[TelegramAPIError], Awaitable[None]],
    ) -> None:
        self.connection = connection
        self.receiver = receiver
        self.supervise = supervise
        self.trouble = trouble
        self._flying: set[int] = set()
        self._done: set[int] = set()
        self._next = 0
        self._landed = asyncio.Event()

    async def run(self) -> None:
        """Never ends by itself; a conflict or a silence is waited out."""
        while True:
            try:
                await self.round()
            except TelegramConflictError as error:
                await self._hindered("another program asks for this bot's updates", error, PAUSE_S)
            except TelegramUnauthorizedError as error:
                await self._hindered("Telegram does not know this bot's token any more", error, PAUSE_S * 12)
            except Exception as error:
                log.warning("no updates", bot=self.connection.view.name, why=repr(error)[:200])
                await asyncio.sleep(PAUSE_S)

    async def _hindered(self, what: str, error: TelegramAPIError, pause: float) -> None:
        log.error(what, bot=self.connection.view.name)
        metrics.TELEGRAM.labels(
            "getUpdates", "conflict" if isinstance(error, TelegramConflictError) else "revoked"
        ).inc()
        await self.trouble(error)
        await asyncio.sleep(pause)

    async def round(self) -> None:
        """Ask once, and let everything new begin. With work under way the next question waits for a part of it."""
        offset = min(self._flying, default=self._next)
        given = await self._ask(offset, 0 if self._flying else WAIT_S)
        self._counted_anew(given, offset)
        for raw in given:
            number = int(raw["update_id"])
            if number not in self._flying and number not in self._done:
                self._flying.add(number)
                self.supervise(self._carry_out(number, raw))
        if self._flying:
            await self._a_landing()

    def _counted_anew(self, given: list[dict[str, Any]], offset: int) -> None:
        """After a quiet week Telegram's numbers go on from anywhere: an old offset would confirm nothing for ever."""
        if given and max(int(raw["update_id"]) for raw in given) < offset:
            self._next = 0
            self._done.clear()

    async def _a_landing(self) -> None:
        """Something ends, or a moment passes: other chats do not wait for a slow one."""
        self._landed.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._landed.wait(), MOMENT_S)

    async def _ask(self, offset: int, wait: int) -> list[dict[str, Any]]:
        """Raw updates: they are read once, by us."""
        self._done = {number for number in self._done if number >= offset}
        method = GetUpdates(offset=offset or None, limit=MOST, timeout=wait, allowed_updates=list(ALLOWED))
        return await raw_updates(self.connection, method, wait + 10)

    async def _carry_out(self, number: int, raw: dict[str, Any]) -> None:
        try:
            last = await self.receiver.take(self.connection, raw)
        except Exception:
            log.exception("update comes again", update=number)
            await asyncio.sleep(PAUSE_S)  # the database is away: Telegram keeps the update for us
            self._flying.discard(number)
            self._landed.set()
            return
        self._done.add(number)
        self._flying.discard(number)
        self._next = max(self._next, number + 1)
        self._landed.set()
        if last is not None:
            await quietly(self.receiver.channel.sender, self.connection.bot, last)


async def raw_updates(connection: Connection, method: GetUpdates, seconds: float) -> list[dict[str, Any]]:
    """What Telegram answers, unread: the models of the library read each update once, when it is carried out.

    Raises what the library raises for a refusal.
    """
    session = connection.bot.session
    assert isinstance(session, AiohttpSession)  # noqa: S101 - the only one we make
    client = await session.create_session()
    url = session.api.api_url(token=connection.bot.token, method=method.__api_method__)
    async with client.post(url, json=method.model_dump(exclude_none=True), timeout=ClientTimeout(seconds)) as answer:
        text = await answer.text()
    body = json.loads(text)
    if not body.get("ok"):
        session.check_response(bot=connection.bot, method=method, status_code=answer.status, content=text)
    return list(body["result"])
