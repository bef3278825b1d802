"""A process of its own with a bot, killed without a word at the worst moments."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest

from tests.kit.process import hawker
from tests.kit.shop import ShopKit
from tests.kit.store import Store
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram_process import serving
from tests.kit.telegram_stage import TOKEN

ADDRESS = "12 Main St, Austin, TX 78701"


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram.serving() as fake:
        fake.waits = 30.0
        yield fake


async def test_a_checkout_goes_on_after_a_kill_and_nothing_is_ordered_twice(sqlite, fake):
    shop = await ShopKit.open()
    await Store.open(shop)
    teapot = await shop.product("Teapot")
    bot = fake.bot(TOKEN)
    anna = fake.user(bot, "Anna")
    async with serving(sqlite, fake, bot) as running:
        assert "telegram  https://t.me/hawker_test_bot" in "\n".join(running.lines)
        await anna.opens(f"p{teapot}")
        await anna.taps("Buy now")
        await anna.sends(ADDRESS)
        await running.stop(signal.SIGKILL)
    async with serving(sqlite, fake, bot) as running:
        await anna.shares_contact("+15124720123")
        assert await fake.until(lambda: anna.can_tap("Order · pay"), 30), anna.text
        fake.faults.slow("editMessageCaption", 20.0)
        pressed = asyncio.ensure_future(anna.taps("Order · pay"))
        await until_ordered(shop)
        await running.stop(signal.SIGKILL)
    async with serving(sqlite, fake, bot):
        await anna.waits_for("Order #1001", 30)
        await pressed
        assert await shop.count("orders") == 1


async def until_ordered(shop: ShopKit) -> None:
    for _ in range(200):
        if await shop.count("orders"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("no order was written")


async def test_a_token_telegram_does_not_know_is_said_and_the_shop_is_served_all_the_same(sqlite, fake):
    await ShopKit.open()
    env = {"HAWKER_TELEGRAM_TOKEN": "1:nobody-knows-this-token-at-telegram", "HAWKER_TELEGRAM_API": fake.url}
    env |= {"HAWKER_DATABASE_URL": sqlite.database_url, "HAWKER_SECRET_KEY": sqlite.secret_key}
    async with hawker(sqlite.data_dir, "run", "--port", "0", **env) as running:
        assert any("Telegram does not know this token" in line for line in running.lines)
        assert any(line.strip().startswith("chat") for line in running.lines)
