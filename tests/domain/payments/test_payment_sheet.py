"""The gate before money moves on a messenger's payment sheet, and the money that comes through it."""

from dataclasses import replace

import pytest

from domain.cart.errors import OrdersClosed, QuoteChanged
from domain.catalog.actions import set_price
from domain.customers.desk import block
from domain.customers.errors import Blocked
from domain.kit.actor import system
from domain.kit.db import handling
from domain.kit.errors import AlreadyDone
from domain.kit.money import Money
from domain.orders.queries import order as read_order
from domain.payments import actions as payments
from domain.payments.actions import Receipt, Sheet, admit, receive, refund, taken_back
from domain.payments.errors import AlreadyPaid, BeingPaid, InvoiceGone, OrderEnded, SomebodyElses, SumChanged
from domain.payments.strays import strays
from domain.shop.actions import change_facts, change_settings
from domain.shop.card_sums import TooMuchForCards
from domain.stock.errors import NotEnough, SoldOut
from tests.kit.market import Market, euros
from tests.kit.sheets import admitted


@pytest.fixture
async def telegram(market):
    """The market takes cards in Telegram."""
    await change_settings(market.by, payment_methods=["cash", "telegram"], card_keys=["test"], tips=[5, 10])
    return market


@pytest.fixture
async def tea(telegram):
    return await telegram.item("Tea")


@pytest.fixture
async def anna(telegram):
    return replace(await telegram.buyer(), channel="telegram")


@pytest.fixture
async def sheet(telegram, tea, anna):
    """Anna stands before the payment sheet of two packets of tea."""
    return await asked(telegram, anna, tea)


async def asked(market: Market, buyer, tea: int, units: int = 2) -> Sheet:
    quote = await market.quoted(buyer, (tea, units), payment="telegram")
    return Sheet(f"q:{quote.id}:{quote.revision}", "telegram", quote.total, query="one")


def paid(sheet: Sheet, reference: str = "tg-1", **changes) -> Receipt:
    return Receipt(replace(sheet, query="", **changes), reference, payer="77", bank="bank-1")


async def test_a_card_in_telegram_is_offered_there_alone(telegram, tea, anna):
    there = await telegram.quoted(anna, (tea, 1), payment="telegram")
    assert there.cart.payments == ("cash", "telegram")
    elsewhere = await telegram.quoted(replace(anna, channel="web"), (tea, 1))
    assert elsewhere.cart.payments == ("cash",)


async def test_a_live_shop_needs_a_live_key(telegram, tea, anna):
    await change_facts(telegram.by, test_mode=False)
    assert (await telegram.quoted(anna, (tea, 1))).cart.payments == ("cash",)


async def test_the_gate_writes_the_order_and_holds_the_goods(telegram, tea, anna, sheet, clock):
    order = await admitted(anna, sheet, taps=6)
    assert (order.status, order.total, order.payment_method) == ("awaiting_payment", sheet.amount, "telegram")
    assert (order.expires_at - order.created_at).total_seconds() >= 15 * 60
    assert await telegram.stock(tea) == (10, 2)


async def test_the_same_attempt_again_is_let_through_again(telegram, tea, anna, sheet):
    first = await admitted(anna, sheet)
    assert (await admitted(anna, sheet)).id == first.id
    assert (await telegram.count("orders"), await telegram.stock(tea)) == (1, (10, 2))


async def test_two_attempts_at_once_are_not_both_let_through(telegram, anna, sheet, clock):
    await admit(anna, sheet)
    with pytest.raises(BeingPaid):
        await admit(anna, replace(sheet, query="two"))
    clock.passes(seconds=11)
    assert (await admitted(anna, replace(sheet, query="two"))).status == "awaiting_payment"


async def test_nobody_else_pays_by_this_invoice(telegram, anna, sheet):
    boris = replace(await telegram.buyer("boris"), channel="telegram")
    for _ in ("before the order", "after it"):
        with pytest.raises(SomebodyElses):
            await admit(boris, sheet)
        await admit(anna, sheet)


@pytest.mark.parametrize("payload", ["", "q:1", "x:1:1", "o:999999:1", "q:999999:1", "q:1:1:1"])
async def test_an_invoice_that_is_none_of_ours_is_refused(anna, sheet, payload):
    with pytest.raises((InvoiceGone, QuoteChanged)):
        await admit(anna, replace(sheet, payload=payload))


async def test_a_new_price_is_refused_before_it_is_charged(telegram, tea, anna, sheet):
    await telegram.reprice(tea, 2100)
    before = await telegram.state()
    with pytest.raises(QuoteChanged):
        await admit(anna, sheet)
    assert await telegram.state() == before


async def test_what_sold_out_in_between_is_refused(telegram, tea, anna, sheet):
    await telegram.order(await telegram.buyer("boris"), (tea, 10))
    with pytest.raises((SoldOut, NotEnough, QuoteChanged)):
        await admit(anna, sheet)
    assert await telegram.stock(tea) == (0, 0)


@pytest.mark.parametrize("minor", [-1, 431 * 2])
async def test_another_sum_is_refused(telegram, anna, sheet, minor):
    with pytest.raises(SumChanged):
        await admit(anna, replace(sheet, amount=sheet.amount + euros(minor)))
    assert await telegram.count("orders") == 0


async def test_another_currency_is_refused(telegram, anna, sheet):
    with pytest.raises(SumChanged):
        await admit(anna, replace(sheet, amount=Money(sheet.amount.minor, "USD")))


async def test_a_closed_shop_and_a_blocked_customer_are_refused(telegram, anna, sheet):
    await admit(anna, sheet)
    await change_settings(telegram.by, orders_closed=True)
    with pytest.raises(OrdersClosed):
        await admit(anna, sheet)
    await change_settings(telegram.by, orders_closed=False)
    await block(telegram.owner, anna.id, "fraud")
    with pytest.raises(Blocked):
        await admit(anna, sheet)


async def test_a_late_attempt_holds_the_goods_anew(telegram, tea, anna, sheet, clock):
    first = await admitted(anna, sheet)
    clock.passes(minutes=14)
    again = await admitted(anna, replace(sheet, query="two"))
    assert round((again.expires_at - first.expires_at).total_seconds()) == 14 * 60
    clock.passes(minutes=14)
    await payments.expire_orders()
    assert (await read_order(anna, first.id)).status == "awaiting_payment"


async def test_after_the_reservation_nothing_is_charged(telegram, tea, anna, sheet, clock):
    order = await admitted(anna, sheet)
    clock.passes(minutes=16)
    await payments.expire_orders()
    for payload in (sheet.payload, f"o:{order.id}:{order.revision}"):
        with pytest.raises(OrderEnded):
            await admit(anna, replace(sheet, payload=payload, query="late"))
    assert await telegram.stock(tea) == (10, 0)


async def test_an_order_that_waits_is_paid_by_its_own_invoice(telegram, tea, anna, sheet, clock):
    order = await admitted(anna, sheet)
    clock.passes(minutes=1)
    own = replace(sheet, payload=f"o:{order.id}:{order.revision}", query="two")
    assert (await admitted(anna, own)).id == order.id
    assert (await receive(anna, paid(own))).status == "placed"


async def test_a_gate_that_is_cut_off_leaves_nothing(telegram, tea, anna, sheet, monkeypatch):
    async def cut_off(*_args):
        raise TimeoutError

    monkeypatch.setattr("domain.payments.actions.admitting._let_through", cut_off)
    before = await telegram.state()
    with pytest.raises(TimeoutError):
        await admit(anna, sheet)
    assert await telegram.state() == before


# ------------------------------------------------------------------------------------------------------------ receipts


async def test_the_money_makes_the_order_firm(telegram, tea, anna, sheet):
    await admit(anna, sheet)
    order = await receive(anna, paid(sheet))
    assert (order.status, order.payment_status, order.paid) == ("placed", "paid", sheet.amount)
    assert await telegram.stock(tea) == (8, 0)
    facts = order.payments[0].facts
    assert (order.payments[0].reference, facts["bank"], facts["payer"]) == ("tg-1", "bank-1", "77")


async def test_the_same_receipt_three_times_is_one_payment(telegram, anna, sheet):
    await admit(anna, sheet)
    with handling("tg:1:1"):
        await receive(anna, paid(sheet))
    with handling("tg:1:1"), pytest.raises(AlreadyDone):
        await receive(anna, paid(sheet))
    with handling("tg:1:2"):
        await receive(anna, paid(sheet))
    assert await telegram.count("payment") == 1
    assert (await telegram.topics()).count("order.paid") == 1


async def test_a_tip_is_part_of_the_order(telegram, anna, sheet):
    tipped = replace(sheet, amount=sheet.amount + euros(200))
    await admit(anna, tipped)
    order = await receive(anna, paid(tipped))
    assert (order.tip, order.fees, order.total, order.due) == (euros(200), euros(200), tipped.amount, euros(0))
    assert (order.payment_status, order.needs_attention) == ("paid", "")


async def test_what_was_not_let_through_is_kept_for_a_person(telegram, anna, sheet):
    order_id = (await admitted(anna, sheet)).id
    assert await receive(anna, paid(sheet, amount=sheet.amount - euros(100))) is None
    order = await read_order(anna, order_id)
    assert (order.status, order.paid, order.needs_attention != "") == ("awaiting_payment", euros(0), True)
    [stray] = await strays(telegram.owner)
    assert (stray.amount, stray.order_id, stray.payer) == (sheet.amount - euros(100), order.id, "77")


async def test_money_for_nothing_we_know_is_kept_for_a_person(telegram, anna, sheet):
    assert await receive(anna, paid(sheet, payload="gone")) is None
    assert await receive(anna, paid(sheet, payload="gone")) is None
    assert [stray.reference for stray in await strays(telegram.owner)] == ["tg-1"]


async def test_money_for_an_order_that_was_lost_writes_it_anew(telegram, tea, anna, sheet):
    order = await receive(anna, paid(sheet))
    assert (order.status, order.payment_status) == ("placed", "paid")
    assert await telegram.stock(tea) == (8, 0)


async def test_a_second_charge_is_booked_and_shown_to_a_person(telegram, anna, sheet):
    await admit(anna, sheet)
    await receive(anna, paid(sheet))
    order = await receive(anna, paid(sheet, "tg-2"))
    assert (order.paid, order.needs_attention) == (sheet.amount * 2, "Paid twice: give one payment back")
    back = await refund(telegram.owner, order.id, sheet.amount, "twice", "k")
    assert (back.refunded, back.paid) == (sheet.amount, sheet.amount * 2)


async def test_after_payment_the_invoice_is_dead(telegram, anna, sheet):
    await admit(anna, sheet)
    await receive(anna, paid(sheet))
    with pytest.raises(AlreadyPaid):
        await admit(anna, replace(sheet, query="two"))


async def test_late_money_opens_the_order_again(telegram, tea, anna, sheet, clock):
    await admit(anna, sheet)
    clock.passes(minutes=16)
    await payments.expire_orders()
    assert (await receive(anna, paid(sheet))).status == "placed"
    assert await telegram.stock(tea) == (8, 0)


async def test_late_money_for_goods_that_are_gone_is_shown_to_a_person(telegram, tea, anna, sheet, clock):
    await admit(anna, sheet)
    clock.passes(minutes=16)
    await payments.expire_orders()
    await telegram.order(await telegram.buyer("boris"), (tea, 10))
    order = await receive(anna, paid(sheet))
    assert (order.status, order.paid, order.needs_attention != "") == ("cancelled", sheet.amount, True)


async def test_a_payment_the_messenger_took_back_is_booked_once(telegram, anna, sheet):
    await admit(anna, sheet)
    await receive(anna, paid(sheet))
    for _ in range(2):
        order = await taken_back(anna, "telegram", sheet.payload, sheet.amount, "tg-1")
    assert (order.refunded, order.payment_status) == (sheet.amount, "refunded")
    assert "not here" in order.needs_attention


async def test_a_cancelled_card_payment_waits_to_be_paid_out(telegram, anna, sheet):
    await admit(anna, sheet)
    order = await receive(anna, paid(sheet))
    order = await payments.cancel(system(telegram.id), order.id, "no")
    assert order.needs_attention == "Refund to be paid out"


@pytest.mark.parametrize(("price", "ways"), [(50_00, ("cash", "telegram")), (9_000_00, ("cash",))])
async def test_a_sum_telegram_does_not_take_is_not_offered_by_card(telegram, anna, price, ways):
    thing = await telegram.item("Thing", price)
    assert (await telegram.quoted(anna, (thing, 1))).cart.payments == ways


async def test_a_price_nobody_could_pay_is_refused_and_others_are_not(telegram, tea):
    await change_settings(telegram.by, payment_methods=["telegram"])
    with pytest.raises(TooMuchForCards):
        await set_price(telegram.owner, tea, euros(2000), euros(7_900_00))
    await set_price(telegram.owner, tea, euros(2000), euros(2500))
