"""The fake server, a bot, a person, and the bot's own client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot

from tests.kit.telegram.ask import FakeBot
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.people import TelegramUser
from tests.kit.telegram.two_bots import aiogram_client


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram.serving() as fake:
        yield fake


@pytest.fixture
def tea_bot(fake: FakeTelegram) -> FakeBot:
    return fake.bot("4242:token-of-the-shop")


@pytest.fixture
def ann(fake: FakeTelegram, tea_bot: FakeBot) -> TelegramUser:
    """She has opened the chat; that update is gone."""
    ann = fake.user(tea_bot, "Anna")
    ann.chat.started = True
    return ann


@pytest.fixture
async def client(fake: FakeTelegram, tea_bot: FakeBot) -> AsyncIterator[Bot]:
    client = aiogram_client(fake, tea_bot)
    yield client
    await client.session.close()


Refusal = Callable[..., Awaitable[str]]


@pytest.fixture
def call(fake: FakeTelegram, tea_bot: FakeBot) -> Callable[..., Awaitable[dict[str, Any]]]:
    """A call as JSON over HTTP: the whole answer."""

    async def call(method: str, *, token: str = tea_bot.token, **params: Any) -> dict[str, Any]:
        async with fake.http.post(f"{fake.url}/bot{token}/{method}", json=params) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    return call


@pytest.fixture
def refusal(fake: FakeTelegram, call: Callable[..., Awaitable[dict[str, Any]]]) -> Refusal:
    """Why a call was refused, or an empty string; what is wrong with it by the description is forgotten."""

    async def refusal(method: str, **params: Any) -> str:
        body = await call(method, **params)
        fake.violations.clear()
        return str(body.get("description", ""))

    return refusal
