"""A wallet pays for orders and takes refunds; it never goes below nothing, and the ledger always says the same."""

import asyncio
from dataclasses import replace

import pytest

from domain.cart import actions as cart
from domain.joining.actions import join, make_token
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.errors import BadInput, NotAllowed, ShopError
from domain.orders.queries import order as read_order
from domain.payments import actions as payments
from domain.payments.actions import Sheet, place, refund
from domain.shop.actions import change_settings
from domain.wallet.actions import give_credit, take_credit
from domain.wallet.errors import WalletTooLittle
from domain.wallet.queries import balance, wallet
from tests.kit.market import Market, euros
from tests.kit.sheets import admitted


async def books() -> dict[str, int]:
    rows = await sql("SELECT account, SUM(amount) AS n FROM ledger_line GROUP BY account HAVING SUM(amount) <> 0")
    return {row["account"]: int(row["n"]) for row in rows}


async def rich(market: Market, minor: int, name: str = "anna") -> Actor:
    buyer = await market.buyer(name)
    await give_credit(market.owner, buyer.id, euros(minor), "sorry for the delay", "c1")
    return buyer


async def from_wallet(market: Market, buyer: Actor, *things: tuple[int, int], payment: str = "cash"):
    await market.quoted(buyer, *things, payment=payment)
    await cart.use_wallet(buyer, "basket", None, on=True)
    return await cart.quote(buyer, "basket")


async def test_credit_is_given_once_per_key_and_said(market):
    buyer = await rich(market, 500)
    assert await give_credit(market.owner, buyer.id, euros(500), "again", "c1") == euros(500)
    assert await books() == {"credit": 500, f"wallet:{buyer.id}": -500}
    assert [x.kind for x in (await wallet(market.by, buyer.id, "EUR")).movements] == ["credit"]
    assert len(await sql("SELECT 1 FROM outbox WHERE topic = 'wallet.credited'")) == 1


async def test_credit_without_a_reason_or_a_right_is_refused(market):
    buyer = await market.buyer()
    with pytest.raises(BadInput):
        await give_credit(market.owner, buyer.id, euros(500), " ", "c1")
    with pytest.raises(NotAllowed):
        await give_credit(buyer, buyer.id, euros(500), "mine", "c1")
    assert await books() == {}


async def test_no_more_is_taken_back_than_there_is(market):
    buyer = await rich(market, 500)
    with pytest.raises(WalletTooLittle):
        await take_credit(market.owner, buyer.id, euros(501), "wrong person", "d1")
    assert await take_credit(market.owner, buyer.id, euros(200), "wrong sum", "d2") == euros(300)
    assert await books() == {"credit": 300, f"wallet:{buyer.id}": -300}


async def test_a_wallet_that_reaches_pays_for_all_and_the_order_is_firm(market):
    tea, buyer = await market.item("Tea"), await rich(market, 5000)
    quote = await from_wallet(market, buyer, (tea, 1))
    assert (quote.wallet, quote.due) == (euros(2300), euros(0))
    order = await place(buyer, quote.id, quote.revision)
    assert (order.status, order.payment_status, order.payment_method) == ("placed", "paid", "wallet")
    assert await balance(market.by, buyer.id, "EUR") == euros(2700)
    assert await books() == {"credit": 5000, "customers": -2300, f"wallet:{buyer.id}": -2700}


async def test_a_wallet_that_does_not_reach_leaves_the_rest_to_the_other_way(market):
    tea, buyer = await market.item("Tea"), await rich(market, 800)
    quote = await from_wallet(market, buyer, (tea, 1), payment="transfer")
    assert (quote.wallet, quote.due) == (euros(800), euros(1500))
    order = await place(buyer, quote.id, quote.revision)
    assert (order.status, order.payment_status, order.due) == ("awaiting_payment", "part_paid", euros(1500))
    paid = await payments.confirm_transfer(market.owner, order.id, euros(1500), "R1")
    assert (paid.status, paid.payment_status, len(paid.payments)) == ("placed", "paid", 2)


async def test_cash_on_delivery_takes_only_what_is_due(market):
    tea, buyer = await market.item("Tea"), await rich(market, 800)
    quote = await from_wallet(market, buyer, (tea, 1))
    order = await place(buyer, quote.id, quote.revision)
    for status in ("packing", "shipped", "delivered"):
        order = await payments.advance(market.owner, order.id, status)
    assert (order.payment_status, order.due) == ("paid", euros(0))
    assert (await books())["provider:cash"] == 1500


async def test_where_the_wallet_pays_for_all_the_fee_of_cash_falls_away(market):
    await change_settings(market.by, cash_fee=100)
    tea, buyer = await market.item("Tea"), await rich(market, 2300)
    quote = await from_wallet(market, buyer, (tea, 1))
    assert (quote.total, quote.due) == (euros(2300), euros(0))


async def test_an_order_that_is_not_paid_in_time_gives_the_wallet_its_part_back(market, clock):
    tea, buyer = await market.item("Tea"), await rich(market, 800)
    quote = await from_wallet(market, buyer, (tea, 1), payment="transfer")
    order = await place(buyer, quote.id, quote.revision)
    clock.passes(days=30)
    await payments.expire_orders()
    assert (await read_order(market.by, order.id)).status == "cancelled"
    assert await balance(market.by, buyer.id, "EUR") == euros(800)


async def test_a_payment_sheet_asks_for_what_the_wallet_leaves(market):
    await change_settings(market.by, payment_methods=["telegram", "cash"], card_keys=["test"])
    tea, buyer = await market.item("Tea"), replace(await rich(market, 800), channel="telegram")
    quote = await from_wallet(market, buyer, (tea, 1), payment="telegram")
    order = await admitted(buyer, Sheet(f"q:{quote.id}:{quote.revision}", "telegram", quote.due, query="a"))
    assert (order.paid, order.due) == (euros(800), euros(1500))
    assert [p.amount for p in order.payments] == [euros(800), euros(1500)]


async def test_two_orders_at_once_spend_a_wallet_once(market):
    tea, buyer = await market.item("Tea"), await rich(market, 2300)
    first = await from_wallet(market, buyer, (tea, 1))
    await cart.buy_now(buyer, tea, 1)
    await cart.choose_payment(buyer, "direct", "cash", None)
    await cart.use_wallet(buyer, "direct", None, on=True)
    second = await cart.quote(buyer, "direct")
    both = (place(buyer, q.id, q.revision) for q in (first, second))
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sum(not isinstance(x, ShopError) for x in done) == 1
    assert await balance(market.by, buyer.id, "EUR") == euros(0)


async def test_a_refund_can_go_into_the_wallet_and_stays_within_what_was_paid(market):
    tea, buyer = await market.item("Tea"), await market.buyer()
    order = await market.paid(buyer, (tea, 1))
    after = await refund(market.owner, order.id, euros(1000), "damaged", "k1", to_wallet=True)
    assert (after.refunded, await balance(market.by, buyer.id, "EUR")) == (euros(1000), euros(1000))
    assert await books() == {"provider:transfer": 2300, "customers": -1300, f"wallet:{buyer.id}": -1000}
    with pytest.raises(ShopError):
        await refund(market.owner, order.id, euros(1301), "too much", "k2", to_wallet=True)


async def test_what_was_paid_from_the_wallet_goes_back_into_it_when_the_shop_cancels(market):
    tea, buyer = await market.item("Tea"), await rich(market, 5000)
    quote = await from_wallet(market, buyer, (tea, 1))
    order = await place(buyer, quote.id, quote.revision)
    await payments.cancel(market.owner, order.id, "no tea", None)
    assert await balance(market.by, buyer.id, "EUR") == euros(5000)
    assert await market.stock(tea) == (10, 0)


async def test_wallets_of_one_person_in_two_messengers_become_one(market):
    tea, web = await market.item("Tea"), await rich(market, 500)
    phone = await market.stranger("other")
    phone = Actor(phone.shop_id, "customer", phone.id, channel="web")
    await give_credit(market.owner, phone.id, euros(700), "welcome", "c2")
    done = await join(phone, await make_token(web))
    assert await balance(market.by, done.customer_id, "EUR") == euros(1200)
    assert sum(v for k, v in (await books()).items() if k.startswith("wallet:")) == -1200
    assert tea
