"""What happens to an order: paid, moved, cancelled, run out, bought again."""

from __future__ import annotations

import pytest

from domain.catalog.actions import unpublish
from domain.kit.db import sql
from domain.kit.money import Money
from domain.payments import actions as payments
from domain.stock.actions import adjust
from tests.kit.store import AUSTIN, PHONE, buys


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""


@pytest.fixture
async def teapot(shop, store):
    return await shop.product("Teapot", price="24.00", stock=5)


@pytest.fixture
async def ordered(anna, teapot):
    """Anna has ordered a teapot, to be paid at the door."""
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await buys(anna)
    return anna


@pytest.fixture
async def transferring(store, anna, teapot):
    """Anna has ordered a teapot and is to send the money."""
    await store.transfers("cash")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE, payment="transfer")
    await anna.taps_on("by transfer")
    return anna


def card(person):
    return person.cards["order:1001"]


def steps(person) -> dict[str, str]:
    return {step.label: step.state for step in card(person).steps}


def news(person) -> list[str]:
    return [screen.body for key, screen in person.cards.items() if key.startswith("order-news:")]


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


async def test_a_customer_cancels_before_packing(ordered, store, shop):
    await ordered.taps_on("Cancel order")
    assert ordered.sees("You have not paid anything, so nothing has to come back.")
    await ordered.taps_on("Too slow")
    await ordered.taps_on("Yes, cancel")
    assert ordered.sees("Order #1001 is cancelled.")
    order = await store.order(1001)
    assert (order.status, order.cancel_reason, await shop.stock("Teapot")) == ("cancelled", "Too slow", (5, 0))


async def test_who_has_cancelled_is_not_told_so_again(ordered, app):
    await ordered.taps_on("Cancel order")
    await ordered.taps_on("Yes, cancel")
    await app.jobs.run_outbox()
    assert news(ordered) == []


async def test_an_order_can_be_kept_after_all(ordered, store):
    await ordered.taps_on("Cancel order")
    await ordered.taps_on("Keep order")
    assert card(ordered).id == "S-41"
    assert (await store.order(1001)).status == "placed"


async def test_from_packing_on_the_shop_is_asked(ordered, store, app):
    await store.moves(1001, "packing")
    await app.jobs.run_outbox()
    await ordered.taps_on("Ask to cancel")
    assert ordered.sees("The shop has begun to pack it, so the shop decides.")
    await ordered.taps_on("Ask the shop")
    assert ordered.sees("You asked to cancel. The shop answers here.")
    assert not ordered.can_tap("Ask to cancel")
    await payments.deny_cancel(store.owner, (await store.order(1001)).id, "It is in the van.")
    await app.jobs.run_outbox()
    assert news(ordered) == ["Order #1001: the shop cannot cancel it any more. It is in the van."]


async def test_an_old_cancel_button_asks_again_once_it_is_being_packed(ordered, store):
    await ordered.taps_on("Cancel order")
    yes = ordered.button("Yes, cancel")
    await store.moves(1001, "packing")
    await ordered.presses(yes)
    order = await store.order(1001)
    assert (order.status, order.cancel_requested) == ("packing", True)


async def test_staff_cancel_a_paid_order_and_the_money_goes_back(transferring, store, app):
    await store.confirms(1001)
    order = await store.order(1001)
    await payments.cancel(store.owner, order.id, "Broken in the store")
    await app.jobs.run_outbox()
    assert news(transferring) == ["Order #1001 is cancelled. Refund of $27.00 is on its way, 3–5 days."]
    assert {s.label for s in card(transferring).steps} >= {"Cancelled", "Refunded"}


async def test_a_refund_is_told_with_its_amount(transferring, store, app):
    await store.confirms(1001)
    order = await store.order(1001)
    await payments.refund(store.owner, order.id, Money(500, "USD"), "A scratch", "r1")
    await app.jobs.run_outbox()
    assert news(transferring) == ["Order #1001. Refund of $5.00 is on its way, 3–5 days."]


async def test_orders_are_found_in_their_list_and_by_their_number(ordered):
    await ordered.types("/orders")
    assert ordered.sees("[#1001 $27.00  1 item · placed]")
    del ordered.cards["order:1001"]
    await ordered.types("#1001")
    assert card(ordered).id == "S-41"
    del ordered.cards["order:1001"]
    await ordered.types("1001")
    assert card(ordered).id == "S-41"


async def test_somebody_elses_order_is_unknown(ordered, boris):
    await boris.types("#1001")
    assert boris.sees("We don't know that order.")
    assert boris.cards == {}


async def test_a_number_that_is_no_order_is_searched_for(ordered, shop):
    await shop.product("Mug 5005")
    await ordered.types("5005")
    assert ordered.sees("Mug 5005")


async def test_no_orders_yet_is_no_dead_end(anna, teapot):
    await anna.types("/orders")
    assert anna.sees("No orders yet.")
    assert anna.can_tap("Browse")


async def delivered(person, store, app):
    await store.moves(1001, "packing", "shipped", "delivered")
    await app.jobs.run_outbox()
    return person


async def test_past_orders_have_their_own_half(ordered, store, app):
    await delivered(ordered, store, app)
    await ordered.types("/orders")
    assert ordered.sees("No orders on the way.")
    await ordered.taps_on("Past")
    assert ordered.sees("delivered")


async def test_ordering_again_says_what_has_changed(ordered, store, app, shop):
    await delivered(ordered, store, app)
    await store.reprice("Teapot", "25.00")
    await ordered.taps_on("Order again")
    assert ordered.sees("Teapot went from $24.00 to $25.00.")
    assert ordered.can_tap("Accept and pay $28.00 on delivery")


async def test_ordering_again_asks_before_it_mixes(ordered, store, app, shop):
    await delivered(ordered, store, app)
    mug = await shop.product("Enamel mug", price="9.00")
    await ordered.opens(f"p{mug}")
    await ordered.taps_on("Add to cart")
    again = ordered.button("Order again")
    await ordered.presses(again)
    assert ordered.sees("Your cart holds 1 item already.")
    await ordered.taps_on("Add to my cart")
    assert ordered.sees("1 × Enamel mug")
    assert ordered.sees("1 × Teapot")
    await ordered.presses(again)
    await ordered.taps_on("Replace my cart")
    assert not ordered.sees("1 × Enamel mug")


async def test_what_is_sold_out_is_named_before_ordering_again(ordered, store, app, shop):
    await delivered(ordered, store, app)
    await adjust(store.owner, await shop.variant("Teapot"), -4, "broken")
    await ordered.taps_on("Order again")
    assert ordered.sees("Nothing of this order can be had right now.")
    assert ordered.sees("Teapot sold out")
    assert ordered.can_tap("Browse")


async def test_what_is_no_longer_sold_is_named_too(ordered, store, app, shop, teapot):
    await delivered(ordered, store, app)
    await unpublish(store.owner, teapot)
    await ordered.taps_on("Order again")
    assert ordered.sees("Teapot: no longer sold")
