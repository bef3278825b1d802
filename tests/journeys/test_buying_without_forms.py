"""The same checkout where nothing but words and buttons can be shown: one question at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.channel import CAPABILITIES, WEBCHAT
from tests.kit.people import readable
from tests.kit.store import PHONE


@pytest.fixture(autouse=True)
def _without_forms(monkeypatch):
    monkeypatch.setitem(CAPABILITIES, "web", replace(WEBCHAT, forms=False))


@pytest.fixture
async def buying(shop, store, anna):
    """Anna wants a teapot; nothing is known about her."""
    await anna.opens(f"p{await shop.product('Teapot', price='24.00', stock=5)}")
    await anna.taps_on("Buy now")
    return anna


async def test_address_phone_and_payment_are_asked_one_by_one(buying, store):
    assert (buying.screen.id, buying.screen.form) == ("S-30", None)
    await buying.types("12 Main St, Austin, TX 78701")
    assert buying.screen.id == "S-32"
    await buying.types(PHONE)
    await buying.taps_on("Order · pay $27.00 on delivery")
    assert (buying.taps, buying.messages, len(await store.orders())) == (2, 2, 1)


async def test_ways_to_pay_are_a_question_of_their_own(shop, store, anna):
    await store.transfers("cash")
    await anna.opens(f"p{await shop.product('Teapot', price='24.00')}")
    await anna.taps_on("Buy now")
    await anna.types("12 Main St, Austin, TX 78701")
    await anna.types(PHONE)
    assert anna.screen.id == "S-35"
    await anna.taps_on("Bank transfer")
    assert anna.can_tap("Order · pay $27.00 by transfer")


async def test_words_that_are_no_address_are_asked_for_again(buying):
    await buying.types("hello there")
    assert buying.screen.id == "S-30"
    assert "We see no address there." in buying.screen.alert
    await buying.types("12 Main St, Austin")
    assert buying.screen.id == "S-32"


async def test_a_number_that_looks_short_is_asked_for_again(buying):
    await buying.types("12 Main St, Austin")
    await buying.types("12345")
    assert buying.screen.id == "S-32"
    assert "Example" in buying.screen.alert
    await buying.types(PHONE)
    assert buying.screen.id == "S-36"


async def test_nobody_goes_there_so_it_is_picked_up(shop, store, anna):
    await store.only_courier(postcodes=("787*",), countries=("US",))
    await store.pickup("Main street")
    await anna.opens(f"p{await shop.product('Teapot', price='24.00')}")
    await anna.taps_on("Buy now")
    await anna.types("1 Far Rd, Boston, MA 02110")
    assert anna.screen.title == "We don't deliver to Boston yet."
    await anna.taps_on("Pick up instead")
    assert "🏬 Main street" in readable(anna.screen)


async def test_another_address_is_asked_for_by_name(buying):
    await buying.types("12 Main St, Austin")
    await buying.types(PHONE)
    await buying.taps_on("🏠 Address")
    await buying.taps_on("New address")
    await buying.types("9 Elm St, Austin")
    assert "🏠 9 Elm St, Austin" in readable(buying.screen)


async def test_words_for_the_parcel_are_asked_one_by_one(buying):
    await buying.types("12 Main St, Austin")
    await buying.types(PHONE)
    await buying.taps_on("Gift & note")
    await buying.taps_on("Note for the shop")
    await buying.types("Ring twice")
    assert "Ring twice" in readable(buying.screen)
    await buying.taps_on("Back")
    assert "✉ Note: Ring twice" in readable(buying.screen)
