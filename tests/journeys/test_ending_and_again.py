"""Orders that are cancelled, looked up, and bought again."""

from __future__ import annotations

import pytest

from domain.catalog.actions import unpublish
from domain.payments import actions as payments
from tests.kit.store import card, news


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""


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
    assert boris.sees("We don't know order #1001 here.")
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
    await store.sells_out("Teapot")
    await ordered.taps_on("Order again")
    assert ordered.sees("Nothing of this order can be had right now.")
    assert ordered.sees("Teapot sold out")
    assert ordered.can_tap("Browse")


async def test_what_is_no_longer_sold_is_named_too(ordered, store, app, shop, teapot):
    await delivered(ordered, store, app)
    await unpublish(store.owner, teapot)
    await ordered.taps_on("Order again")
    assert ordered.sees("Teapot: no longer sold")
