"""What Stripe tells the shop, and what others tell it in Stripe's name."""

import asyncio
import json

import pytest

from domain.kit.db import sql
from domain.orders import attention
from tests.kit.gateway import order_of
from tests.kit.stripe.till import CODE, KEY, NEXT_SECRET, SECRET


async def flags(store):
    return attention.reasons((await order_of(store)).needs_attention)


async def strays():
    return await sql("SELECT reference FROM stray_charge WHERE cleared_at IS NULL")


# ------------------------------------------------------------------------------------------------------------- webhooks


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


# ------------------------------------------------------------------------------------------------------------- disputes


@pytest.mark.parametrize("amount", [0, 9900])
async def test_a_dispute_is_shown_once_whatever_it_is_about(paid, till, store, amount):
    till.books.dispute(next(iter(till.books.charges.values())), amount)
    await till.tells()
    assert await flags(store) == (attention.DISPUTED,)
    await till.delivers(till.event("charge.dispute.created") | {"id": "evt_again"})
    order = await order_of(store)
    assert (order.payment_status, await flags(store)) == ("paid", (attention.DISPUTED,))
    assert len(await sql("SELECT id FROM audit WHERE action = 'payment.disputed'")) == 1


async def losses():
    """What disputes have cost, and what the provider's account should hold."""
    rows = await sql("SELECT account, SUM(amount) AS n FROM ledger_line GROUP BY account")
    sums = {row["account"]: int(row["n"]) for row in rows}
    return sums.get("disputes", 0), sums[f"provider:{CODE}"]


async def test_what_a_dispute_takes_is_booked_once_and_more_than_the_payment_may_be_taken(paid, till, store):
    till.books.dispute(next(iter(till.books.charges.values())), 9900)
    await till.tells()
    await till.delivers(till.event("charge.dispute.created") | {"id": "evt_again"})
    assert await losses() == (11400, 2700 - 11400)
    order = await order_of(store)
    assert (order.payment_status, order.refunded.minor) == ("paid", 0)


async def test_a_dispute_that_is_won_gives_all_but_its_price_back(paid, till, store):
    dispute = till.books.dispute(next(iter(till.books.charges.values())))
    await till.tells()
    till.books.ends(dispute, won=True)
    await till.tells()
    await till.delivers(till.event("charge.dispute.created") | {"id": "evt_late"})
    assert await losses() == (1500, 1200)
    told = await sql("SELECT action FROM audit WHERE action LIKE 'payment.dispute%' ORDER BY id")
    assert [row["action"] for row in told] == ["payment.disputed", "payment.dispute_taken", "payment.dispute_returned"]


async def test_a_dispute_that_is_lost_costs_what_was_taken(paid, till, store):
    dispute = till.books.dispute(next(iter(till.books.charges.values())))
    till.books.ends(dispute, won=False)
    await till.tells()
    assert await losses() == (4200, -1500)


async def test_a_dispute_reckoned_in_another_currency_is_only_shown(paid, till, store):
    till.books.dispute(next(iter(till.books.charges.values())), currency="eur")
    await till.tells()
    assert (await losses(), await flags(store)) == ((0, 2700), (attention.DISPUTED,))


async def test_a_key_that_may_not_see_disputes_shows_them(paid, till, store):
    till.fake.faults.forbidden.add("GET disputes")
    till.books.dispute(next(iter(till.books.charges.values())))
    await till.tells()
    assert (await losses(), await flags(store)) == ((0, 2700), (attention.DISPUTED,))


async def test_a_dispute_without_a_word_is_found_in_the_list(paid, till, store):
    till.books.dispute(next(iter(till.books.charges.values())))
    till.forgets()
    for _ in range(2):
        await till.looks_over()
    assert await flags(store) == (attention.DISPUTED,)


async def test_keys_are_sealed_and_in_no_log(paid, till, caplog):
    row = (await sql("SELECT sealed FROM provider_account WHERE provider = 'stripe-test'"))[0]
    assert "sk_test" not in row["sealed"]
    written = json.dumps(await sql("SELECT changes FROM audit"))
    assert not any(secret in written + caplog.text for secret in (KEY, SECRET))
