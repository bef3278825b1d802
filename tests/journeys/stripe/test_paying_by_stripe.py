"""Paying on Stripe's page, and everything that a network and a clock can do to it."""

from aiohttp import ClientTimeout

from domain.kit.db import sql
from domain.orders import attention
from domain.payments.actions import expire_orders, poll_payments
from domain.shop.actions import change_facts
from integrations.payments.stripe import Stripe, client
from tests.kit.gateway import order_of, page_of
from tests.kit.store import news, steps
from tests.kit.stripe.till import CODE, LIVE, LIVE_KEY, orders_by_card


async def flags(store):
    return attention.reasons((await order_of(store)).needs_attention)


# --------------------------------------------------------------------------------------------------------------- paying


async def test_an_order_waits_with_its_goods_held_and_a_page_to_pay_on(waiting, till, store):
    order = await order_of(store)
    assert (order.status, await store.kit.stock("Teapot")) == ("awaiting_payment", (5, 1))
    assert (waiting.screen.id, waiting.sees("Test mode: no real money moves.")) == ("S-37", True)
    session = till.books.sessions[till.session_of(waiting)]
    assert (session["amount_total"], session["currency"]) == (2700, "usd")
    assert session["client_reference_id"] == f"payment-{order.payments[0].id}"
    assert session["success_url"] == f"{till.site}/chat/tea/paid/{order.token}"


async def test_paid_the_chat_changes_by_itself(waiting, till, store):
    till.pays(waiting)
    assert set(await till.tells()) == {200}
    order = await order_of(store)
    assert (waiting.screen.id, order.status, order.payment_status) == ("S-39", "placed", "paid")
    assert steps(waiting)["Paid"] == "done"
    assert "has arrived" in news(waiting)[0]


async def test_a_declined_card_costs_nothing_and_the_page_stays_open_for_another(waiting, till, store):
    till.pays(waiting, decline="insufficient_funds")
    await till.tells()
    assert ((await order_of(store)).status, waiting.screen.id) == ("awaiting_payment", "S-37")
    till.pays(waiting)
    await till.tells()
    assert [p.status for p in (await order_of(store)).payments] == ["captured"]


async def test_a_page_that_ran_out_after_a_decline_says_why_and_a_second_try_succeeds(waiting, till, store):
    till.pays(waiting, decline="insufficient_funds")
    till.books.expire(till.session_of(waiting))
    await till.tells()
    assert waiting.screen.id == "S-38"
    assert waiting.sees("not enough money on the card. You were not charged.")
    await waiting.taps_on("Try again")
    till.pays(waiting)
    await till.tells()
    assert [p.status for p in (await order_of(store)).payments] == ["failed", "captured"]
    assert waiting.screen.id == "S-39"


async def test_check_now_really_asks(waiting, till):
    await waiting.taps_on("check now")
    assert (waiting.screen.id, waiting.words[-1]) == ("S-37", "Not paid yet, says the payment page.")
    till.pays(waiting)
    till.forgets()
    await waiting.taps_on("check now")
    assert waiting.screen.id == "S-39"


async def test_who_comes_back_before_the_webhook_finds_it_placed(unheard, till, store):
    leads = await till.comes_back((await order_of(store)).token)
    assert (leads.partition("?")[0], unheard.screen.id) == ("/chat/tea", "S-39")
    assert (await order_of(store)).status == "placed"


async def test_who_gave_up_on_the_page_finds_the_order_waiting(waiting, till, store):
    await till.comes_back((await order_of(store)).token)
    assert waiting.sees("Checking your payment…")
    assert (await order_of(store)).status == "awaiting_payment"


async def test_cancelled_by_the_customer_the_page_takes_no_money(waiting, till, store):
    session = till.session_of(waiting)
    await waiting.taps_on("Cancel order")
    await waiting.taps_on("Yes, cancel")
    await till.tells()
    assert ((await order_of(store)).status, till.books.sessions[session]["status"]) == ("cancelled", "expired")


async def test_another_way_to_pay_closes_the_page(waiting, till):
    session = till.session_of(waiting)
    await waiting.taps_on("Other method")
    await till.tells()
    assert till.books.sessions[session]["status"] == "expired"


async def test_the_end_of_the_reservation_closes_the_page(clock, waiting, till, store):
    session = till.session_of(waiting)
    clock.passes(minutes=16)
    await expire_orders()
    await till.tells()
    assert ((await order_of(store)).status, till.books.sessions[session]["status"]) == ("cancelled", "expired")


async def test_out_of_test_mode_test_keys_are_not_offered(shop, till, anna, teapot):
    await shop.settings(payment_methods=[CODE, LIVE, "cash", "transfer"], transfer_account="US00")
    await change_facts(shop.by, test_mode=False)
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    offered = next(field.options for field in anna.screen.form.inputs if field.name == "payment")
    assert [code for code, _ in offered] == ["cash", "transfer"]


async def test_real_orders_are_paid_with_the_live_keys(shop, till, anna, teapot, store):
    await till.connects(LIVE, LIVE_KEY)
    await change_facts(shop.by, test_mode=False)
    await orders_by_card(anna, teapot, LIVE)
    till.live.pay(till.session_of(anna))
    assert await till.delivers(till.live.events[-1], code=LIVE) == 200
    assert ((await order_of(store)).status, till.books.sessions) == ("placed", {})


# ------------------------------------------------------------------------------------------------------- what gets lost


async def test_a_lost_webhook_is_found_by_asking(clock, unheard, till, store, app):
    clock.passes(seconds=21)
    assert await poll_payments() == []
    await app.jobs.run_outbox()
    assert ((await order_of(store)).status, unheard.screen.id) == ("placed", "S-39")


async def test_lost_webhooks_are_found_in_the_list(clock, unheard, till, store):
    clock.passes(hours=30)
    await expire_orders()
    await till.looks_over()
    order = await order_of(store)
    assert (order.status, order.payment_status) == ("placed", "paid")
    till.books.refund({"payment_intent": next(iter(till.books.intents)), "amount": 900})
    till.forgets()
    for _ in range(2):
        await till.looks_over()
    assert ((await order_of(store)).refunded.minor, await flags(store)) == (900, (attention.REFUNDED_OUTSIDE,))


async def test_an_answer_lost_at_the_start_is_asked_for_again_at_once(till, anna, teapot, store):
    till.fake.faults.lose = 1
    await orders_by_card(anna, teapot)
    assert (anna.screen.id, bool(page_of(anna)), len(till.books.sessions)) == ("S-37", True, 1)


async def test_answers_lost_at_the_start_cost_nothing(till, anna, teapot, store):
    till.fake.faults.lose = 2
    await orders_by_card(anna, teapot)
    assert (anna.screen.id, anna.can_tap("Try again")) == ("S-37", True)
    await anna.taps_on("Try again")
    till.pays(anna)
    await till.tells()
    assert (len(till.books.sessions), (await order_of(store)).status) == (1, "placed")


async def test_a_crash_after_the_start_costs_nothing(clock, till, anna, teapot, store, monkeypatch):
    real = Stripe.start

    async def crash(self, ask):
        await real(self, ask)
        raise RuntimeError("the process ends here")

    with monkeypatch.context() as patched:
        patched.setattr(Stripe, "start", crash)
        await orders_by_card(anna, teapot)
    await sql("DELETE FROM failed_update")
    clock.passes(minutes=5)
    await anna.taps_on("Pay $27.00")
    assert len(till.books.sessions) == 1
    till.pays(anna)
    await till.tells()
    assert (await order_of(store)).status == "placed"


async def test_a_slow_stripe_is_not_waited_for_long_and_the_page_is_one(till, anna, teapot, monkeypatch):
    monkeypatch.setattr(client, "PATIENCE", ClientTimeout(total=0.2))
    till.fake.faults.delay = 0.4
    await orders_by_card(anna, teapot)
    assert anna.sees("The payment page does not answer right now. Nothing was charged.")
    till.fake.faults.delay = 0
    await anna.taps_on("Try again")
    assert (bool(page_of(anna)), len(till.books.sessions)) == (True, 1)


async def test_while_stripe_is_away_nothing_is_lost(till, anna, teapot, store):
    till.points_at("http://127.0.0.1:1")
    await orders_by_card(anna, teapot)
    assert anna.sees("The payment page does not answer right now. Nothing was charged.")
    assert (await order_of(store)).status == "awaiting_payment"
    till.points_at(till.base)
    await anna.taps_on("Try again")
    assert page_of(anna)


# -------------------------------------------------------------------------------------------------- too late, too often


async def test_paid_after_the_end_it_is_opened_again_while_the_goods_are_there(clock, unheard, till, store):
    clock.passes(minutes=16)
    await expire_orders()
    assert (await order_of(store)).status == "cancelled"
    await till.delivers(till.event("checkout.session.completed"))
    assert ((await order_of(store)).status, await store.kit.stock("Teapot")) == ("placed", (4, 0))


async def test_paid_at_the_moment_of_closing_is_booked(clock, unheard, till, store, app):
    clock.passes(minutes=16)
    await expire_orders()
    await app.jobs.run_outbox()
    assert ((await order_of(store)).status, (await order_of(store)).payment_status) == ("placed", "paid")
