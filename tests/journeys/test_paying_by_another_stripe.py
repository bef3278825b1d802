"""The same shop against localstripe: payments, refunds and webhook signatures as somebody else understood them."""

import asyncio

import pytest

from domain.kit.money import Money
from domain.orders import attention
from domain.payments.accounts import stored_keys
from domain.payments.actions import refund
from integrations.payments.stripe import Stripe
from integrations.payments.stripe.client import opened
from tests.kit.gateway import order_of
from tests.kit.stripe.another import localstripe, sends_webhooks
from tests.kit.stripe.till import CODE, KEY, LIVE, SECRET, Till, in_a_hurry, orders_by_card

GOOD, DECLINED = "4242424242424242", "4000000000000002"


@pytest.fixture
async def other(tmp_path):
    async with localstripe(tmp_path) as base:
        yield base


@pytest.fixture
async def till(app, store, shop, other, anna, teapot, monkeypatch):
    """An order waits; from now on localstripe is Stripe, and tells the shop what happens there."""
    in_a_hurry(monkeypatch)
    async with Till.open(app, store) as till:
        await till.connects()
        await shop.settings(payment_methods=[CODE, LIVE, "cash"])
        await orders_by_card(anna, teapot)
        till.points_at(other)
        await sends_webhooks(other, f"{till.site}/hooks/{CODE}/tea", SECRET)
        yield till


async def pays(base, store, number=GOOD, **changes):
    """A card is charged for the order that waits, as a page of Checkout would do it; returns the payment intent."""
    keys, order = await stored_keys(store.kit.by, CODE), await order_of(store)
    notes = {"hawker_shop": keys.owner, "hawker_payment": f"payment-{order.payments[0].id}"} | changes
    async with opened(KEY, base) as client:
        card = {"number": number, "exp_month": 12, "exp_year": 2039, "cvc": "123"}
        method = await client.v1.payment_methods.create_async({"type": "card", "card": card})
        body = {"amount": 2700, "currency": "usd", "payment_method": method.id, "confirm": True, "metadata": notes}
        return (await client.v1.payment_intents.create_async(body)).id


async def becomes(store, status):
    """The order, once a webhook that is on its way has made it so."""
    for _ in range(100):
        order = await order_of(store)
        if order.payment_status == status:
            return order
        await asyncio.sleep(0.1)
    raise AssertionError(order.payment_status)


async def refunded(base, intent):
    async with opened(KEY, base) as client:
        found = await client.v1.refunds.list_async({"payment_intent": intent})
        return sorted((each.id, each.amount) for each in found.data)


async def test_its_signed_webhook_is_believed_and_the_payment_booked(till, other, store, app):
    intent = await pays(other, store)
    order = await becomes(store, "paid")
    assert (order.status, order.payments[0].reference, order.paid) == ("placed", intent, Money(2700, "USD"))


async def test_a_webhook_signed_with_another_secret_changes_nothing(till, other, store):
    await sends_webhooks(other, f"{till.site}/hooks/{CODE}/tea", "whsec_guessed_guessed")
    await pays(other, store)
    await asyncio.sleep(1.5)
    assert (await order_of(store)).payment_status == "unpaid"


async def test_what_another_program_takes_there_is_left_alone(till, other, store):
    await pays(other, store, hawker_shop="neighbour")
    await asyncio.sleep(1.5)
    assert (await order_of(store)).payment_status == "unpaid"


async def test_refunds_in_part_and_in_full_stand_in_its_books(till, other, store, app):
    intent = await pays(other, store)
    order = await becomes(store, "paid")
    for minor, key in ((700, "k1"), (2000, "k2")):
        await refund(store.owner, order.id, Money(minor, "USD"), "broken", key)
        await app.jobs.run_outbox()
    order = await order_of(store)
    assert (order.payment_status, order.needs_attention) == ("refunded", "")
    assert sorted(amount for _, amount in await refunded(other, intent)) == [700, 2000]


async def test_without_idempotency_keys_a_refund_is_still_made_once(till, other, store, app, monkeypatch):
    intent, real = await pays(other, store), Stripe.refund
    order = await becomes(store, "paid")

    async def crash(self, *asked):
        await real(self, *asked)
        raise RuntimeError("the process ends here")

    await refund(store.owner, order.id, Money(900, "USD"), "broken", "k1")
    with monkeypatch.context() as patched:
        patched.setattr(Stripe, "refund", crash)
        await app.jobs.run_outbox()
    for _ in range(60):
        await app.jobs.run_outbox()
        if (await order_of(store)).refunded.minor:
            break
        await asyncio.sleep(0.2)
    assert ((await order_of(store)).refunded.minor, len(await refunded(other, intent))) == (900, 1)


async def test_a_refund_made_there_is_found_when_the_payment_is_asked_about(till, other, store):
    intent = await pays(other, store)
    await becomes(store, "paid")
    async with opened(KEY, other) as client:
        await client.v1.refunds.create_async({"payment_intent": intent, "amount": 500})
    event = {"id": "evt_1", "object": "event", "type": "refund.created", "livemode": False}
    about = {"id": "re_1", "object": "refund", "payment_intent": intent, "metadata": {}}
    assert await till.delivers(event | {"data": {"object": about}}) == 200
    order = await order_of(store)
    assert (order.refunded.minor, attention.reasons(order.needs_attention)) == (500, (attention.REFUNDED_OUTSIDE,))
