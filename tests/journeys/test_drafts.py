"""An order the shop makes for a customer: offered in the chat, accepted once, or declined, or over."""

from __future__ import annotations

import pytest

from domain.drafts import actions
from domain.drafts.actions import DraftEdit
from domain.drafts.queries import draft as read_draft
from domain.orders.queries import order_by_number
from tests.kit.market import HOME, Market
from tests.kit.store import card
from tests.kit.telegram_person import TelegramPerson
from tests.kit.telegram_stage import telegram_app


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""


async def offered(by, customer_id, variant, *, method, payment="cash", **more):
    """Two of a thing at 20.00 each, 5.00 off for a regular."""
    await actions.create(by, customer_id)
    edit = DraftEdit(
        {variant: (2, 2000)}, discount=500, discount_reason="For a regular", method_id=method,
        address=", ".join(HOME[name] for name in ("line", "city", "postcode")), payment_method=payment, **more,
    )  # fmt: skip
    view = await actions.save(by, 1, edit, 1)
    return await actions.send(by, view.id, view.revision)


@pytest.fixture
async def offer(anna, store, shop, app, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    view = await offered(store.owner, 1, await shop.variant("Teapot"), method=1)
    await app.jobs.run_outbox()
    return view


async def test_an_offer_is_accepted_once(offer, anna, store, app, shop):
    assert anna.sees("The shop has made an order for you: $38.00")
    press = anna.button("Accept")
    await anna.presses(press)
    await anna.presses(press)
    await app.jobs.run_outbox()
    (order,) = await store.orders()
    assert (order.total.minor, order.discount.minor, order.status) == (3800, 500, "placed")
    assert (await shop.stock("Teapot"), card(anna).title) == ((3, 0), "Order #1001 · $38.00")
    assert anna.sees("Accepted: order #1001.")


async def test_a_change_of_the_shop_makes_the_old_card_old(offer, anna, store, app, shop):
    press = anna.button("Accept")
    variant = await shop.variant("Teapot")
    edit = DraftEdit({variant: (1, None)}, method_id=1, address=offer.address, payment_method="cash")
    view = await actions.save(store.owner, offer.id, edit, offer.revision)
    await actions.send(store.owner, view.id, view.revision)
    await anna.presses(press)
    await app.jobs.run_outbox()
    assert (await store.orders(), anna.sees("$27.00")) == ([], True)


async def test_what_is_declined_or_over_is_not_ordered(offer, anna, store, app, clock):
    press = anna.button("Accept")
    await anna.taps_on("Decline")
    await anna.presses(press)
    view = await read_draft(store.owner, offer.id)
    assert (view.status, await store.orders()) == ("declined", [])
    edit = DraftEdit({view.lines[0].variant_id: (1, None)}, method_id=1, address=view.address, payment_method="cash")
    view = await actions.save(store.owner, offer.id, edit, view.revision)
    await actions.send(store.owner, view.id, view.revision)
    clock.passes(days=8)
    assert await actions.expire_drafts() == 1
    await app.jobs.run_outbox()
    assert anna.sees("This offer has ended.")


async def test_sold_out_meanwhile_it_stays_an_offer(offer, anna, store):
    await store.sells_out("Teapot", 1)
    await anna.taps_on("Accept")
    assert anna.sees("Teapot")
    assert ((await read_draft(store.owner, offer.id)).status, await store.orders()) == ("sent", [])


async def test_in_telegram_it_is_paid_by_transfer(sqlite):
    market = await Market.open()
    async with telegram_app(sqlite, market, by_hand=True) as stage:
        anna = TelegramPerson(stage, market.id, "anna")
        await anna.opens()
        await anna.taps_on("Orders")
        await offered(market.owner, 1, await market.item("Tea"), method=1, payment="transfer")
        await stage.settle()
        await anna.taps_on("Accept")
        assert anna.sees("LV00BANK")
        assert (await order_by_number(market.owner, 1001)).total.minor == 3800
