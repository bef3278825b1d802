"""What happens to an order by itself: its card, its news, the money it waits for, the time that runs out."""

from __future__ import annotations

import pytest

from domain.kit.db import sql
from domain.kit.money import Money
from domain.payments import actions as payments
from tests.kit.store import card, news, steps


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""


async def test_the_card_stands_below_the_placed_order(ordered):
    assert card(ordered).title == "Order #1001 · $27.00"
    assert steps(ordered) == {"Placed": "current", "Packing": "todo", "On the way": "todo", "Delivered": "todo"}


async def test_the_card_moves_with_the_order_and_only_what_matters_is_said(ordered, store, app):
    await store.moves(1001, "packing")
    await app.jobs.run_outbox()
    assert (steps(ordered)["Packing"], news(ordered)) == ("current", [])
    await store.moves(1001, "shipped")
    await app.jobs.run_outbox()
    assert news(ordered)[0].startswith("Order #1001 is on its way.")
    await store.moves(1001, "delivered")
    await app.jobs.run_outbox()
    assert news(ordered) == ["Order #1001 is delivered. Enjoy it."]
    assert set(steps(ordered).values()) == {"done"}


async def test_news_comes_to_the_end_and_the_card_stays_where_it_is(ordered, store, app):
    await store.moves(1001, "packing", "shipped")
    await app.jobs.run_outbox()
    await ordered.types("teapot")
    await store.moves(1001, "delivered")
    await app.jobs.run_outbox()
    rows = await sql("SELECT node FROM web_node ORDER BY place")
    nodes = [row["node"] for row in rows]
    assert nodes[-1].startswith("card-order-news")
    assert nodes.index("card-order-1001") < nodes.index("canvas")


async def test_late_news_is_not_told_when_the_order_has_moved_on(ordered, store, app):
    await store.moves(1001, "packing", "shipped", "delivered")
    await app.jobs.run_outbox()
    assert [s.body for s in ordered.history if s.key == "order-news:1"] == ["Order #1001 is delivered. Enjoy it."]


async def test_tracking_is_on_the_card(ordered, store, app):
    order = await store.order(1001)
    await payments.advance(store.owner, order.id, "packing")
    tracking = payments.Tracking("LX123", "https://track.example/LX123", "Fast Post")
    await payments.advance(store.owner, order.id, "shipped", tracking=tracking)
    await app.jobs.run_outbox()
    assert ordered.sees("Fast Post · tracking LX123")
    assert [a.url for a in card(ordered).actions if "Track" in a.label] == ["https://track.example/LX123"]


async def test_a_transfer_says_where_the_money_goes(transferring, shop):
    screen = transferring.screen
    assert screen.id == "S-37"
    assert {f.label: f.value for f in screen.facts} == {
        "Amount": "$27.00", "To": "Tea House Ltd", "Account": "US00 1234", "Bank": "Bank", "Reference": "1001"
    }  # fmt: skip
    assert [a.copy for a in screen.actions if a.copy] == ["US00 1234", "27.00", "1001"]
    assert await shop.stock("Teapot") == (5, 1)


async def test_a_confirmed_transfer_is_watched_to_the_door(transferring, store, app, shop):
    await store.confirms(1001)
    await app.jobs.run_outbox()
    assert news(transferring) == ["Order #1001: $27.00 has arrived. Thank you."]
    assert (steps(transferring)["Paid"], await shop.stock("Teapot")) == ("done", (4, 0))
    for status, words in (("packing", "arrived"), ("shipped", "on its way"), ("delivered", "delivered")):
        await store.moves(1001, status)
        await app.jobs.run_outbox()
        assert words in news(transferring)[0]


async def test_an_unpaid_order_runs_out_and_its_goods_are_in_the_cart(transferring, store, app, shop, clock):
    clock.passes(hours=73)
    await app.jobs.run_outbox()
    assert await payments.expire_orders() == 1
    await app.jobs.run_outbox()
    assert await shop.stock("Teapot") == (5, 0)
    assert news(transferring) == ["Order #1001: the reservation ended. Your cart is saved."]
    await transferring.taps_on("Try again")
    assert transferring.screen.id == "S-36"
    assert transferring.sees("1 × Teapot")


async def test_the_reminder_comes_only_while_it_waits(transferring, store, app, clock):
    clock.passes(hours=61)
    await app.jobs.run_outbox()
    assert "Order #1001 is reserved until" in news(transferring)[0]


async def test_a_paid_order_is_not_reminded_of(transferring, store, app, clock):
    await store.confirms(1001)
    await app.jobs.run_outbox()
    clock.passes(hours=71)
    await app.jobs.run_outbox()
    assert news(transferring) == ["Order #1001: $27.00 has arrived. Thank you."]


async def test_paying_another_way_gives_the_goods_back_to_the_cart(transferring, store, shop):
    await transferring.taps_on("Pay another way")
    assert await shop.stock("Teapot") == (5, 0)
    await transferring.taps_on("Pay on delivery")
    await transferring.taps_on("Order · pay $27.00 on delivery")
    assert [(o.number, o.status) for o in await store.orders()] == [(1001, "cancelled"), (1002, "placed")]


async def test_the_way_to_pay_is_found_again_from_the_card(transferring):
    await transferring.taps_on("Home")
    await transferring.taps_on("How to pay")
    assert transferring.sees("US00 1234")


async def test_what_is_paid_needs_no_payment_any_more(transferring, store):
    press = transferring.button("How to pay")
    await store.confirms(1001)
    await transferring.presses(press)
    assert transferring.sees("Order #1001 needs no payment now.")


async def test_a_refund_is_told_with_its_amount(transferring, store, app):
    await store.confirms(1001)
    order = await store.order(1001)
    await payments.refund(store.owner, order.id, Money(500, "USD"), "A scratch", "r1")
    await app.jobs.run_outbox()
    assert news(transferring) == ["Order #1001. Refund of $5.00 is on its way, 3–5 days."]
