"""What a gateway tells the shop: once, twice, out of order, forged or late, money counts once."""

import asyncio
import json

import pytest

from tests.kit.gateway import body_of, looks_over, order_of


async def test_the_same_webhook_three_times_at_once_counts_once(unheard, bank, store):
    answers = await asyncio.gather(*(bank.delivers(body_of(bank)) for _ in range(3)))
    assert set(answers) == {200}
    assert ((await order_of(store)).paid.minor, await store.kit.count("ledger_entry")) == (2700, 1)


async def test_a_gateway_that_says_everything_twice_is_heard_once(waiting, bank, store):
    await bank.approves(waiting, twice="on")
    await bank.tells()
    assert [p.status for p in (await order_of(store)).payments] == ["captured"]
    assert len([screen for screen in waiting.history if "has arrived" in screen.body]) == 1


async def test_the_customer_and_the_webhook_may_come_together(unheard, bank, store):
    order = await order_of(store)
    await asyncio.gather(bank.visits(f"/chat/tea/paid/{order.token}"), bank.delivers(body_of(bank)))
    assert [p.status for p in (await order_of(store)).payments] == ["captured"]


async def test_a_refund_told_before_its_payment_ends_as_in_order(unheard, bank, store):
    charge = bank.charges()[0]
    bank.gateway.books.refund("tea", charge["id"], 700, None)
    for n in (-1, 0):
        assert await bank.delivers(body_of(bank, n)) == 200
    order = await order_of(store)
    assert (order.status, order.payment_status, order.refunded.minor) == ("placed", "part_refunded", 700)


async def test_a_decline_told_after_the_money_takes_nothing_back(paid, bank, store):
    told = json.loads(body_of(bank)) | {"id": "evt_late", "type": "payment.failed"}
    assert await bank.delivers(json.dumps(told).encode()) == 200
    assert (await order_of(store)).payment_status == "paid"


@pytest.mark.parametrize("header", ["", "t=1,v1=abc"])
async def test_a_forged_webhook_is_refused_and_does_nothing(unheard, bank, store, header):
    assert await bank.delivers(body_of(bank), header=header) == 401
    assert await bank.delivers(body_of(bank), secret="whsec_guessed") == 401
    assert (await order_of(store)).status == "awaiting_payment"
    await looks_over()


async def test_without_a_secret_every_webhook_is_refused(bank, store):
    assert await bank.delivers(b"{}", secret="") == 401
    assert await bank.delivers(b"{}", secret="anything") == 401


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (-299, 200), (-301, 400), (301, 400), (-86_400, 400)])
async def test_a_webhook_is_good_for_five_minutes(clock, unheard, bank, store, seconds, status):
    from integrations.testgateway.books import clock as at

    assert await bank.delivers(body_of(bank), at=int(at()) + seconds) == status
    assert (await order_of(store)).status == ("placed" if status == 200 else "awaiting_payment")
    await looks_over()


async def test_a_captured_webhook_sent_again_later_changes_nothing(clock, paid, bank, store):
    before = await order_of(store)
    clock.passes(seconds=299)
    assert await bank.delivers(body_of(bank)) == 200
    assert await order_of(store) == before


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"id": 5}', b'{"type": "payment.captured", "payment": {}}'])
async def test_a_senseless_webhook_is_told_so(unheard, bank, raw):
    assert await bank.delivers(raw) == 400
    await looks_over()


async def test_a_secret_can_be_changed_while_payments_come(waiting, bank, store):
    bank.gateway.books.change_secret("tea")
    await bank.approves(waiting)
    await bank.tells()
    assert (await order_of(store)).status == "placed"
