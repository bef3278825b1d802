"""The payment sheet is answered in time: unsure is no, and it waits for nobody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest

from domain.kit.db import sql
from tests.kit.cashier import Cashier, reviews, telegram_takes_money
from tests.kit.locks import locked

UNSURE = "could not check your order"


@pytest.fixture
async def cashier(db: Any, shop: Any) -> AsyncIterator[Cashier]:
    """By the real clock."""
    async with telegram_takes_money(db, shop) as cashier:
        yield cashier


@pytest.fixture
async def anna(cashier, shop):
    return await reviews(cashier.user(), await shop.product("Teapot", price="24.00", stock=2))


def link(user: Any) -> str:
    """The invoice behind the pay button."""
    return str(user.find("Pay $27.00")[1].url)


async def timed(work: Awaitable[Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    return await work, time.perf_counter() - started


async def test_while_the_database_is_locked_the_answer_is_no_and_then_all_is_well(db, cashier, anna):
    async with locked(db):
        outcome, seconds = await timed(anna.pays())
    assert (outcome.paid, UNSURE in outcome.refused, seconds < 7) == (False, True, True), (outcome, seconds)
    assert (await anna.pays()).paid
    assert (await cashier.order()).payment_status == "paid"
    assert await cashier.count("orders") == 1


async def test_while_the_database_is_away_the_answer_is_no_at_once(cashier, anna, monkeypatch):
    def away(_incoming: Any) -> Any:
        raise ConnectionError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(cashier.stage.app.conversation, "turn", away)
        outcome, seconds = await timed(anna.pays())
    assert (outcome.paid, UNSURE in outcome.refused, seconds < 4) == (False, True, True)


async def test_an_error_of_ours_is_a_no_and_is_kept(cashier, anna, monkeypatch):
    async def breaks(*_args: Any, **_more: Any) -> Any:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patched:
        patched.setattr("handlers.payment.sheet.admit", breaks)
        assert UNSURE in (await anna.pays()).refused
    await sql("DELETE FROM failed_update RETURNING id")


async def test_a_sheet_does_not_wait_for_its_own_chat(cashier, anna):
    cashier.fake.faults.slow("editMessageCaption", 3.0)
    cashier.fake.faults.slow("editMessageMedia", 3.0)
    busy = asyncio.ensure_future(anna.taps("🏠 Address"))
    await asyncio.sleep(0.5)
    outcome, seconds = await timed(anna.pays(invoice=link(anna), declined=True))
    await busy
    assert (outcome.refused, seconds < 2) == ("declined", True)


async def test_a_sheet_does_not_wait_for_a_hundred_others(cashier, anna, monkeypatch):
    monkeypatch.setattr(cashier.stage.app.limiter, "take", lambda *_: None)
    crowd = [cashier.user(f"Friend {n}") for n in range(100)]
    opening = asyncio.gather(*(friend.opens() for friend in crowd))
    await asyncio.sleep(0.3)
    outcome, seconds = await timed(anna.pays(declined=True))
    await opening
    assert (outcome.refused, seconds < 5) == ("declined", True)
