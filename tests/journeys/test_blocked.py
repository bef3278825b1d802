"""A blocked customer, in the web chat and in Telegram: told once, free to look around, never to order."""

from __future__ import annotations

from typing import Any

from domain.customers.desk import block
from domain.kit.actor import Actor, Permission
from domain.shop.actions import change_facts
from tests.kit.shop import ShopKit
from tests.kit.store import AUSTIN, PHONE, Store
from tests.kit.telegram_stage import telegram_app

SENTENCE = "This shop can't take orders from this account. Questions: hello@tea.example"


async def blocks(shop: Any, *, on: bool = True) -> None:
    await change_facts(shop.by, email="hello@tea.example")
    await block(Actor(shop.id, "staff", 1, frozenset(Permission)), 1, on)


async def test_in_the_web_chat(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await blocks(shop)
    for words in ("where is my parcel?", "teapot"):
        await anna.types(words)
    assert [s.body for s in anna.history if s.key == "blocked"] == [SENTENCE]
    await anna.opens(f"p{teapot}")
    assert anna.sees("Teapot")
    await anna.taps_on("Buy now")
    assert anna.sees(SENTENCE)
    assert await store.orders() == []
    await blocks(shop, on=False)
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await anna.taps_on("Order")
    assert len(await store.orders()) == 1


async def test_in_telegram(sqlite):
    kit = await ShopKit.open()
    store = await Store.open(kit)
    teapot = await kit.product("Teapot", price="24.00", stock=5)
    async with telegram_app(sqlite, kit, "polling", by_hand=True) as stage:
        anna = stage.fake.user(stage.bot, "Anna")
        await anna.opens(f"p{teapot}")
        await blocks(kit)
        since = len(stage.fake.calls)
        for words in ("where is my parcel?", "teapot", "hello?"):
            await anna.sends(words)
        said = [c for c in stage.fake.calls[since:] if "take orders from this account" in str(c)]
        assert [c.method for c in said] == ["sendMessage"]
        await anna.opens(f"p{teapot}")
        await anna.taps("Buy now")
    assert await store.orders() == []
