"""Everything a provider, a network and a stranger can do to a payment; the books agree after each of them."""

import json

import pytest

from domain.kit.db import sql
from domain.orders import attention
from domain.payments.actions import expire_orders, poll_payments, push_refunds, refund, retry_refund
from domain.shop.actions import change_facts
from integrations.payments.testgateway import Gateway
from tests.kit.gateway import body_of, looks_over, order_of, orders_online, page_of
from tests.kit.store import news


async def flags(store):
    return attention.reasons((await order_of(store)).needs_attention)


async def strays():
    return await sql("SELECT reference, amount, currency FROM stray_charge WHERE cleared_at IS NULL")


# ------------------------------------------------------------------------------------------------ not as it was asked


@pytest.mark.parametrize("change", [{"amount": 1}, {"amount": 2701}, {"currency": "EUR"}])
async def test_another_amount_or_currency_is_not_booked_and_shown(unheard, bank, store, change):
    told = json.loads(body_of(bank))
    told["charge"] |= change
    assert await bank.delivers(json.dumps(told).encode()) == 200
    order = await order_of(store)
    assert (order.status, order.paid.minor, await flags(store)) == ("awaiting_payment", 0, (attention.NOT_AS_ASKED,))
    assert (len(await strays()), (await strays())[0]["reference"]) == (1, bank.charges()[0]["id"])
    await looks_over()  # the gateway's own list knows better
    assert ((await order_of(store)).status, await strays()) == ("placed", [])


async def test_a_charge_for_no_payment_of_ours_is_kept_for_a_person(unheard, bank, store):
    told = json.loads(body_of(bank))
    told["charge"] |= {"id": "ch_stranger", "key": "payment-999999"}
    assert await bank.delivers(json.dumps(told).encode()) == 200
    assert [row["reference"] for row in await strays()] == ["ch_stranger"]
    await looks_over()
    assert len(await strays()) == 1


# ------------------------------------------------------------------------------------------------------- what is lost


async def test_a_lost_webhook_is_found_by_asking(clock, unheard, bank, store, app):
    clock.passes(seconds=21)
    assert await poll_payments() == []
    await app.jobs.run_outbox()
    assert ((await order_of(store)).status, unheard.screen.id) == ("placed", "S-39")


async def test_a_payment_is_not_asked_about_in_its_first_seconds_nor_without_end(clock, waiting, bank):
    asked = []
    bank.gateway.books.payment, real = lambda **where: asked.append(where) or real(**where), bank.gateway.books.payment
    await poll_payments()
    for seconds in (21, 5, 16, 200, 30, 100):
        clock.passes(seconds=seconds)
        await poll_payments()
    assert len(asked) == 4


async def test_an_answer_lost_at_the_start_costs_nothing(bank, anna, teapot, store):
    bank.switch(lose=1)
    await orders_online(anna, teapot)
    assert (anna.screen.id, anna.can_tap("Try again")) == ("S-37", True)
    await anna.taps_on("Try again")
    await bank.approves(anna)
    await bank.tells()
    assert (len(bank.payments()), len(bank.charges()), (await order_of(store)).status) == (1, 1, "placed")


async def test_a_crash_after_the_start_costs_nothing(bank, anna, teapot, store, monkeypatch):
    real = Gateway.start

    async def crash(self, ask):
        await real(self, ask)
        raise RuntimeError("the process ends here")

    with monkeypatch.context() as patched:
        patched.setattr(Gateway, "start", crash)
        await orders_online(anna, teapot)
    assert (len(bank.payments()), (await order_of(store)).payments[0].url) == (1, "")
    await sql("DELETE FROM failed_update")
    await anna.taps_on("Pay $27.00")
    await bank.approves(anna)
    await bank.tells()
    assert (len(bank.payments()), (await order_of(store)).status) == (1, "placed")


@pytest.mark.parametrize("accident", ["lost answer", "crash"])
async def test_a_refund_that_was_not_answered_is_made_once(clock, paid, bank, store, app, monkeypatch, accident):
    real = Gateway.refund

    async def crash(self, *asked):
        await real(self, *asked)
        raise RuntimeError("the process ends here")

    await refund(store.owner, (await order_of(store)).id, (await order_of(store)).total, "broken", "k1")
    bank.switch(lose=int(accident == "lost answer"))
    with monkeypatch.context() as patched:
        if accident == "crash":
            patched.setattr(Gateway, "refund", crash)
        await app.jobs.run_outbox()
    assert (await order_of(store)).payment_status == "paid"
    clock.passes(seconds=5)
    await app.jobs.run_outbox()
    assert (await order_of(store)).payment_status == "refunded"
    assert len(bank.gateway.books.all("SELECT * FROM refund")) == 1


async def test_a_refund_nobody_answers_for_long_is_pushed_and_shown(clock, paid, bank, store, app):
    await refund(store.owner, (await order_of(store)).id, (await order_of(store)).total, "broken", "k1")
    real, app.outside.client.base = app.outside.client.base, "http://127.0.0.1:1"
    clock.passes(hours=2)
    assert len(await push_refunds()) == 1
    assert await flags(store) == (attention.REFUND_LATE,)
    app.outside.client.base = real
    assert await push_refunds() == []
    assert (await order_of(store)).payment_status == "refunded"


async def test_while_the_gateway_is_away_nothing_is_lost(bank, anna, teapot, store, app):
    real, app.outside.client.base = app.outside.client.base, "http://127.0.0.1:1"
    await orders_online(anna, teapot)
    assert anna.sees("The payment page does not answer right now. Nothing was charged.")
    assert (await order_of(store)).status == "awaiting_payment"
    app.outside.client.base = real
    await anna.taps_on("Try again")
    assert page_of(anna)


# ------------------------------------------------------------------------------------------------- too late, too often


async def test_paid_after_the_end_it_is_opened_again_while_the_goods_are_there(clock, waiting, bank, store, app):
    await bank.approves(waiting, delay="1000")
    clock.passes(minutes=16)
    await expire_orders()
    assert (await order_of(store)).status == "cancelled"
    await bank.tells()
    assert ((await order_of(store)).status, await store.kit.stock("Teapot")) == ("placed", (4, 0))


async def test_paid_after_the_end_and_sold_out_a_person_is_told(clock, waiting, bank, store):
    await bank.approves(waiting, delay="1000")
    clock.passes(minutes=16)
    await expire_orders()
    await store.sells_out("Teapot")
    await bank.tells()
    assert ((await order_of(store)).status, await flags(store)) == ("cancelled", (attention.PAID_LATE,))


async def test_charged_twice_the_second_goes_back_by_itself_and_both_are_told(waiting, bank, store):
    await bank.approves(waiting, double="on")
    await bank.tells()
    order = await order_of(store)
    assert (order.paid.minor, order.refunded.minor, order.status) == (5400, 2700, "placed")
    assert await flags(store) == (attention.TWICE_BACK,)
    assert any("was paid twice. $27.00 goes back" in screen.body for screen in waiting.history)
    assert len(news(waiting)) == 1


async def test_a_refund_made_at_the_gateway_is_noticed(paid, bank, store):
    bank.gateway.books.refund("tea", bank.charges()[0]["id"], 1000, None)
    await bank.tells()
    assert ((await order_of(store)).refunded.minor, await flags(store)) == (1000, (attention.REFUNDED_OUTSIDE,))


async def test_a_refund_made_at_the_gateway_without_a_word_is_found_in_its_list(paid, bank, store):
    bank.switch(drop=True)
    bank.gateway.books.refund("tea", bank.charges()[0]["id"], 1000, None)
    for _ in range(2):
        await looks_over()
    assert (await order_of(store)).refunded.minor == 1000


async def test_a_refused_refund_is_shown_and_can_be_tried_again(paid, bank, store, app):
    bank.switch(refuse=True)
    order = await order_of(store)
    await refund(store.owner, order.id, order.total, "broken", "k1")
    await app.jobs.run_outbox()
    assert ((await order_of(store)).payment_status, await flags(store)) == ("paid", (attention.REFUND_REFUSED,))
    bank.switch(refuse=False)
    row = (await sql("SELECT id FROM refund"))[0]
    await retry_refund(store.owner, row["id"])
    await app.jobs.run_outbox()
    assert ((await order_of(store)).payment_status, await flags(store)) == ("refunded", ())


async def test_after_test_mode_a_test_payment_is_not_booked_but_kept(unheard, bank, store, shop):
    await change_facts(shop.by, test_mode=False)
    assert await bank.delivers(body_of(bank)) == 200
    assert ((await order_of(store)).status, await flags(store)) == ("awaiting_payment", (attention.TEST_WHEN_LIVE,))
    assert len(await strays()) == 1
    await unheard.taps_on("check now")
    assert unheard.sees("This way to pay is closed now.")
    await change_facts(shop.by, test_mode=True)
    await looks_over()
