"""A Bot whose Telegram answers as told, and a clock that moves only when somebody waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import SendMessage

from bot.channels.telegram.sender import Lane, Sender

Answer = Callable[[Any], Exception | None]


class Told(BaseSession):
    """Every call is noted with its time; `answers` are given in turn, then everything succeeds."""

    def __init__(self, time: Callable[[], float]) -> None:
        super().__init__()
        self.time = time
        self.calls: list[tuple[float, Any]] = []
        self.answers: list[Answer | None] = []

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:
        self.calls.append((self.time(), method))
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None and (error := answer(method)):
            raise error
        return True

    async def close(self) -> None:
        return None

    async def stream_content(self, *args: Any, **kwargs: Any) -> Any:
        yield b""


class World:
    """One bot and its sender at one clock."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.session = Told(lambda: self.at)
        self.bot = Bot("42:AAA", session=self.session)
        self.sender = Sender(clock=lambda: self.at, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.at += seconds

    def says(self, *answers: Answer | None) -> None:
        self.session.answers.extend(answers)

    async def send(self, chat: int = 7, lane: Lane = Lane.REPLY, text: str = "hello", **more: Any) -> Any:
        return await self.sender.call(self.bot, SendMessage(chat_id=chat, text=text, **more), lane=lane)

    @property
    def times(self) -> list[float]:
        return [round(at - 1000, 3) for at, _ in self.session.calls]

    @property
    def methods(self) -> list[Any]:
        return [method for _, method in self.session.calls]


def flood(seconds: int) -> Answer:
    return lambda method: TelegramRetryAfter(method, f"Too Many Requests: retry after {seconds}", seconds)


def bad(words: str) -> Answer:
    return lambda method: TelegramBadRequest(method, f"Bad Request: {words}")


def forbidden(words: str = "bot was blocked by the user") -> Answer:
    return lambda method: TelegramForbiddenError(method, f"Forbidden: {words}")


def broken(method: Any) -> Exception:
    return TelegramServerError(method, "Bad Gateway")
