"""Telegram in one process: its bots kept up with the database, told to Telegram, and listened to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from aiogram.methods import GetWebhookInfo
from aiohttp import web

from bot.channels.telegram.bots import BadToken, Bots, Connection
from bot.channels.telegram.failures import Busy, SendError
from bot.channels.telegram.pictures import Pictures
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.publish import ChannelPosts
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.setup import set_up, webhook_of
from bot.channels.telegram.show import Telegram
from bot.channels.telegram.webhook import Hooks
from bot.config import Settings
from bot.conversation import Conversation
from bot.limits import Limiter
from domain.kit.actor import system
from domain.shop.bots import bot_problem
from integrations.web.pictures import WebPictures

log = structlog.get_logger()
LOOK_S, AGAIN_S, WATCH_S = 5.0, 10.0, 600.0


class Service:
    """Everything of the channel, and what of it runs. Without a bot it costs one look at the database now and then."""

    def __init__(
        self, settings: Settings, conversation: Conversation, limiter: Limiter, supervise: Callable[[Any], Any]
    ) -> None:
        self.settings = settings
        self.supervise = supervise
        self.bots = Bots(settings, Sender())
        pictures = Pictures(settings.media_dir, WebPictures())
        site = settings.public_url.rstrip("/")
        self.channel = Telegram(self.bots, self.bots.sender, pictures, conversation.queues, site)
        self.posts = ChannelPosts(self.bots, pictures, site)
        self.receiver = Receiver(conversation, self.channel, limiter, supervise)
        self.hooks = Hooks(self.bots, self.receiver)
        self._polled: dict[str, Any] = {}
        self._listens = False

    def routes(self) -> list[web.AbstractRouteDef]:
        return self.hooks.routes()

    async def start(self, *, listens: bool) -> str:
        """Take up the bots there are; `listens`: this process is the one that takes updates.

        Returns what is wrong with the environment's token, "" for nothing.
        """
        self._listens = listens
        problem = await self.bots.take_environments()
        await self.round()
        return problem

    async def round(self) -> None:
        """Bots that were added since begin, those that were removed end."""
        for connection in await self.bots.refresh():
            self._end(connection.id)
            if self._listens:
                self._polled[connection.id] = self.supervise(self._begin(connection))
        for gone in self._polled.keys() - self.bots.connections.keys():
            self._end(gone)

    def _end(self, bot_id: str) -> None:
        task = self._polled.pop(bot_id, None)
        if task is not None:
            task.cancel()

    async def _begin(self, connection: Connection) -> None:
        url = self.settings.telegram_webhook_url
        if not await self._told(connection, url):
            self.supervise(self._told_at_last(connection, url))
        if url:
            await self._watch(connection, url)
        else:
            await Poller(connection, self.receiver, self.supervise, partial(self._trouble, connection)).run()

    async def _told(self, connection: Connection, url: str) -> bool:
        """Tell Telegram about the bot, and the shop's people when Telegram does not know it; False: again later."""
        by = system(connection.view.shop_id)
        try:
            await set_up(self.bots, connection, url)
        except Busy as error:
            log.warning("bot not set up yet", bot=connection.view.name, why=str(error))
            return False
        except SendError as error:
            log.error("bot not set up", bot=connection.view.name, why=str(error))
            await bot_problem(by, connection.view.id, str(error))
        else:
            if connection.view.problem:
                await bot_problem(by, connection.view.id, "")
            log.info("bot at work", bot=connection.view.name, how="webhook" if url else "polling")
        return True

    async def _told_at_last(self, connection: Connection, url: str) -> None:
        """Telegram was away when the bot began: its commands and its webhook are not given up."""
        pause = AGAIN_S
        while True:
            await asyncio.sleep(pause)
            pause = min(2 * pause, WATCH_S)
            if self.bots.connections.get(connection.id) is not connection or await self._told(connection, url):
                return

    async def _trouble(self, connection: Connection, error: TelegramAPIError) -> None:
        """Updates cannot be asked for: a webhook somebody has set is taken away, a lost token is told in the panel."""
        if isinstance(error, TelegramUnauthorizedError):
            await bot_problem(system(connection.view.shop_id), connection.view.id, str(BadToken()))
        elif "webhook" in str(error).lower():
            await self._told(connection, "")

    async def _watch(self, connection: Connection, url: str) -> None:
        """Never ends by itself: a webhook that was set to another place brings nothing, and nobody would say so."""
        ours = webhook_of(url, connection)
        while True:
            await asyncio.sleep(WATCH_S)
            try:
                there = await self.bots.sender.call(connection.bot, GetWebhookInfo())
            except SendError as error:
                log.warning("webhook not looked at", bot=connection.view.name, why=str(error))
                continue
            if there.url != ours:
                log.error("another program has taken this bot's webhook", bot=connection.view.name)
                await self._told(connection, url)

    async def close(self) -> None:
        await self.bots.close()
