"""Updates that Telegram brings. The address holds the bot's public number; the secret comes in a header."""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Any

import structlog
from aiogram.methods import AnswerCallbackQuery
from aiohttp import web

from bot import metrics
from bot.channels.telegram.bots import Bots
from bot.channels.telegram.receive import Receiver
from domain.kit.errors import NotFound

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024
log = structlog.get_logger()


class Hooks:
    """`POST /hooks/telegram/<bot>`: 200 when the update's effects are committed, 503 when it has to come again."""

    def __init__(self, bots: Bots, receiver: Receiver) -> None:
        self.bots = bots
        self.receiver = receiver

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.post(r"/hooks/telegram/{bot:\d{1,20}}", self.take)]

    async def take(self, request: web.Request) -> web.Response:
        bot_id = request.match_info["bot"]
        self._check(request, bot_id)
        try:
            connection = await self.bots.connection(bot_id)
        except NotFound:
            raise web.HTTPNotFound() from None
        raw = await _body(request)
        try:
            last = await asyncio.shield(self.receiver.take(connection, raw))
        except Exception:
            log.exception("update comes again", bot=bot_id)
            raise web.HTTPServiceUnavailable() from None
        return _answer(last)

    def _check(self, request: web.Request, bot_id: str) -> None:
        """Raises 401: nobody but Telegram knows the secret."""
        said = request.headers.get(HEADER, "")
        if not hmac.compare_digest(said.encode(), self.bots.secret(bot_id).encode()):
            metrics.WEBHOOKS.labels("telegram", "forged").inc()
            raise web.HTTPUnauthorized()


async def _body(request: web.Request) -> dict[str, Any]:
    raw = await request.clone(client_max_size=LARGEST).read()
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest()
    return body


def _answer(last: AnswerCallbackQuery | None) -> web.Response:
    """One call rides home with the answer."""
    if last is None:
        return web.Response()
    return web.json_response({"method": last.__api_method__, **last.model_dump(exclude_none=True)})
