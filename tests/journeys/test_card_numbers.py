"""A customer types the number of a card: it is kept nowhere, and they are told where cards are entered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from domain.kit.db import sql
from tests.kit.shop import ShopKit
from tests.kit.store import Store
from tests.kit.telegram_stage import Stage, telegram_app

CARD = "4111 1111 1111 1111"
CANARY = (b"4111 1111", b"41111111", b"12/27")


@pytest.fixture
async def stage(sqlite: Any) -> AsyncIterator[Stage]:
    shop = await ShopKit.open()
    await Store.open(shop)
    await shop.product("Teapot", stock=5)
    async with telegram_app(sqlite, shop, by_hand=True) as stage:
        yield stage


def kept(settings: Any) -> bytes:
    """Everything the database has on disk."""
    place = Path(settings.database_url.removeprefix("sqlite://").partition("?")[0])
    return b"".join(path.read_bytes() for path in place.parent.glob(f"{place.name}*"))


async def test_in_telegram_it_is_not_searched_for_and_nothing_of_it_stays(stage, sqlite, capsys):
    anna = stage.fake.user(stage.bot, "Anna")
    await anna.opens("p1")
    await anna.taps("Buy now")
    await anna.sends(f"{CARD} 12/27 123")
    assert anna.sees("That looks like a card number")
    assert anna.sees("Send the address as a message, or tap 📍 below.")  # what was asked is still asked
    await anna.sends("12 Main St, Austin, TX 78701")
    assert anna.sees("Type your number, or tap 📱 below.")
    await anna.sends_photo(caption=CARD)
    assert b"12 Main St" in kept(sqlite)
    assert not [secret for secret in CANARY if secret in kept(sqlite) or secret.decode() in capsys.readouterr().out]


async def test_an_update_that_fails_is_kept_without_it(stage, sqlite, monkeypatch):
    anna = stage.fake.user(stage.bot, "Anna")

    def broken(incoming: Any) -> Any:
        raise RuntimeError("something of ours is broken")

    monkeypatch.setattr(stage.app.conversation, "turn", broken)
    await anna.sends(CARD)
    assert len(await sql("SELECT id FROM failed_update")) == 1
    assert not [secret for secret in CANARY if secret in kept(sqlite)]


async def test_in_the_browser_the_bubble_shows_four_digits(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.types(f"my card is {CARD}, 12/27")
    assert anna.sees("Cards are entered only on the payment page")
    (bubble,) = await sql("SELECT html FROM web_node WHERE node LIKE 'me-%'")
    assert "•••• 1111" in bubble["html"]
    assert await sql("SELECT query FROM stored_list") == []


async def test_a_form_with_it_is_not_carried_out(shop, store, reviewing):
    await reviewing.taps_on("Gift & note")
    await reviewing.sends({"t": "form", "form": "extras", "rev": 0, "values": {"note": f"use {CARD}"}})
    assert reviewing.sees("That looks like a card number")
    assert CARD not in str(await sql("SELECT extras FROM cart"))


async def test_in_a_group_nothing_is_said_of_it(stage):
    anna = stage.fake.user(stage.bot, "Anna")
    group = stage.fake.group(stage.bot, "Friends of tea", [anna])
    await group.says(anna, f"/find@hawker_test_bot {CARD}")
    assert (group.from_bot, await sql("SELECT query FROM stored_list")) == ([], [])
