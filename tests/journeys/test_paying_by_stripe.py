"""Paying on Stripe's page, and everything that Stripe, a network and a stranger can do to it."""

import asyncio
import json

import pytest
from aiohttp import ClientTimeout

from domain.kit.db import sql
from domain.orders import attention
from domain.payments.actions import expire_orders, poll_payments, push_refunds, refund, retry_refund
from domain.shop.actions import change_facts
from integrations.payments.stripe import Stripe, client
from tests.kit.gateway import order_of, page_of
from tests.kit.store import news, steps
from tests.kit.stripe.till import CODE, KEY, LIVE, LIVE_KEY, NEXT_SECRET, SECRET, Till, in_a_hurry, orders_by_card


async def flags(store):
    return attention.reasons((await order_of(store)).needs_attention)


async def strays():
    return await sql("SELECT reference FROM stray_charge WHERE cleared_at IS NULL")


@pytest.fixture
async def till(app, store, shop, monkeypatch):
    """The shop takes cards by Stripe; their books are compared at the end."""
    in_a_hurry(monkeypatch)
    async with Till.open(app, store) as till:
        await till.connects()
        await shop.settings(payment_methods=[CODE, LIVE, "cash"])
        yield till
        await till.tells()
        await till.books_agree()


@pytest.fixture
async def waiting(till, anna, teapot):
    """Anna has ordered a teapot and stands before Stripe's page."""
    await orders_by_card(anna, teapot)
    return anna


@pytest.fixture
async def paid(waiting, till):
    """Anna has paid, and the shop knows it."""
    till.pays(waiting)
    await till.tells()
    return waiting


@pytest.fixture
async def unheard(waiting, till):
    """Anna has paid, and no webhook has come."""
    till.pays(waiting)
    till.forgets()
    return waiting


# ------------------------------------------------------------------------------------------------------------- paying


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


# ----------------------------------------------------------------------------------------------------------- webhooks


async def test_the_same_webhook_three_times_at_once_counts_once(unheard, till, store):
    event = till.event("checkout.session.completed")
    answers = await asyncio.gather(*(till.delivers(event) for _ in range(3)))
    assert set(answers) == {200}
    assert ((await order_of(store)).paid.minor, await store.kit.count("payment")) == (2700, 1)


async def test_the_customer_and_the_webhook_may_come_together(unheard, till, store):
    token, event = (await order_of(store)).token, till.event("checkout.session.completed")
    await asyncio.gather(till.comes_back(token), till.delivers(event))
    assert [p.status for p in (await order_of(store)).payments] == ["captured"]


async def test_events_may_come_in_any_order(unheard, till, store):
    intent = next(iter(till.books.intents))
    till.books.refund({"payment_intent": intent, "amount": 700})
    for event in reversed(till.books.events):
        assert await till.delivers(event) == 200
    order = await order_of(store)
    assert (order.status, order.payment_status, order.refunded.minor) == ("placed", "part_refunded", 700)


async def test_an_expiry_told_after_the_money_takes_nothing_back(paid, till, store):
    event = till.event("checkout.session.completed") | {"id": "evt_late", "type": "checkout.session.expired"}
    assert await till.delivers(event) == 200
    assert (await order_of(store)).payment_status == "paid"


@pytest.mark.parametrize("header", ["", "t=1,v1=abc"])
async def test_a_forged_webhook_is_refused_and_asks_nothing(unheard, till, store, header):
    event, asked = till.event("checkout.session.completed"), len(till.fake.calls)
    assert await till.delivers(event, header=header) == 401
    assert await till.delivers(event, secrets=["whsec_guessed"]) == 401
    assert ((await order_of(store)).status, len(till.fake.calls)) == ("awaiting_payment", asked)
    await till.looks_over()


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (-299, 200), (-301, 400), (301, 400), (-86_400, 400)])
async def test_a_webhook_is_good_for_five_minutes(clock, unheard, till, store, seconds, status):
    assert await till.delivers(till.event("checkout.session.completed"), since=seconds) == status
    assert (await order_of(store)).status == ("placed" if status == 200 else "awaiting_payment")
    await till.looks_over()


async def test_a_secret_can_be_changed_while_payments_come(unheard, till, store):
    await till.connects(CODE, KEY, NEXT_SECRET, SECRET)
    event = till.event("checkout.session.completed")
    assert await till.delivers(event, secrets=[SECRET]) == 200
    assert await till.delivers(event | {"id": "evt_2"}, secrets=[NEXT_SECRET]) == 200
    assert await till.delivers(event | {"id": "evt_3"}, secrets=["whsec_third", NEXT_SECRET]) == 200
    await till.connects(CODE, KEY, NEXT_SECRET)
    assert await till.delivers(event | {"id": "evt_4"}, secrets=[SECRET]) == 401


@pytest.mark.parametrize("change", [{"livemode": True}, {"account": "acct_1Other"}])
async def test_another_mode_or_account_is_refused_though_it_is_signed(unheard, till, store, change):
    assert await till.delivers(till.event("checkout.session.completed") | change) == 400
    assert (await order_of(store)).status == "awaiting_payment"
    await till.looks_over()


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'"event"', b'{"object": "event", "livemode": false, "type": "checkout.session.expired"}']
)
async def test_a_senseless_webhook_is_told_so(unheard, till, raw):
    assert await till.delivers(raw) == 400
    await till.looks_over()


async def test_what_another_program_sells_there_is_left_alone(unheard, till, store):
    charge = till.books.stranger()
    till.books.refund({"payment_intent": charge["payment_intent"], "amount": 5})
    assert set(await till.tells()) == {200}
    await till.looks_over()
    assert (await strays(), await store.kit.count("payment")) == ([], 1)
    till.books.refunds.clear()


async def test_while_stripe_cannot_be_asked_a_webhook_is_to_come_again(unheard, till, store):
    till.fake.faults.broken = 2
    event = till.event("checkout.session.completed")
    assert await till.delivers(event) == 503
    assert (await order_of(store)).status == "awaiting_payment"
    assert await till.delivers(event) == 200
    assert (await order_of(store)).status == "placed"


# ------------------------------------------------------------------------------------------------------ what gets lost


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


# ------------------------------------------------------------------------------------------------- too late, too often


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


# ------------------------------------------------------------------------------------------------------------ refunds


async def refunds(store, app, minor=0, key="k1"):
    order = await order_of(store)
    amount = type(order.total)(minor, order.currency) if minor else order.total
    await refund(store.owner, order.id, amount, "broken", key)
    await app.jobs.run_outbox()


async def test_refunds_in_part_and_in_full(paid, till, store, app):
    await refunds(store, app, 700)
    assert ((await order_of(store)).payment_status, (await order_of(store)).refunded.minor) == ("part_refunded", 700)
    await refunds(store, app, 2000, "k2")
    await till.tells()
    assert ((await order_of(store)).payment_status, await flags(store)) == ("refunded", ())
    assert [one["amount"] for one in till.books.refunds.values()] == [700, 2000]


async def test_a_refund_made_at_stripes_desk_is_noticed(paid, till, store):
    till.books.refund({"payment_intent": next(iter(till.books.intents)), "amount": 1000})
    await till.tells()
    assert ((await order_of(store)).refunded.minor, await flags(store)) == (1000, (attention.REFUNDED_OUTSIDE,))


@pytest.mark.parametrize("accident", ["lost answers", "crash"])
@pytest.mark.parametrize("later", [5, 3 * 86_400])
async def test_a_refund_that_was_not_answered_is_made_once(clock, paid, till, store, app, monkeypatch, accident, later):
    real = Stripe.refund

    async def crash(self, *asked):
        await real(self, *asked)
        raise RuntimeError("the process ends here")

    with monkeypatch.context() as patched:
        if accident == "crash":
            patched.setattr(Stripe, "refund", crash)
        else:
            till.fake.faults.lose = 2
        await refunds(store, app, 900)
    assert (await order_of(store)).payment_status == "paid"
    till.fake.forgets_keys()
    clock.passes(seconds=later)
    await app.jobs.run_outbox()
    await push_refunds()
    assert ((await order_of(store)).refunded.minor, len(till.books.refunds)) == (900, 1)


async def test_a_refused_refund_is_shown_and_can_be_tried_again_at_once(paid, till, store, app):
    till.books.fate = "refused"
    await refunds(store, app)
    assert ((await order_of(store)).payment_status, await flags(store)) == ("paid", (attention.REFUND_REFUSED,))
    till.books.fate = "succeeded"
    await retry_refund(store.owner, (await sql("SELECT id FROM refund"))[0]["id"])
    await app.jobs.run_outbox()
    assert ((await order_of(store)).payment_status, await flags(store)) == ("refunded", ())


async def test_a_refund_on_its_way_is_waited_for(paid, till, store, app):
    till.books.fate = "pending"
    await refunds(store, app)
    assert (await order_of(store)).payment_status == "paid"
    till.books.settle(next(iter(till.books.refunds.values())))
    await till.tells()
    assert ((await order_of(store)).payment_status, len(till.books.refunds)) == ("refunded", 1)


async def test_a_refund_that_fails_on_its_way_is_told_and_tried_anew(paid, till, store, app):
    till.books.fate = "pending"
    await refunds(store, app)
    till.books.settle(next(iter(till.books.refunds.values())), "failed")
    await till.tells()
    assert await flags(store) == (attention.REFUND_REFUSED,)
    till.books.fate = "succeeded"
    await retry_refund(store.owner, (await sql("SELECT id FROM refund"))[0]["id"])
    await app.jobs.run_outbox()
    assert ((await order_of(store)).payment_status, len(till.books.refunds)) == ("refunded", 2)


async def test_a_refund_that_comes_back_weeks_later_is_shown_once(clock, paid, till, store, app):
    await refunds(store, app, 700)
    clock.passes(hours=24 * 20)
    till.books.settle(next(iter(till.books.refunds.values())), "failed")
    for name in ("evt_1", "evt_2"):
        await till.delivers(till.event("refund.failed") | {"id": name})
    assert await flags(store) == (attention.REFUND_CAME_BACK,)
    assert len(await sql("SELECT id FROM audit WHERE action = 'refund.came_back'")) == 1


async def test_an_old_failure_told_again_does_not_stop_a_new_try(paid, till, store, app):
    till.books.fate = "pending"
    await refunds(store, app)
    till.books.settle(next(iter(till.books.refunds.values())), "failed")
    await till.tells()
    till.books.fate = "succeeded"
    await retry_refund(store.owner, (await sql("SELECT id FROM refund"))[0]["id"])
    await till.delivers(till.event("refund.failed") | {"id": "evt_again"})
    await app.jobs.run_outbox()
    assert ((await order_of(store)).payment_status, len(till.books.refunds)) == ("refunded", 2)


async def test_cancelled_by_the_customer_the_money_goes_back_at_once(paid, till, store):
    await paid.taps_on("Cancel order")
    await paid.taps_on("Yes, cancel")
    await till.tells()
    order = await order_of(store)
    assert (order.status, order.payment_status, order.needs_attention) == ("cancelled", "refunded", "")


# ----------------------------------------------------------------------------------------------------------- disputes


@pytest.mark.parametrize("amount", [0, 9900])
async def test_a_dispute_is_shown_once_whatever_it_is_about(paid, till, store, amount):
    till.books.dispute(next(iter(till.books.charges.values())), amount)
    await till.tells()
    assert await flags(store) == (attention.DISPUTED,)
    await till.delivers(till.event("charge.dispute.created") | {"id": "evt_again"})
    order = await order_of(store)
    assert (order.payment_status, await flags(store)) == ("paid", (attention.DISPUTED,))
    assert len(await sql("SELECT id FROM audit WHERE action = 'payment.disputed'")) == 1


async def test_a_dispute_without_a_word_is_found_in_the_list(paid, till, store):
    till.books.dispute(next(iter(till.books.charges.values())))
    till.forgets()
    for _ in range(2):
        await till.looks_over()
    assert await flags(store) == (attention.DISPUTED,)


# --------------------------------------------------------------------------------------------------------------- fees


async def fees():
    return await sql("SELECT l.amount FROM ledger_line l WHERE l.account = 'fees'")


async def test_what_stripe_keeps_is_booked_once_when_it_is_known(unheard, till, store):
    event, charge = till.event("checkout.session.completed"), next(iter(till.books.charges.values()))
    await till.delivers(event)
    assert await fees() == []
    till.books.reckon(charge, 108)
    for _ in range(2):
        await till.looks_over()
    assert [row["amount"] for row in await fees()] == [108]
    till.books.refund({"payment_intent": charge["payment_intent"], "amount": 500})
    await till.tells()
    assert (len(await fees()), (await order_of(store)).refunded.minor) == (1, 500)


@pytest.mark.parametrize(("fee", "currency"), [(0, "usd"), (99, "eur")])
async def test_no_fee_and_one_in_another_currency_are_not_booked(unheard, till, store, fee, currency):
    till.books.reckon(next(iter(till.books.charges.values())), fee, currency)
    for _ in range(2):
        await till.looks_over()
    assert ((await order_of(store)).payment_status, await fees()) == ("paid", [])


async def test_a_key_that_may_not_see_fees_books_the_rest(unheard, till, store):
    charge = next(iter(till.books.charges.values()))
    till.books.reckon(charge, 108)
    till.fake.faults.forbidden = {f"GET balance_transactions/{charge['balance_transaction']}"}
    await till.looks_over()
    assert ((await order_of(store)).payment_status, await fees()) == ("paid", [])


async def test_keys_are_sealed_and_in_no_log(paid, till, caplog):
    row = (await sql("SELECT sealed FROM provider_account WHERE provider = 'stripe-test'"))[0]
    assert "sk_test" not in row["sealed"]
    written = json.dumps(await sql("SELECT changes FROM audit"))
    assert not any(secret in written + caplog.text for secret in (KEY, SECRET))
