"""Connecting a bot and one's own Telegram from the panel."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.app import App
from bot.config import Settings
from domain.chats.actions import open_chat
from domain.kit.db import sql
from domain.shop.bots import add_bot, bot_problem, bots_of, token_of
from domain.staff.telegram import link_telegram, use_group
from tests.admin_web.conftest import Browser
from tests.kit.clock import Clock
from tests.kit.shop import ShopKit
from tests.kit.telegram.fake import FakeTelegram

PAGE, ME = "/admin/settings/telegram", "/admin/me"
TOKEN = "4242:AAtoken-of-the-tea-house-for-tests"


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram.serving() as fake:
        fake.bot(TOKEN, username="tea_test_bot")
        yield fake


@pytest.fixture
async def server(db: Settings, clock: Clock, fake: FakeTelegram) -> AsyncIterator[TestServer]:
    app = App(db.model_copy(update={"telegram_api": fake.url}))
    async with TestServer(app.web_app()) as running:
        yield running
    await app.telegram.close()


async def sends(browser: Browser, token: str) -> Any:
    await browser.get(PAGE)
    return await browser.post(PAGE, token=token)


async def test_a_bot_is_connected_by_its_token_which_is_never_shown(owner: Browser, tea: ShopKit) -> None:
    answer = await owner.follow(await sends(owner, f" {TOKEN} "))
    assert "@tea_test_bot" in answer.plain
    assert "AAtoken" not in answer.text
    [bot] = await bots_of(tea.by, "telegram")
    assert (bot.external_id, await token_of(bot.id)) == ("4242", TOKEN)
    assert "AAtoken" not in str(await sql("SELECT sealed FROM shop_bot"))
    assert "AAtoken" not in str(await sql("SELECT changes FROM audit"))


@pytest.mark.parametrize("token", ["nonsense", "4242:AAanother-token-that-nobody-knows-of", "1:", ""])
async def test_a_token_telegram_does_not_know_is_said_so(owner: Browser, tea: ShopKit, token: str) -> None:
    answer = await sends(owner, token)
    assert answer.status == 422
    assert ("Telegram does not know this token" in answer.plain) == bool(token)
    assert await bots_of(tea.by, "telegram") == ()


async def test_telegram_being_away_is_no_fault_of_the_token(owner: Browser, tea: ShopKit, fake: FakeTelegram) -> None:
    fake.faults.answer("getMe", 502, times=9)
    answer = await sends(owner, TOKEN)
    assert "Telegram does not answer right now" in answer.plain


async def test_a_bot_serves_one_shop_of_the_installation(owner: Browser, tea: ShopKit) -> None:
    other = await ShopKit.open("cafe", "Cafe")
    await add_bot(other.by, "telegram", "4242", "tea_test_bot", TOKEN)
    answer = await sends(owner, TOKEN)
    assert "@tea_test_bot serves another shop" in answer.plain


async def test_a_bot_that_does_not_work_says_why_and_can_be_taken_away(owner: Browser, tea: ShopKit) -> None:
    await sends(owner, TOKEN)
    [bot] = await bots_of(tea.by, "telegram")
    await bot_problem(tea.by, bot.id, "Unauthorized")
    assert "Unauthorized" in (await owner.get(PAGE)).plain
    await owner.post(f"{PAGE}/{bot.id}/disconnect")
    assert await bots_of(tea.by, "telegram") == ()


async def test_the_bot_of_another_shop_is_not_there_to_be_disconnected(owner: Browser, tea: ShopKit) -> None:
    other = await ShopKit.open("cafe", "Cafe")
    theirs = await add_bot(other.by, "telegram", "77", "cafe_bot", "77:x")
    assert "cafe_bot" not in (await owner.get(PAGE)).text
    assert (await owner.post(f"{PAGE}/{theirs.id}/disconnect")).status == 404
    assert len(await bots_of(other.by, "telegram")) == 1


async def test_groups_are_listed_and_left(owner: Browser, tea: ShopKit) -> None:
    await add_bot(tea.by, "telegram", "4242", "tea_test_bot", TOKEN)
    chat = await open_chat(tea.id, "telegram", "-500", "en", None, "4242")
    await use_group(tea.by, chat, "Packing <b>")
    assert "Packing &lt;b&gt;" in (await owner.get(PAGE)).text
    answer = await owner.follow(await owner.post(f"{PAGE}/groups/{chat}/leave"))
    assert "Packing" not in answer.plain


async def test_ones_own_telegram_is_connected_by_a_link_shown_once(owner: Browser, tea: ShopKit) -> None:
    await add_bot(tea.by, "telegram", "4242", "tea_test_bot", TOKEN)
    await owner.get(ME)
    answer = await owner.post(f"{ME}/telegram")
    code = re.search(r"https://t\.me/tea_test_bot\?start=s([A-Za-z0-9]{16})", answer.text)
    assert code
    assert code[1] not in (await owner.get(ME)).text
    chat = await open_chat(tea.id, "telegram", "9", "en", None, "4242")
    await link_telegram(tea.id, code[1], 9, chat, "Olga T")
    assert "Olga T" in (await owner.get(ME)).plain
    await owner.post(f"{ME}/telegram/off")
    assert "Olga T" not in (await owner.get(ME)).plain


async def test_without_a_bot_there_is_nothing_to_connect_with(owner: Browser, tea: ShopKit) -> None:
    assert "Your Telegram" not in (await owner.get(ME)).plain
    assert (await owner.post(f"{ME}/telegram")).status == 404
