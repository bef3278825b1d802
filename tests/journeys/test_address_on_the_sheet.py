"""The sheet that asks for name, phone, address and delivery by itself, over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.kit.db import sql
from domain.payments import actions as payments
from domain.tax.actions import save_rate
from domain.tax.queries import RateView
from tests.kit.cashier import Cashier, telegram_takes_money
from tests.kit.clock import Clock

PARIS = {
    "country_code": "FR", "state": "", "city": "Paris", "street_line1": "1 Rue A", "street_line2": "",
    "post_code": "75001",
}  # fmt: skip
DALLAS = {
    "country_code": "US", "state": "Texas", "city": "Dallas", "street_line1": "5 Elm Street", "street_line2": "Unit 2",
    "post_code": "75201",
}  # fmt: skip


@pytest.fixture
async def cashier(db: Any, shop: Any, clock: Clock) -> AsyncIterator[Cashier]:
    async with telegram_takes_money(db, shop, checkout_in_telegram=True) as cashier:
        await cashier.store.only_courier(300, countries=("US",))
        yield cashier


@pytest.fixture
async def anna(cashier, shop):
    """A stranger, two presses from the sheet."""
    teapot = await shop.product("Teapot", price="24.00", stock=2)
    anna = cashier.user()
    await anna.opens(f"p{teapot}")
    await anna.taps("Buy now")
    return anna


async def test_nothing_is_asked_before_the_sheet(cashier, anna):
    assert anna.sees("asked for when you pay")
    outcome = await anna.pays("Pay $24.00", address=DALLAS)
    assert (outcome.paid, outcome.refused, outcome.total) == (True, "", 2700)
    order = await cashier.order()
    assert (order.status, order.total.minor, order.due.minor) == ("placed", 2700, 0)
    assert order.address == "5 Elm Street Unit 2, Dallas, TX, 75201"
    assert (order.customer_name, order.phone) == ("Anna", "+14155552671")


async def test_the_ways_of_delivery_come_with_their_days(cashier, anna):
    await cashier.store.courier(900, name="Express")
    outcome = await anna.pays("Pay $24.00", address=DALLAS, option=1)
    assert [sum(p["amount"] for p in o["prices"]) for o in outcome.options] == [300, 900]
    assert outcome.options[0]["title"].startswith("Courier · ")
    assert (await cashier.order()).delivery_name == "Express"
    assert outcome.total == 3300


async def test_tax_of_the_address_is_on_the_sheet_and_in_the_order(cashier, shop):
    await save_rate(shop.owner, RateView(1000, "US", "TX", name="Texas tax"))
    taxed = await shop.product("Cup", price="10.00")
    anna = cashier.user()
    await anna.opens(f"p{taxed}")
    await anna.taps("Buy now")
    outcome = await anna.pays("Pay $10.00", address=DALLAS)
    assert outcome.paid, outcome.refused
    assert (await cashier.order()).total.minor == outcome.total > 1300


async def test_where_nobody_goes_is_said_on_the_sheet(cashier, anna):
    outcome = await anna.pays("Pay $24.00", address=PARIS)
    assert (outcome.paid, outcome.refused) == (False, "We don't deliver to Paris yet.")
    assert await sql("SELECT id FROM address") == []


async def test_nothing_is_kept_of_a_sheet_that_is_refused(cashier, anna):
    await cashier.store.sells_out("Teapot")
    assert not (await anna.pays("Pay $24.00", address=DALLAS)).paid
    assert await sql("SELECT id FROM address") == []
    assert await cashier.count("orders") == 0


async def test_the_address_is_kept_unless_its_owner_would_not_have_it(cashier, anna):
    await anna.pays("Pay $24.00", address=DALLAS)
    assert anna.sees("Address saved for next time")
    await anna.taps("Forget it")
    assert anna.sees("Forgotten")
    [row] = await sql("SELECT deleted_at FROM address")
    assert row["deleted_at"]
    assert (await cashier.order()).address.startswith("5 Elm Street")


async def test_a_declined_sheet_can_be_sent_again_as_it_was(cashier, anna, clock):
    assert (await anna.pays("Pay $24.00", address=DALLAS, declined=True)).refused == "declined"
    clock.passes(seconds=30)
    assert "has changed" in (await anna.pays("Pay $24.00")).refused
    await cashier.fake.until(lambda: anna.sees("is reserved until"))
    clock.passes(seconds=30)
    assert (await anna.pays("Pay $27.00")).paid
    assert await cashier.count("orders") == 1


async def test_after_the_reservation_the_address_is_known(cashier, anna, clock):
    await anna.pays("Pay $24.00", address=DALLAS, declined=True)
    clock.passes(minutes=16)
    await payments.expire_orders()
    await cashier.settle()
    await anna.taps("Try again")
    assert anna.sees("5 Elm Street")
