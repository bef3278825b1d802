"""The people of a shop in Telegram: connected by a link, told of orders, moving them by their cards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.approvals import actions as approvals
from domain.kit.db import sql
from domain.kit.site import stands_at
from domain.payments import actions as payments
from domain.payments.parts import Parts
from domain.returns import actions as returns
from domain.returns import deciding
from domain.staff import telegram
from domain.staff.models import Role
from tests.kit.desk import Desk
from tests.kit.market import Market, euros
from tests.kit.telegram_stage import telegram_app


@pytest.fixture
async def desk(sqlite: Any) -> AsyncIterator[Desk]:
    market = await Market.open()
    async with telegram_app(sqlite, market, "webhook") as stage:
        yield Desk(stage, market)


@pytest.fixture
async def any_desk(db: Any) -> AsyncIterator[Desk]:
    market = await Market.open()
    async with telegram_app(db, market, "webhook") as stage:
        yield Desk(stage, market)


def cards(user: Any, words: str) -> list[str]:
    """Messages in this chat that say so."""
    return [message.readable for message in user.from_bot if words in message.readable]


async def test_a_link_from_the_panel_opens_the_desk(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    assert olga.sees("You work for Market")
    assert olga.can_tap("🔔 New orders: on")


async def test_a_link_that_was_used_opens_nothing(desk: Desk) -> None:
    worker = await desk.worker("Olga")
    code = await telegram.make_code(worker)
    olga, eve = (desk.stage.fake.user(desk.stage.bot, name) for name in ("Olga", "Eve"))
    await olga.opens(f"s{code}")
    await eve.opens(f"s{code}")
    assert eve.sees("has been used or is older than 10 minutes")
    assert (await telegram.telegram_of(worker)).name.startswith("Olga")


async def test_a_new_order_is_told_with_all_one_needs_to_begin(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order()
    for words in (f"Order #{order.number}", "Teapot", "€23.00", "Anna", "Courier", "not paid"):
        assert olga.sees(words), words
    assert olga.can_tap("📦 Start packing")


async def test_who_does_not_want_to_hear_of_orders_does_not(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    await olga.taps("🔔 New orders: on")
    assert olga.can_tap("🔔 New orders: off")
    await desk.order()
    assert not cards(olga, "Order #")


async def test_who_may_not_see_orders_hears_of_none(desk: Desk) -> None:
    carl = await desk.connected("Carl", Role.CATALOGUE)
    await desk.order()
    assert not cards(carl, "Order #")


async def test_an_order_goes_all_its_way_by_its_card(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order()
    await olga.taps("📦 Start packing")
    await olga.taps("🚚 Sent off")
    await olga.sends("LX 123")
    moved = await desk.now(order)
    assert (moved.status, moved.tracking) == ("shipped", "LX 123")
    await olga.taps("✅ Delivered, €23.00 received")
    assert (await desk.now(order)).payment_status == "paid"
    assert len(cards(olga, f"Order #{order.number} ·")) == 1


async def test_a_link_is_kept_as_the_way_to_follow_a_parcel(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order()
    await olga.taps("📦 Start packing")
    await olga.taps("🚚 Sent off")
    await olga.sends("https://post.example/LX123")
    moved = await desk.now(order)
    assert (moved.tracking, moved.tracking_url) == ("", "https://post.example/LX123")


async def test_a_parcel_goes_off_without_a_number(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order()
    await olga.taps("📦 Start packing")
    await olga.taps("🚚 Sent off")
    await olga.taps("Send it off without")
    assert (await desk.now(order)).status == "shipped"


async def test_the_cards_of_colleagues_change_without_a_message(desk: Desk) -> None:
    olga, pete = await desk.connected("Olga"), await desk.connected("Pete", Role.PACKER)
    order = await desk.order()
    await desk.moves(order, "packing")
    for user in (olga, pete):
        assert len(cards(user, f"Order #{order.number}")) == 1
        assert user.sees("Being packed")
        assert user.can_tap("🚚 Sent off")


async def test_two_who_press_at_once_do_it_once(any_desk: Desk) -> None:
    desk = any_desk
    olga, pete = await desk.connected("Olga"), await desk.connected("Pete", Role.PACKER)
    order = await desk.order()
    await asyncio.gather(olga.taps("📦 Start packing"), pete.taps("📦 Start packing"))
    said = sorted(user.toasts[-1].text for user in (olga, pete))
    assert [move.to_status for move in (await desk.now(order)).history] == ["placed", "packing"]
    assert sum("was faster" in words for words in said) == 1
    assert all(user.can_tap("🚚 Sent off") for user in (olga, pete))


async def test_a_card_of_yesterday_shows_where_the_order_is(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order()
    message, button = olga.find("📦 Start packing")
    await desk.moves(order, "packing", "shipped")
    await olga.presses(message, button.data)
    assert "no longer possible" in olga.toasts[-1].text
    assert (await desk.now(order)).status == "shipped"


async def test_money_on_the_bank_account_is_confirmed_by_its_card(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order(payment="transfer")
    await olga.taps("💵 €23.00 has come")
    await olga.sends("Invoice 77")
    paid = await desk.now(order)
    assert (paid.status, paid.payment_status, paid.payments[0].reference) == ("placed", "paid", "Invoice 77")
    assert olga.can_tap("📦 Start packing")


async def test_a_packer_is_not_asked_about_money(desk: Desk) -> None:
    pete = await desk.connected("Pete", Role.PACKER)
    await desk.order(payment="transfer")
    assert not pete.can_tap("has come")


async def test_an_order_is_cancelled_with_a_reason(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order()
    await olga.taps("Cancel…")
    await olga.taps("Sold out")
    ended = await desk.now(order)
    assert (ended.status, ended.cancel_reason) == ("cancelled", "Sold out")
    assert not olga.can_tap("📦 Start packing")


async def test_trouble_is_said_in_a_message_of_its_own(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order(payment="transfer")
    await payments.confirm_transfer(desk.market.owner, order.id, euros(9900), "R7")
    await desk.stage.settle()
    assert len(cards(olga, "Paid too much")) == 2
    await olga.taps("Seen to")
    assert not (await desk.now(order)).needs_attention


async def test_who_disconnects_is_a_customer_again(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    order = await desk.order()
    await olga.sends("/unlink")
    await olga.taps("📦 Start packing")
    assert "Only people who work for the shop" in olga.toasts[-1].text
    assert (await desk.now(order)).status == "placed"


async def test_who_may_not_see_orders_forges_no_card(desk: Desk) -> None:
    carl = await desk.connected("Carl", Role.CATALOGUE)
    order = await desk.order()
    for data in (f"zo:{order.id}", f"zc:{order.id}", f"zk:{order.id}", f"zp:{order.id}"):
        await carl.presses(carl.bottom, data)
        assert "Your role does not allow that" in carl.toasts[-1].text
    assert not cards(carl, "Order #")


async def test_a_stranger_who_forges_a_button_moves_nothing(desk: Desk) -> None:
    eve = desk.stage.fake.user(desk.stage.bot, "Eve")
    order = await desk.order()
    await eve.opens()
    await eve.presses(eve.bottom, f"zm:{order.id}:packing:placed")
    assert "Only people who work for the shop" in eve.toasts[-1].text
    assert (await desk.now(order)).status == "placed"


async def test_a_connected_colleague_gets_a_link_into_the_panel_and_a_stranger_does_not(desk: Desk) -> None:
    stands_at("https://shop.example")
    olga, eve = await desk.connected("Olga"), desk.stage.fake.user(desk.stage.bot, "Eve")
    await olga.sends("/panel")
    assert olga.sees("This link logs you in once, within 5 minutes")
    [row] = await sql("SELECT purpose, used_at FROM staff_ticket")
    assert (row["purpose"], row["used_at"]) == ("door", None)
    await eve.opens()
    await eve.sends("/panel")
    assert eve.sees("Only people who work for the shop can do this")
    assert len(await sql("SELECT id FROM staff_ticket")) == 1
    stands_at("")


async def test_a_wish_to_return_is_told_to_those_who_look_after_it_and_its_card_follows(desk: Desk) -> None:
    olga, pete = await desk.connected("Olga"), await desk.connected("Pete", Role.PACKER)
    buyer = await desk.market.buyer("anna")
    order = await desk.market.delivered_to(buyer.id, await desk.market.item("Teapot"))
    view = await returns.begin(buyer, order.id)
    view = await returns.set_reason(buyer, view.id, "damaged", view.revision)
    view = await returns.set_note(buyer, view.id, "The <spout> is off")
    await returns.send(buyer, view.id, view.revision)
    await desk.stage.settle()
    [card] = cards(olga, "Return R-1 · €20.00")
    for words in ("To decide", "Teapot", "Damaged", "“The <spout> is off”", f"Order #{order.number}", "Anna"):
        assert words in card, words
    assert not cards(pete, "Return R-1")
    await deciding.approve(desk.market.owner, view.id)
    await desk.stage.settle()
    assert "Approved, coming back" in cards(olga, "Return R-1")[0]
    assert len(cards(olga, "Return R-1")) == 1


async def test_a_request_is_told_to_who_may_agree_and_the_answer_to_who_asked(desk: Desk) -> None:
    olga, ann = await desk.connected("Olga"), await desk.connected("Ann", Role.AGENT)
    order = await desk.market.paid(await desk.market.buyer("anna"), (await desk.market.item("Vase", 10000), 1))
    await approvals.refund_or_ask(ann.worker, order.id, Parts(amount=5000), "It came broken", "k1")
    await desk.stage.settle()
    [card] = cards(olga, "Ann asks: a refund, €50.00")
    assert ("“It came broken”" in card, f"Order #{order.number}" in card) == (True, True)
    assert not cards(ann, "a refund")
    await approvals.decline(olga.worker, 1, "Ask for a photo")
    await desk.stage.settle()
    for user in (olga, ann):
        assert "Olga declined: “Ask for a photo”" in cards(user, "Ann asks: a refund, €50.00")[0]
