"""`hawker run` as a process of its own with a bot at the fake Telegram, so that it can be killed without a word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.config import Settings
from tests.kit.process import Running, hawker
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram_stage import TOKEN


@asynccontextmanager
async def serving(settings: Settings, fake: FakeTelegram, bot: Any) -> AsyncIterator[Running]:
    """Until it listens to the bot."""
    env = {
        "HAWKER_TELEGRAM_TOKEN": TOKEN,
        "HAWKER_TELEGRAM_API": fake.url,
        "HAWKER_DATABASE_URL": settings.database_url,
        "HAWKER_SECRET_KEY": settings.secret_key,
    }
    bot.updates.polled_at = -10.0
    async with hawker(settings.data_dir, "run", "--port", "0", **env) as running:
        assert await fake.until(lambda: bot.updates.listened, 30)
        yield running
