"""The shop inside Telegram, over real HTTP, by polling and by webhook: what a chat looks like and what it costs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from domain.imports.port import ImageRow
from domain.kit.db import sql
from tests.kit.shop import ShopKit
from tests.kit.store import Store
from tests.kit.telegram_stage import Stage, telegram_app

ADDRESS = "12 Main St, Austin, TX 78701"


@pytest.fixture
async def shop(sqlite: Any) -> ShopKit:
    kit = await ShopKit.open()
    await Store.open(kit)
    return kit


@pytest.fixture(params=["polling", "webhook"])
async def stage(request: pytest.FixtureRequest, sqlite: Any, shop: ShopKit) -> AsyncIterator[Stage]:
    async with telegram_app(sqlite, shop, request.param, by_hand=True) as stage:
        yield stage


@pytest.fixture
async def teapot(shop: ShopKit) -> int:
    return await shop.product("Teapot", price="24.00", stock=5)


@pytest.fixture
async def anna(stage: Stage) -> Any:
    return stage.fake.user(stage.bot, "Anna")


def picture_behind(url: str) -> bytes:
    held = BytesIO()
    Image.new("RGB", (60, 60), (40 + len(url), 90, 120)).save(held, "PNG")
    return held.getvalue()


def told(stage: Stage, since: int) -> list[str]:
    """What was called since then, without the asking for updates."""
    return [call.method for call in stage.fake.calls[since:] if call.method != "getUpdates"]


async def orders(anna: Any, teapot: int) -> None:
    await anna.opens(f"p{teapot}")
    await anna.taps("Buy now")
    await anna.sends(ADDRESS)
    await anna.shares_contact()
    await anna.taps("Order")


async def test_a_first_order_by_link_is_three_taps_and_one_message(stage, anna, teapot):
    await orders(anna, teapot)
    await stage.settle()
    assert await sql("SELECT taps, messages, channel FROM orders") == [
        {"taps": 3, "messages": 1, "channel": "telegram"}
    ]
    assert anna.sees("Order #1001 · $27.00")


async def test_an_order_leaves_two_messages_of_the_shop(stage, anna, teapot):
    await orders(anna, teapot)
    await stage.settle()
    canvas, card = anna.from_bot
    assert (canvas.kind, card.kind) == ("photo", "text")
    assert "Order placed ↓" in canvas.text
    assert "Order #1001" in card.text


async def test_a_tap_on_the_canvas_is_one_edit_and_one_answer(stage, anna, teapot):
    await anna.opens(f"p{teapot}")
    (canvas,) = anna.from_bot
    since = len(stage.fake.calls)
    await anna.taps("♡ Save")
    assert told(stage, since) == ["editMessageCaption", "answerCallbackQuery"]
    assert [message.id for message in anna.from_bot] == [canvas.id]
    assert anna.toasts[-1].text


async def test_the_answer_rides_home_with_the_webhook(stage, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps("ℹ More")
    (answer,) = stage.fake.calls_of("answerCallbackQuery")
    assert answer.by_reply == bool(stage.app.settings.telegram_webhook_url)


async def test_words_bring_the_canvas_to_the_end_and_take_the_old_one_away(stage, anna, teapot):
    await anna.opens()
    since = len(stage.fake.calls)
    await anna.sends("teapot")
    assert told(stage, since) == ["sendPhoto", "deleteMessage"]
    assert [message.id for message in anna.from_bot] == [anna.bottom.id]


async def test_an_older_screen_still_works_and_loses_its_buttons(stage, anna, teapot, shop):
    await anna.opens(f"p{teapot}")
    (old,) = anna.from_bot
    stage.fake.faults.answer("deleteMessage", 400)
    await anna.sends("mug")
    await anna.presses(old, next(b.data for row in old.buttons for b in row if "Add to cart" in b.text))
    assert not old.buttons
    assert "Added" in anna.toasts[-1].text
    assert anna.bottom.buttons


async def test_a_shop_without_pictures_is_words_alone_and_can_change_its_mind(stage, anna, shop):
    photos = tuple(ImageRow(f"https://pictures.example/{n}.jpg", "Cup") for n in range(3))
    cup = await shop.product("Cup", images=photos)
    await shop.settings(telegram_pictures=False)
    await anna.opens(f"p{cup}")
    since = len(stage.fake.calls)
    await anna.taps("♡ Save")
    assert told(stage, since) == ["editMessageText", "answerCallbackQuery"]
    assert (anna.bottom.kind, anna.can_tap("🖼"), len(anna.from_bot)) == ("text", False, 1)
    await shop.settings(telegram_pictures=True)
    await anna.taps("🏠 Home")
    assert [message.kind for message in anna.from_bot] == ["photo"]


async def test_a_press_answered_too_late_is_carried_out_all_the_same(stage, anna, teapot):
    await anna.opens(f"p{teapot}")
    stage.fake.faults.answer("answerCallbackQuery", 400, description="Bad Request: query is too old")
    stage.fake.waits = 0.3
    await anna.taps("＋ Add to cart")
    assert anna.can_tap("1 in cart")
    assert anna.toasts == []


async def test_a_screen_that_was_deleted_comes_back_at_the_end(stage, anna, teapot):
    await anna.opens(f"p{teapot}")
    canvas, data = anna.bottom, anna.bottom.button("♡ Save").data
    await anna.deletes(canvas)
    await anna.presses(canvas, data)
    assert anna.can_tap("Saved")
    assert anna.bottom.id > canvas.id


async def test_a_screen_too_old_to_be_deleted_loses_its_buttons(stage, anna, teapot, clock):
    await anna.opens(f"p{teapot}")
    old = anna.bottom
    clock.passes(days=7)
    await anna.sends("/cart")
    assert (old in anna.messages, old.buttons) == (True, [])
    assert anna.bottom.labels


async def test_a_list_is_a_numbered_sheet_sent_once_by_bytes(stage, anna, shop):
    stage.app.telegram.channel.easel.pictures.fetch = picture_behind
    for n in range(20):
        link = ImageRow(f"https://pictures.example/{n}.jpg", f"Mug {n}")
        await shop.product(f"Mug {n}", images=(link,), category=("Mugs",))
    await anna.opens()
    await anna.taps("Mugs")
    assert any(label.startswith("1 · Mug") for label in anna.bottom.labels)
    uploads = [len(call.files) for call in stage.fake.calls_of("sendPhoto", "editMessageMedia")]
    await anna.taps("Home")
    await anna.taps("Mugs")
    again = [len(call.files) for call in stage.fake.calls_of("sendPhoto", "editMessageMedia")]
    assert (uploads, again) == ([1, 1], [1, 1, 0, 0])


async def test_cancel_below_a_question_leads_back(stage, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps("Buy now")
    assert anna.keyboard == [["📍 Send my location"], ["Cancel"]]
    await anna.types_key("Cancel")
    assert anna.keyboard == []
    assert anna.sees("Teapot")
    assert len(anna.from_bot) == 1


async def test_somebody_elses_number_is_not_taken(stage, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps("Buy now")
    await anna.sends(ADDRESS)
    await anna.shares_contact(own=False)
    assert anna.sees("Share your own number")
    assert (await sql("SELECT phone FROM customer"))[0]["phone"] == ""


async def test_a_pin_on_the_map_is_an_address(stage, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps("Buy now")
    await anna.shares_location(30.2672, -97.7431)
    assert anna.keyboard[0] == ["📱 Share my number"]
    assert (await sql("SELECT lat FROM address"))[0]["lat"] == pytest.approx(30.2672)


async def test_who_has_blocked_the_shop_is_left_alone_until_they_are_back(stage, anna, teapot, shop):
    await orders(anna, teapot)
    await anna.blocks()
    since = len(stage.fake.calls)
    await Store(shop).moves(1001, "packing", "shipped")
    await stage.settle()
    assert told(stage, since) == []
    await anna.unblocks()
    await anna.sends("/orders")
    assert anna.sees("#1001")


async def test_who_has_blocked_the_shop_and_starts_it_again_is_welcomed_back_once(stage, anna, teapot):
    await anna.opens()
    await anna.blocks()
    await anna.unblocks()
    await anna.opens()
    assert anna.sees("Welcome back to Tea House.")
    await anna.opens()
    assert not anna.sees("Welcome back")


async def test_a_sticker_is_answered_once_an_hour_and_takes_nothing_away(stage, anna, teapot, clock):
    await anna.opens(f"p{teapot}")
    await anna.taps("Buy now")
    await anna.sends_sticker()
    assert anna.sees("Type what you need, or tap a button.")
    since = len(stage.fake.calls)
    await anna.sends_sticker()
    assert told(stage, since) == []
    await anna.sends(ADDRESS)
    assert anna.sees("Type your number, or tap 📱 below.")
    clock.passes(hours=1, seconds=1)
    await anna.sends_sticker()
    assert told(stage, since)[-2:] == ["sendMessage", "deleteMessage"]


async def test_a_picture_is_told_that_nobody_looks_at_it(stage, anna, teapot):
    await anna.opens()
    await anna.sends_photo()
    await anna.sends_voice()
    assert [message.kind for message in anna.from_bot] == ["photo", "text"]
    await anna.taps("🔎 Search")
    assert anna.sees("Type what you need, e.g. teapot.")


async def test_words_beside_the_screens_are_one_message_at_most(stage, anna, teapot):
    await anna.opens()
    for _ in range(3):
        await anna.sends("/staff")
    await anna.sends_photo()
    assert [message.kind for message in anna.from_bot] == ["photo", "text"]
    await anna.sends("/paysupport")
    assert "Choose the order" not in anna.bottom.text


async def forwards(anna: Any, text: str, **more: Any) -> None:
    origin = {"type": "user", "date": 1_790_000_000, "sender_user": anna.bot.user}
    await anna.writes({"text": text, "forward_origin": origin, **more})


async def test_a_card_that_is_forwarded_opens_what_it_is_about(stage, anna, teapot):
    await orders(anna, teapot)
    await stage.settle()
    await anna.taps("Home")
    await forwards(anna, "Teapot\n$24.00")
    assert anna.can_tap("Buy now")
    await forwards(anna, "Order #1001 · $27.00 · 1 item\nPlaced")
    assert anna.bottom.text.startswith("Order #1001")


async def test_everything_delivered_twice_is_done_once(stage, anna, teapot):
    stage.fake.faults.deliver_twice(times=20)
    await orders(anna, teapot)
    await stage.settle()
    assert len(await sql("SELECT id FROM orders")) == 1
    assert (await sql("SELECT COUNT(*) AS n FROM failed_update"))[0]["n"] == 0
