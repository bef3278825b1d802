"""One person in the browser and in Telegram: one cart, one list of orders, after one press."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pytest

from bot.incoming import Incoming
from domain.catalog.rules import base36
from domain.kit.site import stands_at
from domain.shop.bots import add_bot
from handlers.reply import Reply, screens
from handlers.screen import Screen
from tests.kit.people import readable
from tests.kit.store import buys

_ids = count(1)


@dataclass
class Telegram:
    """Somebody in Telegram, through the conversation: what they send, and what they would be shown."""

    app: Any
    shop_id: int
    number: str = "77"
    screen: Screen | None = None
    reply: Reply = None

    async def sends(self, kind: Any, data: str) -> None:
        update = Incoming(
            self.shop_id, "telegram", self.number, kind, data, key=f"tg:4242:{next(_ids)}", locale="en", bot="4242"
        )
        _, self.reply = await self.app.conversation.handle(update)
        self.screen = next((s for s in screens(self.reply) if s.kind != "card"), self.screen)

    async def opens(self, payload: str) -> None:
        await self.sends("start", payload)

    async def presses(self, label: str) -> None:
        press = next(a.press for a in self.screen.actions if a.press and label in a.label)
        await self.sends("press", press.pack())

    def sees(self, words: str) -> bool:
        return words in readable(self.screen) or words in self.screen.toast + self.screen.alert


@pytest.fixture
async def bot(shop):
    await add_bot(shop.owner, "telegram", "4242", "tea_bot", "")


@pytest.fixture
def phone(app, shop, bot) -> Telegram:
    return Telegram(app, shop.id)


@pytest.fixture
def reachable():
    stands_at("https://shop.example")
    yield
    stands_at("")


class Shown:
    """A channel that only remembers."""

    def __init__(self) -> None:
        self.shown: list[tuple[Any, Screen]] = []

    async def show(self, place: Any, reply: Reply, **how: Any) -> None:
        self.shown += [(place, screen) for screen in screens(reply)]


def link_of(screen: Screen) -> str:
    (link,) = [a.url for a in screen.actions if a.url]
    return link


async def to_telegram(person) -> str:
    """The payload of [Continue in Telegram]."""
    await person.presses("me")
    await person.taps_on("Continue in Telegram")
    assert link_of(person.screen).startswith("https://t.me/tea_bot?start=w")
    return link_of(person.screen).partition("=")[2]


async def test_a_cart_goes_from_the_browser_to_telegram_and_is_the_same_in_both(shop, store, anna, phone, teapot):
    await anna.opens(f"p{base36(teapot)}")
    await anna.taps_on("Add to cart")
    await phone.opens(await to_telegram(anna))
    assert phone.sees("Go on where you were?")
    await phone.presses("Yes, connect them")
    assert phone.sees("Teapot")
    assert phone.sees("Connected: one cart")
    mug = await shop.product("Enamel mug", price="9.00", stock=5)
    await phone.opens(f"p{base36(mug)}")
    await phone.presses("Add to cart")
    await anna.presses("k:1")
    assert anna.sees("Your cart · 2 items")
    assert await shop.count("customer") == 1


async def test_an_order_of_the_browser_is_found_in_telegram(app, store, ordered, phone):
    await phone.opens(await to_telegram(ordered))
    await phone.presses("Yes")
    await phone.sends("text", "/orders")
    assert phone.sees("1 item · placed")


async def test_the_placed_order_offers_to_go_on_in_telegram(store, anna, phone, teapot):
    await anna.opens(f"p{base36(teapot)}")
    await anna.taps_on("Buy now")
    await buys(anna)
    assert anna.screen.id == "S-39"
    assert anna.can_tap("Continue in Telegram")


async def test_a_link_opened_by_somebody_else_asks_first_and_no_means_no(shop, store, anna, phone, teapot):
    await phone.opens(await to_telegram(anna))
    await phone.presses("No")
    assert phone.screen.id == "S-01"
    assert await shop.count("customer") == 2


async def test_a_used_link_has_ended_for_everybody_else(app, shop, store, anna, phone, teapot):
    payload = await to_telegram(anna)
    await phone.opens(payload)
    yes = phone.screen
    await phone.presses("Yes")
    await phone.opens(payload)
    assert phone.sees("Connected already")
    other = Telegram(app, shop.id, "78", screen=yes)
    await other.presses("Yes")
    assert other.screen.id == "S-01"
    assert other.sees("That link has ended.")


async def test_a_chat_goes_on_in_the_browser(shop, store, anna, phone, teapot, reachable):
    await phone.opens(f"p{base36(teapot)}")
    await phone.presses("Add to cart")
    await phone.sends("press", "me")
    await phone.presses("Continue in the browser")
    link = link_of(phone.screen)
    assert link.startswith("https://shop.example/chat/tea?start=w")
    before = await shop.count("customer")
    looking = Incoming(shop.id, "web", "somebody", "start", link.partition("=")[2], looks=True)
    await phone.app.conversation.handle(looking)
    assert await shop.count("customer") == before
    await anna.opens(link.partition("=")[2])
    await anna.taps_on("Yes, connect them")
    assert anna.sees("Your cart · 1 item")


async def test_without_a_public_address_or_a_bot_there_is_nothing_to_go_on_in(shop, store, anna, app, teapot):
    await anna.presses("me")
    assert not anna.can_tap("Continue")
    phone = Telegram(app, shop.id)
    await phone.sends("press", "me")
    assert not [a for a in phone.screen.actions if "Continue" in a.label]


async def test_both_chats_are_told(app, shop, store, anna, phone, teapot):
    await phone.opens(await to_telegram(anna))
    await phone.presses("Yes")
    told = Shown()
    app.teller.channels["telegram"] = told
    await app.jobs.run_outbox()
    assert "connected" in anna.cards
    assert [(place.session, screen.key) for place, screen in told.shown] == [("77", "connected")]


async def test_refusals_leave_both_as_they_were(app, shop, store, anna, phone, teapot):
    await phone.opens(await to_telegram(anna))
    await phone.presses("Yes")
    second = Telegram(app, shop.id, "78")
    await second.opens(await to_telegram(anna))
    await second.presses("Yes")
    assert second.sees("connected with another account already")
    assert await shop.count("customer") == 2
    assert replace(second.screen, alert="").id == "S-01"
