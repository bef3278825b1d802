"""In a group the shop answers who speaks to it, once in a while, and says nothing about anybody."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from bot.incoming import Incoming
from domain.customers.arrivals import invite_code
from domain.kit.actor import Actor
from domain.shop.bots import add_bot
from handlers.groups.gate import KEPT, Gate
from handlers.reply import parts
from handlers.screen import Screen
from tests.kit.people import readable

_ids = count(1)
FROM = {"id": 77, "is_bot": False, "first_name": "Anna"}
GROUP = {"id": -100, "type": "supergroup"}
US = {"id": 4242, "is_bot": True, "first_name": "Tea", "username": "Tea_bot"}


@pytest.fixture
async def says(app, shop, clock):
    """Say something in a group; what comes back."""
    await add_bot(shop.owner, "telegram", "4242", "tea_bot", "")
    for name, price in (("Enamel mug", "9.00"), ("Teapot", "24.00"), ("Small mug", "4.00"), ("Big mug", "12.00")):
        await shop.product(name, price=price)
    await shop.product("Mug rack", price="30.00")

    async def say(text: str, group: int = -100, **more: Any) -> Screen | None:
        message = {"message_id": next(_ids), "date": 1, "chat": {"id": group, "type": "supergroup"}, "from": FROM}
        came = Incoming(
            shop.id, "telegram", "77", "other", "", key=f"tg:4242:{next(_ids)}", locale="en", looks=True, bot="4242",
            native={"update_id": next(_ids), "message": message | {"text": text} | more},
        )  # fmt: skip
        said = parts((await app.conversation.handle(came))[1])
        return said[0] if said else None

    return say


@pytest.mark.parametrize(
    "words", ["mug", "/shop", "/find mug", "/find@other_bot mug", "/dance@tea_bot", "ask @tea_botty"]
)
async def test_what_others_say_to_each_other_is_not_our_business(says, words):
    assert await says(words) is None


async def test_words_for_the_shop_are_answered_with_a_small_card_of_links(says):
    card = await says("/find@Tea_Bot mug")
    assert card.title == "“mug” · 4 found"
    assert len(card.actions) == 4
    assert all(a.url.startswith("https://t.me/tea_bot?start=") and not a.press for a in card.actions)
    assert card.actions[-1].label == "All 4 ›"
    assert card.nav is None


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("@tea_bot teapot", {}),
        ("do you have a teapot, @Tea_bot?", {}),
        ("teapot", {"reply_to_message": {"message_id": 5, "date": 1, "chat": GROUP, "from": US}}),
    ],
)  # fmt: skip
async def test_our_name_or_an_answer_to_us_is_for_us(says, text, more):
    assert "Teapot · $24.00" in readable(await says(text, **more))


async def test_somebody_elses_pick_of_ours_is_not_for_us(says):
    assert await says("Teapot by @tea_bot", via_bot=US) is None


async def test_the_shop_itself_and_what_is_private(says):
    assert (await says("/shop@tea_bot")).actions[0].url == "https://t.me/tea_bot?start=h"
    cart = await says("/cart@tea_bot", group=-101)
    assert (cart.title, cart.actions[0].label) == ("Open your cart in private", "Open")
    assert cart.actions[0].url == "https://t.me/tea_bot?start=tcart"
    assert (await says("/orders@tea_bot", group=-102)).title == "That is for our private chat"
    assert (await says("/start@tea_bot g", group=-103)).actions[0].label == "Open the shop"


async def test_nothing_found_leads_to_the_shop(says):
    card = await says("/find@tea_bot zeppelin")
    assert card.title == "Nothing found for “zeppelin”."
    assert card.actions[0].url == "https://t.me/tea_bot?start=tsearch"


async def test_a_group_hears_from_us_once_in_ten_seconds(says, clock):
    assert await says("/shop@tea_bot")
    assert await says("/find@tea_bot mug") is None
    assert await says("/shop@tea_bot", group=-101)
    clock.passes(seconds=11)
    assert await says("/find@tea_bot mug")


async def test_who_asks_in_a_group_is_nobody_in_particular(says, shop, app):
    assert await shop.count("customer") == 0
    card = await says("/find@tea_bot teapot")
    assert await shop.count("customer") == 0
    assert "-r" not in card.actions[0].url
    with pytest.raises(Exception, match="role"):
        await invite_code(Actor(shop.id, "visitor"))


def test_the_gate_forgets_the_oldest(clock):
    gate = Gate()
    assert all(gate.passes(number) for number in range(KEPT + 5))
    assert gate.passes(0)
    assert not gate.passes(KEPT)
