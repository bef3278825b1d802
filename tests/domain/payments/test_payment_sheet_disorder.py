"""What a messenger says of payments may come in any order, from anybody, and after anything has changed."""

from dataclasses import replace
from itertools import permutations

import pytest

from domain.kit.actor import system
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import STARS, Money
from domain.orders import attention
from domain.orders.queries import order as read_order
from domain.payments import actions as payments
from domain.payments.actions import Receipt, Sheet, admit, receive, taken_back
from domain.payments.actions.settling import settle
from domain.payments.port import Charge, Returned
from domain.payments.strays import strays
from domain.shop.actions import change_settings
from tests.kit.sheets import admitted

ORDERS = list(permutations(("receipt", "book", "gone back")))


@pytest.fixture
async def telegram(market):
    await change_settings(market.by, payment_methods=["cash", "telegram"], card_keys=["test"])
    return market


@pytest.fixture
async def tea(telegram):
    return await telegram.item("Tea")


@pytest.fixture
async def anna(telegram):
    return replace(await telegram.buyer(), channel="telegram")


@pytest.fixture
async def boris(telegram):
    return replace(await telegram.buyer("boris"), channel="telegram")


@pytest.fixture
async def sheet(telegram, tea, anna):
    quote = await telegram.quoted(anna, (tea, 2), payment="telegram")
    return Sheet(f"q:{quote.id}:{quote.revision}", "telegram", quote.total, query="one")


def receipt(sheet: Sheet, reference: str = "tg-1", payer: str = "77") -> Receipt:
    return Receipt(replace(sheet, query=""), reference, payer=payer)


async def hears(anna, sheet: Sheet, what: str) -> None:
    """One thing Telegram says, or what its book says of the same charge."""
    if what == "receipt":
        await receive(anna, receipt(sheet))
    elif what == "gone back":
        await taken_back(anna, sheet.provider, sheet.payload, sheet.amount, "tg-1")
    else:
        back = Returned("tg-1", sheet.amount)
        charge = Charge("tg-1", sheet.payload, sheet.amount, now(), (back,), payer="77")
        await settle(system(anna.shop_id), sheet.provider, charge)


async def outcome(market, order_id: int, tea: int):
    order = await read_order(market.owner, order_id)
    told = sorted(await market.topics())
    money = (order.paid, order.refunded, order.payment_status, order.status)
    return money, await market.stock(tea), await market.count("ledger_line"), told, await market.count("refund")


@pytest.mark.parametrize("turn", ORDERS, ids=lambda turn: " < ".join(turn))
async def test_a_payment_and_its_return_end_alike_in_every_order(telegram, tea, anna, sheet, turn):
    order = await admitted(anna, sheet)
    for what in (*turn, *turn):
        await hears(anna, sheet, what)
    money, stock, lines, told, refunds = await outcome(telegram, order.id, tea)
    assert money == (sheet.amount, sheet.amount, "refunded", "placed")
    assert (stock, lines, refunds) == ((8, 0), 4, 1)
    assert (told.count("order.paid"), told.count("order.refunded")) == (1, 1)


async def test_a_receipt_before_its_order_writes_both(telegram, tea, anna, sheet):
    for what in ("gone back", "receipt"):
        await hears(anna, sheet, what)
    assert await telegram.count("orders") == 1


async def test_money_of_somebody_else_pays_the_order_it_names(telegram, anna, boris, sheet):
    order = await admitted(anna, sheet)
    assert await receive(boris, receipt(sheet, payer="88")) is None
    paid = await read_order(anna, order.id)
    assert (paid.payment_status, paid.payments[0].facts["payer"]) == ("paid", "88")


async def test_a_second_payer_is_shown_to_a_person(telegram, anna, boris, sheet):
    order = await admitted(anna, sheet)
    await receive(anna, receipt(sheet))
    assert await receive(boris, receipt(sheet, "tg-2", "88")) is None
    twice = await read_order(telegram.owner, order.id)
    assert (twice.paid, attention.reasons(twice.needs_attention)) == (sheet.amount * 2, (attention.TWICE,))


async def test_what_was_promised_holds_when_the_price_changes_during_the_payment(telegram, tea, anna, sheet):
    order = await admitted(anna, sheet)
    await telegram.reprice(tea, 9900)
    paid = await receive(anna, receipt(sheet))
    assert (paid.id, paid.status, paid.total) == (order.id, "placed", sheet.amount)


@pytest.mark.parametrize("who", ["customer", "shop"])
async def test_an_order_cancelled_during_the_payment_keeps_the_money_for_a_person(telegram, tea, anna, sheet, who):
    order = await admitted(anna, sheet)
    await payments.cancel(anna if who == "customer" else telegram.owner, order.id, "no")
    paid = await receive(anna, receipt(sheet))
    assert (paid.status, paid.paid) == ("cancelled", sheet.amount)
    assert attention.reasons(paid.needs_attention) == (attention.PAID_CANCELLED,)
    assert await telegram.stock(tea) == (10, 0)
    rows = await sql("SELECT topic FROM outbox WHERE topic = 'order.paid'")
    assert len(rows) == 1


async def test_who_was_charged_another_sum_is_not_asked_to_pay_again(telegram, anna, sheet):
    await admit(anna, sheet)
    assert await receive(anna, receipt(replace(sheet, amount=sheet.amount + sheet.amount))) is None
    assert len(await strays(telegram.owner)) == 1


async def test_what_fits_nothing_and_has_gone_back_waits_for_nobody(telegram, anna, sheet):
    lost = replace(sheet, payload="from-another-life", provider="stars", amount=Money(150, STARS))
    await receive(anna, receipt(lost, "stx-1"))
    assert len(await strays(telegram.owner)) == 1
    for _ in range(2):
        await taken_back(anna, "stars", lost.payload, lost.amount, "stx-1")
    assert await strays(telegram.owner) == ()
