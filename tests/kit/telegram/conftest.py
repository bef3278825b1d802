"""The fake server, a bot, a person, and the bot's own client."""

from __future__ import annotations

from collections.abc import AsyncIterator

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
