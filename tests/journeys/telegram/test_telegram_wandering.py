"""Somebody who presses everything, and everything once more later, inside Telegram: every answer costs what it may."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from domain.kit.db import sql
from tests.kit import wandering
from tests.kit.people import buttons
from tests.kit.store import AUSTIN, PHONE
from tests.kit.wandering import wander

ALBUM = "sendMediaGroup"
KINDS, OLD = 80, 30


@pytest.fixture
async def wanderer(shop: Any, store: Any, anna: Any, stage: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Anna has ordered once and has a basket; every press of hers is held to its calls."""
    for name in ("Teapot", "Enamel mug"):
        await anna.opens(f"p{await shop.product(name, stock=9)}")
        await anna.taps_on("Buy now" if name == "Teapot" else "Add to cart")
        if name == "Teapot":
            await anna.fills("checkout", **AUSTIN, phone=PHONE)
            await anna.taps_on("Order · pay")
    monkeypatch.setattr(wandering, "MOST", KINDS)
    press = anna.presses

    async def held(data: str) -> None:
        stage.app.limiter._levels.clear()
        since = len(stage.fake.calls)
        await press(data)
        within_budget(data, [call for call in stage.fake.calls[since:] if not call.refusal])

    monkeypatch.setattr(anna, "presses", held)
    return anna


def within_budget(data: str, calls: list[Any]) -> None:
    """One edit of a screen, one send; a question below it and its keyboard are one send each, an album another."""
    keyboards = [call for call in calls if {"keyboard", "remove_keyboard"} & set(call.params.get("reply_markup") or {})]
    extra = len(keyboards) + sum(call.method == ALBUM for call in calls)
    done = Counter(call.method[:4] for call in calls if call.method not in ("sendChatAction", "editMessageReplyMarkup"))
    assert done["edit"] <= 1, (data, done)
    assert done["send"] <= 1 + extra, (data, done)


async def test_every_button_and_every_old_one_is_answered_within_its_calls(wanderer: Any, store: Any) -> None:
    """Never an old price either: both things have changed when the old ones are pressed."""
    await wander(wanderer)
    ordered = len(await store.orders())
    await store.reprice("Teapot", "99.00")
    await store.sells_out("Enamel mug")
    old = sorted({data for screen in wanderer.history for _, data in buttons(screen)})
    for data in Random(7).sample(old, min(OLD, len(old))):
        await wanderer.presses(data)
    assert await sql("SELECT error FROM failed_update") == []
    sold = [(line.title, line.unit_price.minor) for order in (await store.orders())[ordered:] for line in order.lines]
    assert set(sold) <= {("Teapot", 9900)}
    assert wanderer.user.unanswered == 0
