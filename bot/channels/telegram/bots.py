"""The bots of this process: one per shop that has one, all over the same connections."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from aiogram.methods import GetMe, TelegramMethod
from aiogram.types import User
from aiogram.utils.token import TokenValidationError, validate_token

from bot.channels.telegram.sender import Sender
from bot.config import Settings
from domain.kit.actor import system
from domain.kit.errors import N_, NotFound, ShopError
from domain.shop.bots import BotView, add_bot, bot_problem, bots, token_of
from domain.shop.queries import shops

log = structlog.get_logger()
CHANNEL = "telegram"


class BadToken(ShopError):
    message = N_("Telegram does not know this token. Copy it from @BotFather once more, all of it.")


class TelegramAway(ShopError):
    message = N_("Telegram does not answer right now: {why}. Try again in a moment.")


@dataclass(frozen=True, slots=True)
class Connection:
    """One bot that is at work, and the shop it speaks for."""

    view: BotView
    bot: Bot

    @property
    def id(self) -> str:
        return self.view.external_id


class Bots:
    """Who speaks for which shop. Kept up with the database by `refresh`."""

    def __init__(self, settings: Settings, sender: Sender) -> None:
        self.settings = settings
        self.sender = sender
        server = TelegramAPIServer.from_base(settings.telegram_api.rstrip("/")) if settings.telegram_api else PRODUCTION
        self.session = AiohttpSession(api=server)
        self.connections: dict[str, Connection] = {}

    async def close(self) -> None:
        await self.session.close()

    def secret(self, bot_id: str) -> str:
        """What Telegram says with every webhook of this bot, so that we know it is Telegram."""
        return hmac.digest(self.settings.secret, f"telegram webhook|{bot_id}".encode(), "sha256").hex()

    # ---------------------------------------------------------------------------------------------------------- looking

    async def connection(self, bot_id: str) -> Connection:
        """The bot with this id. Raises `NotFound`."""
        if bot_id not in self.connections:
            await self.refresh()
        if bot_id not in self.connections:
            raise NotFound()
        return self.connections[bot_id]

    async def bot(self, bot_id: str) -> Bot:
        return (await self.connection(bot_id)).bot

    def of_shop(self, shop_id: int) -> Connection | None:
        """The newest bot of a shop."""
        mine = [c for c in self.connections.values() if c.view.shop_id == shop_id]
        return max(mine, key=lambda c: c.view.id, default=None)

    async def call(self, shop_id: int, method: TelegramMethod[Any]) -> Any:
        """Ask Telegram something for a shop. Raises `NotFound` when it has no bot, and what the sender raises."""
        mine = self.of_shop(shop_id)
        if mine is None:
            await self.refresh()
            mine = self.of_shop(shop_id)
        if mine is None:
            raise NotFound()
        return await self.sender.call(mine.bot, method)

    # ---------------------------------------------------------------------------------------------------------- keeping

    async def refresh(self) -> tuple[Connection, ...]:
        """Take up bots that were added and drop those that were removed; returns the new ones."""
        known = {view.external_id: view for view in await bots(CHANNEL)}
        for gone in self.connections.keys() - known.keys():
            del self.connections[gone]
        fresh = []
        for bot_id, view in known.items():
            token = self.settings.telegram_token if view.from_environment else await token_of(view.id)
            if not token or not token.startswith(f"{bot_id}:"):
                continue
            running = self.connections.get(bot_id)
            if running is None or running.bot.token != token or running.view.shop_id != view.shop_id:
                self.connections[bot_id] = Connection(view, Bot(token, session=self.session))
                fresh.append(self.connections[bot_id])
        return tuple(fresh)

    async def take_environments(self) -> str:
        """Let the environment's token serve the first shop. Returns what is wrong with it, "" for nothing."""
        token = self.settings.telegram_token
        found = await shops()
        if not token or not found:
            return ""
        by = system(found[0].id)
        bot_id = token.partition(":")[0]
        known = next((view for view in await bots(CHANNEL) if view.external_id == bot_id), None)
        try:
            me = await self.check(token)
        except ShopError as refusal:
            if known:
                await bot_problem(by, known.id, str(refusal))
            return f"{refusal} (HAWKER_TELEGRAM_TOKEN)"
        if known is None or known.name != me.username or not known.from_environment:
            await add_bot(by, CHANNEL, str(me.id), me.username or "", "")
        elif known.problem:
            await bot_problem(by, known.id, "")
        return ""

    async def check(self, token: str) -> User:
        """Who this token is at Telegram. Raises `BadToken`, `TelegramAway`."""
        try:
            validate_token(token)
            return await Bot(token, session=self.session)(GetMe(), request_timeout=10)
        except (TokenValidationError, TelegramUnauthorizedError):
            raise BadToken() from None
        except TelegramAPIError as error:
            if "not found" in str(error).lower():
                raise BadToken() from None
            raise TelegramAway(why=type(error).__name__) from None
