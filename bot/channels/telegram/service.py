"""Telegram in one process: its bots kept up with the database, told to Telegram, and listened to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from aiohttp import web

from bot.channels.telegram.bots import Bots, Connection
from bot.channels.telegram.failures import SendError
from bot.channels.telegram.pictures import Pictures
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.publish import ChannelPosts
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.setup import set_up
from bot.channels.telegram.show import Telegram
from bot.channels.telegram.webhook import Hooks
from bot.config import Settings
from bot.conversation import Conversation
from bot.limits import Limiter
from domain.kit.actor import system
from domain.shop.bots import bot_problem
from integrations.web.pictures import WebPictures

log = structlog.get_logger()
LOOK_S = 5.0


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
        await self._told(connection, url)
        if not url:
            await Poller(connection, self.receiver, self.supervise).run()

    async def _told(self, connection: Connection, url: str) -> None:
        """Tell Telegram about the bot, and the shop's people when Telegram does not know it."""
        by = system(connection.view.shop_id)
        try:
            await set_up(self.bots, connection, url)
        except SendError as error:
            log.error("bot not set up", bot=connection.view.name, why=str(error))
            await bot_problem(by, connection.view.id, str(error))
        else:
            if connection.view.problem:
                await bot_problem(by, connection.view.id, "")
            log.info("bot at work", bot=connection.view.name, how="webhook" if url else "polling")

    async def close(self) -> None:
        await self.bots.close()
