"""Updates of one chat are carried out one after another, those of others meanwhile; slow work is seen to be done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels.telegram import receive
from domain.kit.db import sql
from tests.kit.shop import ShopKit
from tests.kit.telegram_stage import Stage, telegram_app


@pytest.fixture
async def shop(sqlite: Any) -> ShopKit:
    kit = await ShopKit.open()
    await kit.product("Teapot", stock=9)
    return kit


@pytest.fixture(params=["polling", "webhook"])
async def stage(request: pytest.FixtureRequest, sqlite: Any, shop: ShopKit) -> AsyncIterator[Stage]:
    async with telegram_app(sqlite, shop, request.param, by_hand=True) as stage:
        yield stage


@pytest.fixture
async def anna(stage: Stage) -> Any:
    anna = stage.fake.user(stage.bot, "Anna")
    await anna.opens("p1")
    return anna


class Gate:
    """Holds what one person has sent until it is opened."""

    def __init__(self, stage: Stage, who: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = asyncio.Event()
        self.done: list[str] = []
        feed = stage.app.conversation._feed

        async def held(visit: Any, update: Any) -> Any:
            if visit.incoming.external_id == str(who.id) and not self.done:
                self.done.append("held")
                await self.opened.wait()
            self.done.append(visit.incoming.data)
            return await feed(visit, update)

        monkeypatch.setattr(stage.app.conversation, "_feed", held)


async def test_a_slow_chat_keeps_its_own_order_and_nobody_else_waits(stage, anna, monkeypatch):
    boris = stage.fake.user(stage.bot, "Boris")
    gate = Gate(stage, anna, monkeypatch)
    stage.fake.waits = 0.2
    for words in ("/help", "/cart", "/orders"):
        await anna.sends(words)
    await boris.opens("p1")
    await boris.waits_for("Teapot", 3)
    assert gate.done == ["held", "p1"]
    gate.opened.set()
    await anna.waits_for("No orders yet.", 5)
    assert gate.done == ["held", "p1", "/help", "/cart", "/orders"]


async def test_slow_work_is_seen_and_its_press_answered_before_it_ends(stage, anna, monkeypatch):
    monkeypatch.setattr(receive, "SHOWS_WORK", 0.02)
    monkeypatch.setattr(receive, "ANSWERED_ANYWAY", 0.05)
    gate = Gate(stage, anna, monkeypatch)
    pressed = asyncio.ensure_future(anna.taps("＋ Add to cart"))
    assert await stage.fake.until(lambda: stage.fake.calls_of("answerCallbackQuery"))
    assert anna.chat.actions == ["typing"]
    gate.opened.set()
    await pressed
    assert await stage.fake.until(lambda: anna.can_tap("1 in cart"))
    assert len(stage.fake.calls_of("answerCallbackQuery")) == 1


async def test_presses_that_cross_each_other_leave_what_the_last_one_meant(stage, anna):
    message = anna.bottom
    data = message.button("＋ Add to cart").data
    await asyncio.gather(*(anna.presses(message, data) for _ in range(5)))
    assert [row["quantity"] for row in await sql("SELECT quantity FROM cart_line")] == [1]
    assert anna.can_tap("1 in cart")
