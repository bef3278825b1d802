"""Refusals become an alert and a fresh screen; anything else a log entry and a code."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.filters.callback_data import CallbackData
from aiogram.types import TelegramObject

from domain.kit.errors import ShopError
from handlers.reply import Reply, Word, parts
from handlers.screen import Screen

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
Reopen = Callable[[CallbackData], Awaitable[Reply]]
log = structlog.get_logger()


class Refusals(BaseMiddleware):
    """Inner middleware of presses and messages: the one place where a refusal meets a person."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Reply:
        try:
            reply: Reply = await handler(event, data)
        except ShopError as refusal:
            return await self._refused(refusal, data)
        return reply

    async def _refused(self, refusal: ShopError, data: dict[str, Any]) -> Reply:
        sentence = data["t"].refusal(refusal)
        home = getattr(data.get("callback_data"), "home", None)
        if home is None:
            return Word(alert=sentence)
        reopen: Reopen = data["reopen"]
        fresh = parts(await reopen(home()))
        first = fresh[0] if fresh and isinstance(fresh[0], Screen) else None
        return (first.saying(alert=sentence), *fresh[1:]) if first else Word(alert=sentence)


def new_code() -> str:
    """What a customer can quote of a trouble, and the log finds."""
    return f"H-{secrets.token_hex(2).upper()}"
