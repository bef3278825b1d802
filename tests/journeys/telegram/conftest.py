"""The stories of buying again, inside Telegram: by polling on SQLite, by webhook on PostgreSQL, over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.kit.telegram_person import TelegramPerson
from tests.kit.telegram_stage import Stage, telegram_app


@pytest.fixture
async def stage(db: Any, shop: Any) -> AsyncIterator[Stage]:
    how = "polling" if "sqlite" in db.database_url else "webhook"
    async with telegram_app(db, shop, how, by_hand=True) as stage:
        yield stage


@pytest.fixture
async def app(stage: Stage) -> Any:
    return stage.app


@pytest.fixture
def person(stage: Stage, shop: Any) -> Any:
    return lambda name, **more: TelegramPerson(stage, shop.id, name, **more)
