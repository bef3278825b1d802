"""Payment sheets answered at the same moment, on real connections."""

import asyncio
from dataclasses import replace

import pytest

from domain.kit.errors import ShopError
from domain.orders.queries import order as read_order
from domain.payments.actions import Receipt, Sheet, admit, expire_orders, receive
from domain.shop.actions import change_settings
from tests.kit.sheets import admitted


async def together(*verbs):
    """Run verbs at once; refusals come back as the names of their classes, anything else is raised."""
    results = await asyncio.gather(*verbs, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, ShopError):
            raise result
    return [type(result).__name__ if isinstance(result, ShopError) else "done" for result in results]


@pytest.fixture
async def telegram(market):
    await change_settings(market.by, payment_methods=["telegram", "cash"], card_keys=["test"])
    return market


async def asks(market, name: str, tea: int):
    """A buyer before the sheet, and what the sheet is about to take."""
    buyer = replace(await market.buyer(name), channel="telegram")
    quote = await market.quoted(buyer, (tea, 1), payment="telegram")
    return buyer, Sheet(f"q:{quote.id}:{quote.revision}", "telegram", quote.total, query=name)


async def test_the_last_unit_is_let_through_once(telegram):
    tea = await telegram.item("Tea", stock=1)
    asked = [await asks(telegram, name, tea) for name in ("anna", "boris", "clara", "dan")]
    results = await together(*(admit(buyer, sheet) for buyer, sheet in asked))
    assert (results.count("done"), await telegram.stock(tea)) == (1, (1, 1))


async def test_one_attempt_delivered_many_times_is_one_order(telegram):
    tea = await telegram.item("Tea")
    anna, sheet = await asks(telegram, "anna", tea)
    assert await together(*(admit(anna, sheet) for _ in range(6))) == ["done"] * 6
    assert (await telegram.count("orders"), await telegram.count("payment")) == (1, 1)


async def test_of_many_attempts_at_once_one_is_let_through(telegram):
    tea = await telegram.item("Tea")
    anna, sheet = await asks(telegram, "anna", tea)
    results = await together(*(admit(anna, replace(sheet, query=str(n))) for n in range(6)))
    assert sorted(results) == ["BeingPaid"] * 5 + ["done"]


async def test_one_receipt_heard_at_once_from_everywhere_is_booked_once(telegram):
    tea = await telegram.item("Tea")
    anna, sheet = await asks(telegram, "anna", tea)
    order = await admitted(anna, sheet)
    assert await together(*(receive(anna, Receipt(sheet, "tg-1")) for _ in range(6))) == ["done"] * 6
    assert (await read_order(anna, order.id)).paid == sheet.amount
    assert await telegram.count("payment") == 1


async def test_a_receipt_and_the_end_of_the_reservation_leave_a_paid_order(telegram, clock):
    tea = await telegram.item("Tea")
    anna, sheet = await asks(telegram, "anna", tea)
    order = await admitted(anna, sheet)
    clock.passes(minutes=16)
    await together(expire_orders(), receive(anna, Receipt(sheet, "tg-1")))
    assert (await read_order(anna, order.id)).status == "placed"
    assert await telegram.stock(tea) == (9, 0)
