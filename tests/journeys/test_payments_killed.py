"""A process that takes money, killed without a word between the charge, the books and the news. On both databases."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from domain.catalog.models import Product, Variant
from domain.digital.actions import add_keys
from domain.kit.db import sql
from domain.kit.vault import unlock
from domain.orders.queries import order_by_number
from domain.payments.cards import keep_token
from tests.kit.cashier import CARD_TOKEN, reviews
from tests.kit.locks import locked
from tests.kit.store import Store
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram_process import serving
from tests.kit.telegram_stage import TOKEN


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram.serving() as fake:
        fake.waits = fake.patience = 30.0
        yield fake


@pytest.fixture
def bot(fake: FakeTelegram) -> Any:
    bot = fake.bot(TOKEN)
    bot.providers.add(CARD_TOKEN)
    return bot


@pytest.fixture
async def store(db: Any, shop: Any) -> Store:
    """It sells a teapot by card, and a game for Stars."""
    unlock(db.secret)
    await keep_token(shop.by, "test", CARD_TOKEN)
    await shop.settings(payment_methods=["telegram"])
    await shop.product("Teapot", price="24.00", stock=2)
    game = await shop.product("Game", price="3.00", stock=0)
    await Product.filter(id=game).update(kind="digital", requires_shipping=False)
    await Variant.filter(product_id=game).update(stars=150)
    await add_keys(shop.owner, await shop.variant("Game"), "AAA-1")
    return await Store.open(shop)


async def until(holds: Callable[[], Awaitable[Any]], what: str) -> None:
    for _ in range(600):
        if await holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"never: {what}")


async def captured() -> bool:
    return bool(await sql("SELECT id FROM payment WHERE status = 'captured'"))


async def status(store: Store) -> tuple[str, str]:
    order = await order_by_number(store.owner, 1001)
    return order.status, order.payment_status


async def product(name: str) -> int:
    return int((await Product.get(key=name)).id)


async def test_killed_before_the_books_the_receipt_comes_again(db, fake, bot, store):
    anna = fake.user(bot, "Anna")
    async with serving(db, fake, bot) as running:
        await reviews(anna, await product("teapot"))
        fake.faults.hold("successful_payment")
        assert (await anna.pays()).paid
        async with locked(db):
            fake.release()
            await asyncio.sleep(1.0)
            await running.stop(signal.SIGKILL)
    assert (await status(store), await captured()) == (("awaiting_payment", "unpaid"), False)
    async with serving(db, fake, bot):
        await anna.waits_for("has arrived", 30)
        assert (await status(store), await store.kit.count("payment")) == (("placed", "paid"), 1)
    await store.nothing_broke()


async def test_killed_after_the_books_the_news_come_all_the_same_and_once(db, fake, bot, store):
    anna = fake.user(bot, "Anna")
    async with serving(db, fake, bot) as running:
        await reviews(anna, await product("teapot"))
        for method in ("sendMessage", "sendPhoto", "editMessageMedia", "editMessageCaption"):
            fake.faults.slow(method, 20.0, times=3)
        paying = asyncio.ensure_future(anna.pays())
        await until(captured, "booked")
        await running.stop(signal.SIGKILL)
    fake.faults.clear()
    assert not anna.sees("has arrived")
    async with serving(db, fake, bot):
        await anna.waits_for("has arrived", 30)
        assert (await paying).paid
    assert (await status(store), await store.kit.count("payment")) == (("placed", "paid"), 1)
    assert len([m for m in anna.messages if "has arrived" in m.text]) == 1
    await store.nothing_broke()


async def test_a_receipt_that_never_came_is_found_when_the_shop_starts(db, fake, bot, store):
    anna = fake.user(bot, "Anna")
    async with serving(db, fake, bot) as running:
        await anna.opens(f"p{await product('game')}")
        await anna.taps("Buy now")
        fake.faults.drop("successful_payment")
        assert (await anna.pays("Pay ⭐")).paid
        await running.stop(signal.SIGKILL)
    assert await status(store) == ("awaiting_payment", "unpaid")
    async with serving(db, fake, bot):
        await anna.waits_for("AAA-1", 30)
    assert await status(store) == ("delivered", "paid")
    await store.nothing_broke()
