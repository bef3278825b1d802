"""Cards on Telegram's own sheet: the gate, the receipt, and every accident in between. Over real HTTP."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import App
from domain.kit.money import Money
from domain.payments import actions as payments
from domain.payments.strays import strays
from domain.shop.actions import change_settings
from tests.kit.cashier import reviews


@pytest.fixture
async def teapot(shop, cashier):
    return await shop.product("Teapot", price="24.00", stock=2)


@pytest.fixture
async def anna(cashier, teapot):
    """She stands before the review."""
    return await reviews(cashier.user(), teapot)


def link(user) -> str:
    """The invoice behind the pay button, as somebody else may get it."""
    return next(b.url for m in user.messages for row in m.buttons for b in row if b.text.startswith("Pay $"))


async def test_one_press_opens_the_sheet_and_the_money_places_the_order(cashier, anna, shop):
    outcome = await anna.pays("Pay $27.00")
    assert (outcome.paid, outcome.refused, outcome.total) == (True, "", 2700)
    order = await cashier.order()
    assert (order.status, order.payment_status, order.payment_method) == ("placed", "paid", "telegram")
    assert await shop.stock("Teapot") == (1, 0)
    await cashier.settle()
    assert anna.sees("Order placed")
    assert anna.sees("Paid")


async def test_the_sheet_lists_what_is_paid_for(cashier, anna):
    await anna.pays()
    [call] = [c for c in cashier.fake.calls_of("createInvoiceLink") if "q:" in c.params["payload"]][-1:]
    assert [price["amount"] for price in call.params["prices"]] == [2400, 300]
    assert call.params["title"] == "Tea House"
    assert "Teapot" in call.params["description"]


async def test_a_declined_payment_can_be_tried_again(cashier, anna, clock, shop):
    assert (await anna.pays(declined=True)).refused == "declined"
    assert (await cashier.order()).status == "awaiting_payment"
    assert await shop.stock("Teapot") == (2, 1)
    clock.passes(seconds=30)
    assert (await anna.pays()).paid
    assert (await cashier.order()).payment_status == "paid"
    assert await cashier.count("orders") == 1


async def test_the_card_of_a_waiting_order_leads_to_its_own_sheet(cashier, anna, clock):
    await anna.pays(declined=True)
    await cashier.settle()
    clock.passes(minutes=2)
    await anna.taps("Pay $27.00")
    assert anna.sees("is reserved until")
    assert (await anna.pays()).paid
    assert (await cashier.order()).status == "placed"


async def test_two_payers_of_one_link(cashier, anna):
    boris = cashier.user("Boris")
    url = link(anna)
    assert "somebody else" in (await boris.pays(invoice=url)).refused
    assert (await anna.pays(invoice=url)).paid
    refused = await asyncio.gather(anna.pays(invoice=url), boris.pays(invoice=url))
    assert [outcome.paid for outcome in refused] == [False, False]
    assert "is paid already" in refused[0].refused


async def test_the_same_link_twice_at_once_is_charged_once(cashier, anna):
    url = link(anna)
    outcomes = await asyncio.gather(anna.pays(invoice=url), anna.pays(invoice=url))
    assert sorted(outcome.paid for outcome in outcomes) == [False, True]
    assert (await cashier.order()).payment_status == "paid"


async def test_after_the_reservation_nothing_is_charged(cashier, anna, clock, shop):
    await anna.pays(declined=True)
    clock.passes(minutes=16)
    await payments.expire_orders()
    outcome = await anna.pays(invoice=link(anna))
    assert "has ended" in outcome.refused
    assert "not charged" in outcome.refused
    assert await shop.stock("Teapot") == (2, 0)


async def test_what_sold_out_in_between_is_not_charged(cashier, anna):
    url = link(anna)
    await cashier.store.sells_out("Teapot")
    outcome = await anna.pays(invoice=url)
    assert not outcome.paid
    assert "nothing was charged" in outcome.refused
    assert await cashier.count("orders") == 0
    assert await cashier.fake.until(lambda: anna.sees("sold out"))


async def test_a_new_price_is_shown_before_it_is_charged(cashier, anna):
    url = link(anna)
    await cashier.store.reprice("Teapot", "25.00")
    assert not (await anna.pays(invoice=url)).paid
    assert await cashier.fake.until(lambda: anna.sees("Accept and pay $28.00"))
    assert (await anna.pays("Accept and pay $28.00")).paid


async def test_a_closed_shop_charges_nobody(cashier, anna, shop):
    await change_settings(shop.by, orders_closed=True)
    assert "not taking orders" in (await anna.pays()).refused


async def test_a_receipt_that_comes_three_times_is_booked_once(cashier, anna):
    cashier.fake.faults.deliver_twice(kind="message")
    cashier.fake.faults.deliver_twice(kind="message")
    assert (await anna.pays()).paid
    await cashier.settle()
    assert await cashier.count("payment") == 1
    assert len([m for m in anna.messages if "has arrived" in m.text]) == 1


async def test_cut_off_after_the_books_the_news_come_from_the_next_process(cashier, anna):
    await anna.pays()
    assert not anna.sees("has arrived")
    next_one = App(cashier.stage.app.settings)
    await next_one.telegram.bots.refresh()
    await next_one.jobs.run_outbox()
    await next_one.stop()
    assert anna.sees("has arrived")


async def test_another_sum_than_was_let_through_is_shown_to_a_person(cashier, anna, shop):
    await anna.pays(alter={"total_amount": 1})
    order = await cashier.order()
    assert (order.status, order.paid.minor) == ("awaiting_payment", 0)
    assert "another amount" in order.needs_attention
    assert [stray.amount for stray in await strays(shop.owner)] == [Money(1, "USD")]
    cashier.fake.charges[0].amount = 1


async def test_money_for_an_invoice_nobody_knows_is_shown_to_a_person(cashier, anna, shop):
    await anna.pays(alter={"invoice_payload": "from-another-life"})
    assert anna.sees("Nothing is lost")
    assert len(await strays(shop.owner)) == 1


async def test_a_receipt_after_the_reservation_opens_the_order_again(cashier, anna, clock, shop):
    cashier.fake.faults.hold("successful_payment")
    await anna.pays()
    clock.passes(minutes=16)
    await payments.expire_orders()
    assert (await cashier.order()).status == "cancelled"
    cashier.fake.release()
    await cashier.fake.until(lambda: anna.sees("Order placed"))
    assert (await cashier.order()).status == "placed"


async def test_a_receipt_for_goods_that_are_gone_is_shown_to_a_person(cashier, anna, clock):
    cashier.fake.faults.hold("successful_payment")
    await anna.pays()
    clock.passes(minutes=16)
    await payments.expire_orders()
    await cashier.store.sells_out("Teapot")
    cashier.fake.release()
    assert await cashier.fake.until(lambda: anna.sees("needs a check"))
    order = await cashier.order()
    assert (order.status, order.paid, order.needs_attention != "") == ("cancelled", order.total, True)


async def test_a_gift_on_top_belongs_to_the_order(cashier, shop, teapot):
    await shop.settings(tips=[5, 10])
    anna = await reviews(cashier.user(), teapot)
    assert (await anna.pays("Pay $27.00", tip=270)).paid
    order = await cashier.order()
    assert (order.tip, order.total, order.due) == (Money(270, "USD"), Money(2970, "USD"), Money(0, "USD"))
    await cashier.settle()
    assert anna.sees("Tip")


async def test_a_cancelled_order_is_paid_back_by_hand(cashier, anna, shop):
    await anna.pays()
    order = await cashier.order()
    order = await payments.cancel(shop.owner, order.id, "no stock")
    assert order.refunded == order.total
    cashier.fake.charges[0].refunded = True


async def test_a_sheet_that_comes_when_telegram_has_given_it_up_holds_nothing(cashier, anna, shop, clock):
    cashier.fake.faults.hold("pre_checkout_query", 30)
    cashier.fake.patience = 0.3
    assert (await anna.pays()).refused == "timeout"
    clock.passes(seconds=31)
    assert await cashier.fake.until(lambda: cashier.fake.calls_of("answerPreCheckoutQuery"))
    assert await cashier.fake.until(lambda: not cashier.stage.bot.updates.waiting)
    assert (await shop.stock("Teapot"), (await cashier.order()).status) == ((2, 0), "awaiting_payment")
    cashier.fake.patience = 10.0
    assert (await anna.pays()).paid
    assert await shop.stock("Teapot") == (1, 0)


async def test_the_same_sheet_delivered_twice_keeps_its_hold(cashier, anna, shop):
    """By webhook it is answered twice; the second answer is refused, for the first was taken."""
    cashier.fake.faults.deliver_twice("pre_checkout_query")
    assert (await anna.pays(declined=True)).refused == "declined"
    assert await cashier.fake.until(lambda: not cashier.stage.bot.updates.waiting)
    assert await shop.stock("Teapot") == (2, 1)
