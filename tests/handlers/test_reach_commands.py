"""Commands lead where they say, also with the bot's name, and end what was being typed."""

from __future__ import annotations

import pytest

from domain.shop.actions import change_facts, set_text
from domain.stock.actions import set_on_hand
from handlers.cancelling import cancelled
from handlers.product.buttons import Add, TellWhenBack
from tests.handlers.goods import T

SCREENS = {
    "/shop": "S-01", "/start": "S-01", "/search": "S-05", "/cart": "S-20", "/orders": "S-40", "/saved": "S-14",
    "/help": "S-50", "/settings": "S-60", "/lang": "S-64", "/support": "S-50", "/terms": "S-50", "/privacy": "S-66",
    "/stop": "S-15", "/p_1": "S-08",
}  # fmt: skip


@pytest.fixture
async def mug(shop):
    await change_facts(shop.owner, locales=["en", "ru"])
    await set_text(shop.owner, "terms", "en", "Be kind.")
    return await shop.product("Enamel mug", price="9.00")


@pytest.mark.parametrize("command", SCREENS)
async def test_every_command_opens_its_screen(anna, mug, command):
    await anna.types(f"{command}@tea_bot")
    assert anna.screen.id == SCREENS[command]


async def test_search_takes_the_words_that_follow(anna, mug):
    await anna.types("/search mug")
    assert anna.sees("Enamel mug")


async def test_a_command_ends_the_entry_of_a_coupon_and_says_so(shop, anna, mug):
    await anna.presses(Add(variant=await shop.variant("Enamel mug"), qty=1).pack())
    await anna.presses("k:1")
    await anna.taps_on("Coupon")
    await anna.types("/cart")
    assert anna.screen.notice.startswith("Coupon entry cancelled.")
    await anna.types("/help")
    assert "cancelled" not in anna.screen.notice


async def test_what_only_waits_beside_its_buttons_ends_without_a_word(anna, mug):
    await anna.opens("c1")
    await anna.types("/help")
    assert anna.screen.notice == ""


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("coupon.k", "Coupon entry cancelled."), ("address.b", "Address entry cancelled."),
        ("part.b.1", "Address entry cancelled."), ("phone.b", "Phone entry cancelled."),
        ("extra.note.k", "Note entry cancelled."), ("qty.7", "Entry cancelled."), ("within.9", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_sentence_says_what_was_given_up(field, words):
    assert cancelled(field, T) == words


async def test_stop_ends_every_alert_and_leaves_orders_alone(shop, anna, mug):
    variant = await shop.variant("Enamel mug")
    await set_on_hand(shop.owner, variant, 10, 0, "gone")
    await anna.presses(TellWhenBack(variant=variant, on=1).pack())
    await anna.types("/stop")
    assert anna.sees("Done. Order updates still arrive.")
    assert await shop.count("alert") == 0
