"""The one door to Telegram: within its limits, again where that is safe, and with its refusals as types.

Messages have no key there, so a lost answer leaves two ways: what answers a person, and news, may arrive twice
rather than never; what is sent to many arrives once or never.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, ClientDecodeError, TelegramAPIError, TelegramRetryAfter
from aiogram.methods import TelegramMethod

from bot import metrics
from bot.channels.telegram.failures import (
    Busy,
    Gone,
    Moved,
    Refused,
    Revoked,
    Same,
    SendError,
    Unreachable,
    misread,
    never_arrived,
    plainer,
    typed,
)
from bot.channels.telegram.limits import Call, Chat, Clock, Lane, Limits, Sleep, is_group
from domain.kit.db import inside_transaction

__all__ = ["Busy", "Gone", "Lane", "Moved", "Refused", "Revoked", "Same", "SendError", "Sender", "Unreachable"]

T = TypeVar("T")
log = structlog.get_logger()
TRIES = 4
UNSURE_TRIES = 3  # of what may have been said already: each of them can be one message more
SILENCES = 5
FIRST_PAUSE = 0.5
EDIT = 0.25  # changing what stands there counts less than a new message


class Sender:
    """Calls of all bots of this process. Waiting is `sleep`'s, time `clock`'s, so that tests take none."""

    def __init__(self, *, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self.limits = Limits(clock, sleep)

    async def call(
        self, bot: Bot, method: TelegramMethod[T], *, chat: Chat | None = None, lane: Lane = Lane.REPLY
    ) -> T:
        """Telegram's answer. Raises a `SendError`, `Busy` among them: then it is worth another try later.

        `chat` is taken from the method where it has one. Never inside a transaction.
        """
        if inside_transaction():
            raise RuntimeError(f"{type(method).__name__} inside a transaction: nothing is sent before commit")
        call = call_of(bot, method, chat, lane)
        try:
            answer = await self._readable(bot, method, call)
        except SendError as error:
            count(call, error.outcome)
            raise
        count(call, "ok")
        return answer

    async def _readable(self, bot: Bot, method: TelegramMethod[T], call: Call) -> T:
        """Words that Telegram cannot read as HTML are said plainly: better without bold than not at all."""
        try:
            return await self._insisting(bot, method, call)
        except Refused as error:
            plain = plainer(method, error)
            if plain is None:
                raise
            log.warning("said without markup", method=call.method, chat=call.chat, error=str(error))
            count(call, "plain")
            return await self._insisting(bot, plain, call)

    async def _insisting(self, bot: Bot, method: TelegramMethod[T], call: Call) -> T:
        tries = silences = 0
        while True:
            await self.limits.turn(call)
            try:
                return await bot(method)
            except TelegramRetryAfter as error:
                silences += 1
                self._silenced(call, error.retry_after, silences)
            except (TelegramAPIError, ClientDecodeError) as error:
                tries += 1
                await self._failed(call, error, tries)

    def _silenced(self, call: Call, seconds: float, silences: int) -> None:
        count(call, "limited")
        log.warning("telegram wants silence", method=call.method, chat=call.chat, seconds=seconds, lane=call.lane.name)
        self.limits.silence(call, seconds)
        if silences >= SILENCES:
            raise Busy(f"{call.method} is refused again and again", seconds=seconds)

    async def _failed(self, call: Call, error: AiogramError, tries: int) -> None:
        """Rest before the next try, or raise what has become of it."""
        known = typed(error) if isinstance(error, TelegramAPIError) else None
        if known is not None:
            raise known from error
        count(call, "again")
        maybe = not never_arrived(error)
        if tries >= _most_tries(call, error, maybe=maybe):
            raise Busy(str(error), seconds=FIRST_PAUSE * 2**tries, maybe=maybe) from error
        await self.limits.rest(FIRST_PAUSE * 2 ** (tries - 1), call.lane)


def _most_tries(call: Call, error: AiogramError, *, maybe: bool) -> int:
    """How often this may be tried in all, when it is not known whether it was carried out (`maybe`) or known not."""
    if not maybe or repeatable(call.method):
        return TRIES
    return 1 if call.lane is Lane.BULK or misread(error) else UNSURE_TRIES


def call_of(bot: Bot, method: TelegramMethod[Any], chat: Chat | None, lane: Lane) -> Call:
    """What the limits see of a call."""
    where: Chat | None = getattr(method, "chat_id", None) if chat is None else chat
    if isinstance(where, str) and where.lstrip("-").isdecimal():
        where = int(where)
    name = method.__api_method__
    return Call(bot.id, where, lane, name, weight_of(name, method, where))


def weight_of(name: str, method: Any, chat: Chat | None) -> float:
    """How many messages a call counts as in its chat: groups count every picture of an album, and every change."""
    if chat is None or name in ("sendChatAction", "sendMessageDraft"):
        return 0.0
    if name.startswith("edit"):
        return 1.0 if is_group(chat) else EDIT
    if not name.startswith(("send", "copy", "forward")):
        return 0.0
    return float(len(method.media)) if name == "sendMediaGroup" and is_group(chat) else 1.0


def repeatable(name: str) -> bool:
    """Whether doing it twice is the same as doing it once."""
    return not name.startswith(("send", "copy", "forward", "create", "refund"))


def count(call: Call, outcome: str) -> None:
    metrics.TELEGRAM.labels(call.method, outcome).inc()
