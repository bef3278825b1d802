"""People come into the shop inside Telegram: while they type, from groups, from a channel, from the browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.incoming import Incoming
from domain.chats.actions import open_chat
from domain.joining.actions import make_token
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.posts.actions import end_cards, follow_posts
from domain.shop.actions import change_facts
from domain.staff.actions import make_setup_token, set_up_owner
from domain.staff.telegram import link_telegram, make_code
from domain.stock.actions import set_on_hand
from handlers.product.buttons import Add
from tests.kit.shop import ShopKit
from tests.kit.store import Store
from tests.kit.telegram_stage import Stage, telegram_app


@pytest.fixture
async def shop(sqlite: Any) -> ShopKit:
    kit = await ShopKit.open()
    await Store.open(kit)
    await kit.product("Enamel mug", price="9.00", stock=5)
    await kit.product("Teapot", price="24.00", stock=5)
    return kit


@pytest.fixture
async def stage(sqlite: Any, shop: ShopKit) -> AsyncIterator[Stage]:
    async with telegram_app(sqlite, shop, by_hand=True) as stage:
        yield stage


@pytest.fixture
async def anna(stage: Stage) -> Any:
    return stage.fake.user(stage.bot, "Anna")


@pytest.fixture
async def boris(stage: Stage) -> Any:
    return stage.fake.user(stage.bot, "Boris")


async def test_what_is_found_while_typing_opens_in_the_shops_own_chat(stage, anna):
    await anna.opens()
    (mug,) = await anna.asks_inline(query="mug")
    await anna.picks(mug)
    await anna.waits_for("$9.00")
    assert anna.can_tap("Buy now")
    assert not any(message.text.startswith("/p_") for message in anna.messages)


async def test_a_card_sent_to_a_friend_brings_them_in_and_says_who_sent_it(stage, shop, anna, boris):
    await anna.opens()
    (mug,) = await anna.asks_inline(query="mug", chat_type="group")
    card = await anna.picks(mug, "elsewhere")
    assert "Price on" in card.text
    link = next(b for row in card.buttons for b in row if "Buy" in b.text).url
    await boris.opens(link.partition("start=")[2])
    assert boris.can_tap("Buy now")
    (row,) = await sql("SELECT referrer_id, customer_id FROM arrival")
    assert row["referrer_id"] not in (None, row["customer_id"])


async def test_a_sent_card_says_when_there_is_no_more(stage, shop, anna):
    await anna.opens()
    (mug,) = await anna.asks_inline(query="mug", chat_type="group")
    card = await anna.picks(mug, "elsewhere")
    await set_on_hand(shop.owner, await shop.variant("Enamel mug"), 5, 0, "gone")
    await end_cards()
    await stage.settle()
    assert "Sold out" in card.text
    assert "Buy" not in str(card.labels)


async def test_a_group_gets_one_small_answer_and_no_menu(stage, anna, boris):
    group = stage.fake.group(stage.bot, "Friends of tea", [anna, boris])
    await group.says(anna, "shall we buy a teapot?")
    assert group.from_bot == []
    await group.says(anna, "/find@hawker_test_bot teapot")
    assert await stage.fake.until(lambda: group.from_bot)
    (card,) = group.from_bot
    assert all(b.url.startswith("https://t.me/hawker_test_bot?start=") for row in card.buttons for b in row)
    await group.says(boris, "/shop@hawker_test_bot")
    assert len(group.from_bot) == 1


async def test_a_post_in_the_channel_follows_the_shop(stage, shop, anna):
    channel = stage.fake.channel(stage.bot, "Tea House", "teahouse")
    await shop.settings(telegram_channel="@teahouse")
    await connected(shop, anna)
    await anna.sends("/post #1")
    await anna.waits_for("goes to @teahouse")
    await stage.settle()
    (post,) = channel.messages
    assert "Enamel mug" in post.text
    assert "$9.00" in str(post.labels)
    await Store(shop).reprice("Enamel mug", "12.00")
    await follow_posts()
    await stage.settle()
    assert ("$12.00" in post.text, "$12.00" in str(post.labels), "$9.00" in post.readable) == (True, True, False)
    await set_on_hand(shop.owner, await shop.variant("Enamel mug"), 5, 0, "gone")
    await follow_posts()
    await stage.settle()
    (post,) = channel.messages
    assert "Sold out" in post.text


async def connected(shop: ShopKit, person: Any) -> None:
    """This person is the owner of the shop."""
    staff_id = await set_up_owner(await make_setup_token(shop.by), "olga@example.com", "Olga", "three wet umbrellas")
    chat = await open_chat(shop.id, "telegram", str(person.id), "en", None, "4242")
    await link_telegram(shop.id, await make_code(replace(shop.owner, id=staff_id)), person.id, chat, "Olga")


async def test_a_cart_of_the_browser_goes_on_in_telegram(stage, shop, anna):
    press = Add(variant=await shop.variant("Teapot"), qty=2).pack()
    visit, _ = await stage.app.conversation.handle(Incoming(shop.id, "web", "b" * 64, "press", press, key="web:1"))
    token = await make_token(Actor(shop.id, "customer", visit.me.id, channel="web"))
    await anna.opens(f"w{token}")
    await anna.waits_for("Go on where you were?")
    await anna.taps("Yes, connect them")
    await anna.waits_for("Your cart · 2 items")
    assert await shop.count("customer") == 1
    await stage.settle()
    assert anna.sees("is connected with this one now")


async def test_a_link_brings_its_language_and_the_commands_of_the_chat_follow(stage, shop, anna):
    await change_facts(shop.owner, locales=["en", "ru"])
    await anna.opens("p2-gru")
    assert "Купить" in str(anna.bottom.labels)
    listed = stage.bot.commands[(f"chat:{anna.id}", "")]
    assert next(c for c in listed if c["command"] == "cart")["description"] == "Корзина"
    await anna.sends("/orders")
    assert anna.can_tap("Главная")


async def test_a_command_ends_what_was_being_typed(stage, shop, anna):
    await anna.opens("p1")
    await anna.taps("Add to cart")
    await anna.sends("/cart")
    await anna.taps("Coupon")
    await anna.sends("/help")
    await anna.waits_for("Coupon entry cancelled.")
