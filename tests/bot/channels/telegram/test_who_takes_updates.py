"""Exactly one program takes a bot's updates: what happens when another one wants them, or when nobody can ask."""

from __future__ import annotations

from typing import Any

import pytest

from bot import metrics
from bot.channels.telegram import poll, service
from domain.kit.db import sql
from tests.kit.shop import ShopKit
from tests.kit.telegram.wire import Given
from tests.kit.telegram_stage import telegram_app

ELSEWHERE = Given({"url": "http://127.0.0.1:9/hook"}, {})


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll, "PAUSE_S", 0.02)
    monkeypatch.setattr(service, "AGAIN_S", 0.02)
    monkeypatch.setattr(service, "WATCH_S", 0.05)


@pytest.fixture
async def shop(sqlite: Any) -> ShopKit:
    kit = await ShopKit.open()
    await kit.product("Teapot")
    return kit


def conflicts() -> float:
    return metrics.TELEGRAM.labels("getUpdates", "conflict")._value.get()


async def test_two_who_ask_at_once_are_counted_and_nothing_is_lost_or_done_twice(sqlite, shop):
    async with telegram_app(sqlite, shop, by_hand=True) as stage:
        before = conflicts()
        anna = stage.fake.user(stage.bot, "Anna")
        await stage.fake.polls_too(stage.bot)
        assert await stage.fake.until(lambda: conflicts() > before)
        await anna.opens()
        await anna.waits_for("Welcome to Tea House")
        assert [call.method for call in stage.fake.calls].count("sendPhoto") == 1


async def test_a_webhook_somebody_has_set_is_taken_away(sqlite, shop):
    async with telegram_app(sqlite, shop, by_hand=True) as stage:
        await stage.fake.execute(stage.bot, "setWebhook", ELSEWHERE)
        assert await stage.fake.until(lambda: stage.bot.updates.hook is None)
        anna = stage.fake.user(stage.bot, "Anna")
        await anna.opens()
        await anna.waits_for("Welcome to Tea House")


async def test_a_webhook_that_was_moved_is_taken_back(sqlite, shop):
    async with telegram_app(sqlite, shop, "webhook", by_hand=True) as stage:
        ours = stage.bot.updates.hook.url
        await stage.fake.execute(stage.bot, "setWebhook", ELSEWHERE)
        assert await stage.fake.until(lambda: stage.bot.updates.hook.url == ours)


async def test_a_telegram_that_is_away_at_the_start_is_told_later_and_the_shop_keeps_its_bot(sqlite, shop):
    async with telegram_app(sqlite, shop, "webhook", by_hand=True) as stage:
        stage.fake.faults.answer("setMyCommands", 429, retry_after=40, times=5)
        connection = await stage.app.telegram.bots.connection("4242")
        assert not await stage.app.telegram._told(connection, stage.app.settings.telegram_webhook_url)
        assert (await shop.view()).telegram == "hawker_test_bot"


async def test_a_token_that_was_revoked_is_told_in_the_panel(sqlite, shop):
    async with telegram_app(sqlite, shop, by_hand=True) as stage:
        (token,) = stage.fake.bots
        gone = stage.fake.bots.pop(token)
        gone.updates.wake()
        assert await stage.fake.until(lambda: metrics.TELEGRAM.labels("getUpdates", "revoked")._value.get())
        for _ in range(100):
            if (row := (await sql("SELECT problem FROM shop_bot"))[0])["problem"]:
                break
        assert row["problem"].startswith("Telegram does not know this token.")
