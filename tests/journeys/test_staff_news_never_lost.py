"""News of orders reach the people of a shop: strange names, floods, blocks, groups that change their number."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.customers.models import Customer
from domain.kit.db import sql
from domain.staff.models import Role
from tests.journeys.test_staff_in_telegram import cards
from tests.kit.clock import Clock
from tests.kit.desk import Desk, keep_time
from tests.kit.market import Market
from tests.kit.telegram_stage import telegram_app

NAMES = (
    "_*[Anna](tg://user?id=1)*_ <b>&amp;</b> `x`",
    "أنّا‮ <script>",
    "👩‍👩‍👧‍👦🇱🇻" * 8,
    "</b><a href='https://evil.example'>",
)


@pytest.fixture
async def desk(sqlite: Any, clock: Clock) -> AsyncIterator[Desk]:
    market = await Market.open()
    async with telegram_app(sqlite, market, "webhook") as stage:
        keep_time(stage, clock)
        yield Desk(stage, market)


async def waiting() -> dict[str, int]:
    """Rows of the outbox for people of the shop, by how they stand."""
    rows = await sql("SELECT status, COUNT(*) AS n FROM outbox WHERE topic LIKE 'staff.%' GROUP BY status")
    return {row["status"]: row["n"] for row in rows}


async def together(desk: Desk, *people: Any) -> Any:
    """A group with the bot, told of orders from now on."""
    group = desk.stage.fake.group(desk.stage.bot, "Packing", people)
    await group.says(people[0], f"/staffhere@{desk.stage.bot.username}")
    return group


# ------------------------------------------------------------------------------------------------------- what they say


@pytest.mark.parametrize("name", NAMES)
async def test_a_strange_name_stands_in_the_card_as_it_is(desk: Desk, name: str) -> None:
    olga = await desk.connected("Olga")
    buyer = await desk.market.buyer("anna")
    await Customer.filter(id=buyer.id).update(name=name[:80])
    thing = await desk.market.item("Tea <&> pot")
    await desk.market.order(buyer, (thing, 1))
    await desk.stage.settle()
    assert olga.sees(name[:80])
    assert olga.sees("Tea <&> pot")


async def test_an_order_of_many_long_lines_still_comes(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    buyer = await desk.market.buyer("anna")
    things = [(await desk.market.item(f"{n} " + "😀" * 120), 1) for n in range(45)]
    order = await desk.market.order(buyer, *things)
    await desk.stage.settle()
    assert olga.sees(f"Order #{order.number}")
    assert olga.sees("and 33 more")


# ------------------------------------------------------------------------------------------------------------ accidents


async def test_news_wait_out_a_short_silence(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    desk.stage.fake.faults.answer("sendMessage", 429, retry_after=5)
    order = await desk.order()
    assert cards(olga, f"Order #{order.number}")
    assert not desk.stage.fake.impatient


async def test_a_long_silence_puts_news_off_without_giving_up(desk: Desk, clock: Clock) -> None:
    olga = await desk.connected("Olga")
    desk.stage.fake.faults.answer("sendMessage", 429, retry_after=2000)
    order = await desk.order()
    assert not cards(olga, f"Order #{order.number}")
    assert await waiting() == {"waiting": 1}
    clock.passes(seconds=2001)
    await desk.stage.settle()
    assert len(cards(olga, f"Order #{order.number}")) == 1
    assert not desk.stage.fake.impatient


async def test_news_survive_an_hour_without_telegram(desk: Desk, clock: Clock) -> None:
    olga = await desk.connected("Olga")
    desk.stage.fake.faults.answer("sendMessage", 502, times=200)
    order = await desk.order()
    for _ in range(20):
        clock.passes(minutes=3)
        await desk.stage.settle()
    assert await waiting() == {"waiting": 1}
    assert len(desk.stage.fake.calls_of("sendMessage")) < 60
    desk.stage.fake.faults.clear()
    clock.passes(hours=1)
    await desk.stage.settle()
    assert len(cards(olga, f"Order #{order.number}")) == 1


async def test_a_lost_answer_costs_at_most_a_second_card(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    desk.stage.fake.faults.lose_response("sendMessage")
    order = await desk.order()
    assert len(cards(olga, f"Order #{order.number}")) in (1, 2)
    await desk.moves(order, "packing")
    assert olga.sees("Being packed")


async def test_one_who_has_blocked_the_bot_holds_nobody_up(desk: Desk) -> None:
    olga, pete = await desk.connected("Olga"), await desk.connected("Pete", Role.PACKER)
    olga.chat.blocked = True
    order = await desk.order()
    assert cards(pete, f"Order #{order.number}")
    before = len(desk.stage.fake.calls_of("sendMessage"))
    await desk.moves(order, "packing")
    assert len(desk.stage.fake.calls_of("sendMessage")) == before
    assert "dead" not in await waiting()


async def test_who_lets_the_bot_in_again_hears_of_the_next_order(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    await olga.blocks()
    await desk.order("anna")
    await olga.sends("/staff")
    second = await desk.order("boris", title="Cup")
    assert cards(olga, f"Order #{second.number}")


# --------------------------------------------------------------------------------------------------------------- groups


async def test_a_group_is_told_and_its_card_moves_the_order(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    group = await together(desk, olga)
    assert "New orders come here" in group.text
    order = await desk.order()
    card = next(message for message in group.from_bot if f"Order #{order.number}" in message.readable)
    assert "Market St" not in card.readable
    await olga.presses(card, card.button("📦 Start packing").data)
    await desk.stage.settle()
    assert "Being packed" in group.text
    assert (await desk.now(order)).history[-1].actor == f"staff:{olga.worker.id}"


async def test_a_guest_of_the_group_moves_nothing(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    eve = desk.stage.fake.user(desk.stage.bot, "Eve")
    group = await together(desk, olga, eve)
    order = await desk.order()
    card = next(message for message in group.from_bot if f"Order #{order.number}" in message.readable)
    await eve.presses(card, card.button("📦 Start packing").data)
    assert "Only people who work for the shop" in eve.toasts[-1].text
    assert eve.toasts[-1].alert
    assert (await desk.now(order)).status == "placed"


async def test_only_who_may_change_settings_brings_orders_into_a_group(desk: Desk) -> None:
    pete = await desk.connected("Pete", Role.PACKER)
    eve = desk.stage.fake.user(desk.stage.bot, "Eve")
    group = await together(desk, pete, eve)
    await group.says(eve, f"/staffhere@{desk.stage.bot.username}")
    await desk.order()
    assert "Order #" not in group.text


async def test_a_group_that_wants_no_more_is_left_alone(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    group = await together(desk, olga)
    await group.says(olga, f"/staffaway@{desk.stage.bot.username}")
    await desk.order()
    assert "Order #" not in group.text


async def test_a_group_that_has_grown_is_told_under_its_new_number(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    group = await together(desk, olga)
    large = await group.upgrade(olga)
    order = await desk.order()
    assert f"Order #{order.number}" in large.text


async def test_a_group_that_grew_while_nobody_listened_is_told_all_the_same(desk: Desk) -> None:
    olga = await desk.connected("Olga")
    group = await together(desk, olga)
    desk.stage.fake.faults.drop("message", times=2)
    large = await group.upgrade(olga)
    order = await desk.order()
    assert f"Order #{order.number}" in large.text
    await desk.moves(order, "packing")
    assert "Being packed" in large.text


async def test_a_rush_of_orders_stays_within_twenty_messages_a_minute(desk: Desk, clock: Clock) -> None:
    olga = await desk.connected("Olga")
    group = await together(desk, olga)
    desk.stage.fake.limits = True
    thing = await desk.market.item("Teapot", stock=99)
    for n in range(30):
        await desk.market.order(await desk.market.buyer(f"b{n}"), (thing, 1))
    for _ in range(12):
        await desk.stage.settle()
        clock.passes(seconds=30)
    told = [message for message in group.from_bot if "Order #" in message.readable]
    assert len(told) == 30
    assert "dead" not in await waiting()
    assert not desk.stage.fake.impatient
