"""Credit in the customer's wallet: told, seen, paid with, and refunded into."""

from __future__ import annotations

import pytest

from domain.kit.db import sql
from domain.kit.money import Money
from domain.payments import actions as payments
from domain.wallet.actions import give_credit
from tests.kit.store import PHONE, card, news


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""


@pytest.fixture
async def credited(reviewing, store, app):
    """Anna, at her review, has been given five dollars."""

    async def give(minor: int) -> None:
        customer = (await sql("SELECT MAX(id) AS id FROM customer"))[0]["id"]
        await give_credit(store.owner, customer, Money(minor, "USD"), "for your patience", f"k{minor}")
        await app.jobs.run_outbox()

    await give(500)
    return reviewing, give


async def test_credit_is_told_and_its_wallet_shows_where_it_came_from(credited):
    anna, _ = credited
    assert "has put $5.00 into your wallet." in anna.cards["wallet"].body
    await anna.taps_on("👛 Wallet")
    assert (anna.screen.title, anna.screen.lines[0][:32]) == ("Wallet · $5.00", "+$5.00 · credit from the shop · ")


async def test_a_part_is_paid_from_the_wallet_and_the_rest_at_the_door(credited, store):
    anna, _ = credited
    await anna.types("/menu")
    await anna.taps_on("Teapot")
    await anna.taps_on("Buy now")
    await anna.taps_on("👛 Use $5.00")
    assert anna.sees("From the wallet −$5.00")
    assert anna.sees("Still to pay $22.00")
    await anna.taps_on("Order · pay $22.00 on delivery")
    order = await store.order(1001)
    assert (order.due, order.payment_status) == (Money(2200, "USD"), "part_paid")
    await anna.types("/orders")
    await anna.taps_on("#1001")
    assert "From the wallet −$5.00" in [f"{f.label} {f.value}" for f in card(anna).facts]


async def test_a_wallet_that_reaches_needs_no_other_way(credited, store):
    anna, give = credited
    await give(5000)
    await anna.types("/menu")
    await anna.taps_on("Teapot")
    await anna.taps_on("Buy now")
    await anna.taps_on("👛 Use $27.00")
    await anna.taps_on("Order · $27.00 from the wallet")
    assert (await store.order(1001)).payment_status == "paid"
    await anna.taps_on("Home")
    await anna.types("/settings")
    assert anna.sees("wallet $28.00")


async def test_the_wallet_can_be_kept_after_all(credited):
    anna, _ = credited
    await anna.types("/menu")
    await anna.taps_on("Teapot")
    await anna.taps_on("Buy now")
    await anna.taps_on("👛 Use $5.00")
    await anna.taps_on("👛 Keep the wallet")
    assert anna.sees("Order · pay $27.00 on delivery")


async def test_an_old_order_button_takes_no_credit_that_is_gone(credited, store):
    anna, _ = credited
    await anna.types("/menu")
    await anna.taps_on("Teapot")
    await anna.taps_on("Buy now")
    await anna.taps_on("👛 Use $5.00")
    old = anna.button("Order · pay $22.00 on delivery")
    await sql("UPDATE wallet SET balance = 0")
    await sql("UPDATE ledger_line SET amount = 0")
    await anna.presses(old)
    assert await store.orders() == []
    assert anna.sees("Order · pay $27.00 on delivery")


async def test_a_refund_into_the_wallet_is_there_at_once(transferring, store, app):
    await store.confirms(1001)
    order = await store.order(1001)
    await payments.refund(store.owner, order.id, Money(1000, "USD"), "A scratch", "k1", to_wallet=True)
    await app.jobs.run_outbox()
    assert news(transferring)[-1] == "Order #1001. $10.00 is in your wallet now."
    await transferring.types("/settings")
    await transferring.taps_on("👛 Wallet")
    assert transferring.sees("+$10.00 · refund #1001")
    assert PHONE
