"""Money that goes back through Stripe, and what Stripe keeps of it."""

import pytest

from domain.kit.db import sql
from domain.orders import attention
from domain.payments.actions import push_refunds, refund, retry_refund
from integrations.payments.stripe import Stripe
from tests.kit.gateway import order_of


async def flags(store):
    return attention.reasons((await order_of(store)).needs_attention)


# -------------------------------------------------------------------------------------------------------------- refunds


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


# ----------------------------------------------------------------------------------------------------------------- fees


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
