"""/post, and what stands in the channel then."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import pytest

from bot.incoming import Incoming
from bot.posts import Poster
from domain.catalog.actions import unpublish
from domain.chats.actions import open_chat
from domain.kit.db import sql
from domain.posts.actions import end_cards, follow_posts, remember_card
from domain.shop.bots import add_bot
from domain.staff.actions import make_setup_token, set_up_owner
from domain.staff.telegram import link_telegram, make_code
from domain.stock.actions import set_on_hand
from handlers.posts.buttons import PostProduct
from handlers.reply import parts
from handlers.screen import Photo, Screen

_ids = count(1)


@dataclass
class Wall:
    """A channel: message → what it says now."""

    stands: dict[Any, Screen] = field(default_factory=dict)
    torn: bool = False

    async def send(self, by: Any, bot: str, chat: str, screen: Screen) -> int:
        self.stands[(bot, chat, len(self.stands) + 1)] = screen
        return len(self.stands)

    async def edit(self, bot: str, chat: str, message: int, screen: Screen) -> bool:
        self.stands[(bot, chat, message)] = screen
        return not self.torn

    async def edit_sent(self, bot: str, message: str, screen: Screen) -> bool:
        self.stands[(bot, message)] = screen
        return True


def message_of(text: str, number: int) -> dict[str, Any]:
    command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    person = {"id": number, "is_bot": False, "first_name": "Olga"}
    chat = {"id": number, "type": "private"}
    return {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": text, "entities": [command]}


@pytest.fixture
async def wall(app, shop) -> Wall:
    """The shop sells from a channel, too."""
    wall = Wall()
    app.jobs.topics = {**app.jobs.topics, **Poster(wall).topics()}
    await add_bot(shop.owner, "telegram", "4242", "tea_bot", "")
    await shop.settings(telegram_channel="@teahouse")
    await shop.product("Enamel mug", price="9.00", sku="EM-1")
    await shop.product("Small mug", price="4.00")
    return wall


@pytest.fixture
async def says(app, shop, wall):
    """The owner writes to the bot, or somebody else does."""
    await _owner(shop, 77)

    async def say(data: str, number: str = "77", kind: Any = "text") -> Screen | None:
        came = Incoming(shop.id, "telegram", number, kind, data, key=f"tg:{next(_ids)}", locale="en", bot="4242")
        if kind == "text":
            came = replace(came, native={"update_id": next(_ids), "message": message_of(data, int(number))})
        return next((s for s in parts((await app.conversation.handle(came))[1]) if isinstance(s, Screen)), None)

    return say


async def _owner(shop, number: int) -> None:
    staff_id = await set_up_owner(await make_setup_token(shop.by), "olga@example.com", "Olga", "three wet umbrellas")
    chat = await open_chat(shop.id, "telegram", str(number), "en", None, "4242")
    code = await make_code(replace(shop.owner, id=staff_id))
    await link_telegram(shop.id, code, number, chat, "Olga")


async def test_a_product_is_posted_by_its_link_with_a_button_into_the_shop(app, shop, wall, says):
    assert (await says("/post https://t.me/tea_bot?start=p1-m3")).title == "Enamel mug goes to @teahouse."
    await app.jobs.run_outbox()
    ((place, card),) = wall.stands.items()
    assert place == ("4242", "@teahouse", 1)
    assert (card.title, card.price, card.actions[0].url) == ("Enamel mug", "$9.00", "https://t.me/tea_bot?start=p1-uch")
    assert card.media is None or isinstance(card.media, Photo)


@pytest.mark.parametrize("words", ["#2", "/p_2", "Small mug", "http://localhost/chat/tea?start=p2v2-uqr"])
async def test_numbers_links_and_names_are_understood(says, words):
    assert "Small mug goes to" in (await says(f"/post {words}")).title


async def test_several_products_are_asked_about(app, wall, says):
    screen = await says("/post mug")
    assert (screen.title, sorted(c.label for c in screen.choices)) == ("Which one?", ["Enamel mug", "Small mug"])
    await says(screen.choices[0].press.pack(), kind="press")
    await app.jobs.run_outbox()
    assert len(wall.stands) == 1
    assert (await says("/post zeppelin")).title == "Nothing found for “zeppelin”."
    assert "its link, its number" in (await says("/post")).body


async def test_for_customers_the_command_does_not_exist(app, shop, wall, says):
    screen = await says("/post #1", number="78")
    assert screen is None or screen.id != "post"
    await says(PostProduct(id=1).pack(), number="78", kind="press")
    await app.jobs.run_outbox()
    assert wall.stands == {}


async def test_the_post_follows_the_shop(app, shop, wall, says):
    await says("/post #1")
    await app.jobs.run_outbox()
    await set_on_hand(shop.owner, await shop.variant("Enamel mug"), 10, 0, "gone")
    await follow_posts()
    await app.jobs.run_outbox()
    (card,) = wall.stands.values()
    assert (card.badge, card.actions[0].label) == ("Sold out", "Open in the shop")
    await unpublish(shop.owner, 1)
    await follow_posts()
    await app.jobs.run_outbox()
    (card,) = wall.stands.values()
    assert (card.body, card.actions) == ("No longer sold.", ())


async def test_a_post_that_was_taken_down_is_forgotten(app, shop, wall, says):
    await says("/post #1")
    await app.jobs.run_outbox()
    wall.torn = True
    await unpublish(shop.owner, 1)
    await follow_posts()
    await app.jobs.run_outbox()
    assert await sql("SELECT id FROM channel_post") == []


async def test_a_card_in_somebodys_chat_says_when_there_is_no_more(app, shop, wall):
    await remember_card(shop.by, 1, "4242", "AgAD", "en")
    await set_on_hand(shop.owner, await shop.variant("Enamel mug"), 10, 0, "gone")
    await end_cards()
    await app.jobs.run_outbox()
    assert wall.stands[("4242", "AgAD")].body == "Sold out"
