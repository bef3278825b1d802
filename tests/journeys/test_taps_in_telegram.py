"""What an order costs inside Telegram: taps and words of the customer, messages of the shop, calls of the Bot API."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.kit.db import sql
from tests.kit.shop import ShopKit
from tests.kit.store import Store
from tests.kit.telegram_stage import Stage, telegram_app

ADDRESS, PIN = "!12 Main St, Austin, TX 78701", "📍"
KNOWN = [PIN, "📱", "Order · pay"]
TYPED = [ADDRESS, "📱", "Order · pay"]
# What is done after /start (or a link) by somebody new: taps by their labels, "!" for words that are typed.
FIRST = {
    "link, typed address": ("p1", ["Buy now", *TYPED], (3, 1)),
    "shelf, typed address": ("", ["Teapot", "Buy now", *TYPED], (4, 1)),
    "shelf, pin": ("", ["Teapot", "Buy now", *KNOWN], (5, 0)),
    "category, pin": ("", ["Kitchen", "Teapot", "Buy now", *KNOWN], (6, 0)),
    "category and size, typed address": ("", ["Shirts", "Linen shirt", "Medium", "Buy now", *TYPED], (6, 1)),
    "category and size, pin": ("", ["Shirts", "Linen shirt", "Medium", "Buy now", *KNOWN], (7, 0)),
    "search": ("", ["!tea", "Teapot", "Buy now", *TYPED], (4, 2)),
}
AGAIN = {
    "link": ("p1", ["Buy now", "Order · pay"], (2, 0)),
    "shelf": ("", ["Tea towel", "Buy now", "Order · pay"], (3, 0)),
    "category": ("", ["Kitchen", "Teapot", "Buy now", "Order · pay"], (4, 0)),
    "category, usual size": ("", ["Shirts", "Linen shirt", "Buy now", "Order · pay"], (4, 0)),
    "search": ("", ["!tea", "Teapot", "Buy now", "Order · pay"], (3, 1)),
    "buy again": ("", ["Buy again", "Order · pay"], (2, 0)),
}


@pytest.fixture
async def stage(sqlite: Any) -> AsyncIterator[Stage]:
    shop = await ShopKit.open()
    await Store.open(shop)
    await shop.product("Teapot", price="24.00", stock=9, category=("Kitchen",))
    await shop.product("Linen shirt", sizes=("Small", "Medium"), category=("Shirts",))
    await shop.product("Tea towel", category=("Cloths",))
    async with telegram_app(sqlite, shop, by_hand=True) as stage:
        stage.shop = shop  # type: ignore[attr-defined]
        yield stage


async def crowded(stage: Any, way: str) -> None:
    """So many goods that Home shows departments, where the way leads through one."""
    for n in range(20 if "category" in way else 0):
        await stage.shop.product(f"Cup {n}", category=("Cups",))


@pytest.fixture
async def anna(stage: Stage) -> Any:
    return stage.fake.user(stage.bot, "Anna")


async def does(anna: Any, what: str) -> None:
    if what == PIN:
        await anna.shares_location(30.2672, -97.7431)
    elif what == "📱":
        await anna.shares_contact("+15124720123")
    elif what.startswith("!"):
        await anna.sends(what[1:])
    else:
        await anna.taps(what)


async def buys(stage: Stage, anna: Any, start: str, steps: list[str]) -> tuple[int, int]:
    """Taps and messages of this order; every single step held to the calls it may cost."""
    await anna.opens(start)
    for step in steps:
        since = len(stage.fake.calls)
        await does(anna, step)
        within_budget(step, stage.fake.calls[since:])
    await stage.settle()
    row = (await sql("SELECT taps, messages FROM orders ORDER BY id DESC"))[0]
    return row["taps"], row["messages"]


def within_budget(step: str, calls: list[Any]) -> None:
    """One edit and one send; a question with a keyboard of its own is one send more, and so is taking that away."""
    done = Counter(call.method[:4] for call in calls if call.method not in ("sendChatAction", "getUpdates"))
    asks = [
        keys for call in calls if (keys := (call.params or {}).get("reply_markup")) and "inline_keyboard" not in keys
    ]
    assert done["edit"] <= 1, (step, done)
    assert done["send"] <= 1 + len(asks), (step, done)
    assert len(asks) <= 2, (step, done)


@pytest.mark.parametrize("way", FIRST)
async def test_a_first_order_costs_no_more_than_the_table_says(stage, anna, way):
    start, steps, cost = FIRST[way]
    await crowded(stage, way)
    assert await buys(stage, anna, start, steps) == cost
    assert [message.kind for message in anna.from_bot] == ["photo", "text"]


@pytest.mark.parametrize("way", AGAIN)
async def test_who_comes_again_pays_less(stage, anna, way):
    start, steps, cost = AGAIN[way]
    await crowded(stage, way)
    first = ["Buy now", *TYPED] if "size" not in way else ["Medium", "Buy now", *TYPED]
    await buys(stage, anna, "p2" if "size" in way else "p1", first)
    before = anna.bottom.id
    assert await buys(stage, anna, start, steps) == cost
    assert len([message for message in anna.from_bot if message.id > before]) == 2


async def test_an_order_under_way_leaves_its_card_and_one_piece_of_news(stage, anna):
    await buys(stage, anna, "p1", ["Buy now", *TYPED])
    for status, news in (("packing", 0), ("shipped", 1), ("delivered", 1)):
        await Store(stage.shop).moves(1001, status)
        await stage.settle()
        assert [message.kind for message in anna.from_bot] == ["photo", "text", *["text"] * news], anna.text
    assert "Delivered" in anna.text


@pytest.mark.parametrize("label", ["♡ Save", "＋ Add to cart", "ℹ More", "🏠 Home"])
async def test_a_tap_on_a_product_is_one_call_and_its_answer(stage, anna, label):
    await anna.opens("p1")
    since = len(stage.fake.calls)
    await anna.taps(label)
    calls = [call.method for call in stage.fake.calls[since:] if call.method != "getUpdates"]
    assert len([name for name in calls if name.startswith("edit")]) == 1
    assert calls[-1] == "answerCallbackQuery"
    assert len(calls) == 2
