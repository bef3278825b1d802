"""Stars for digital goods, over real HTTP: what is lost is found in Telegram's own book, what is too much goes back."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from bot import payments as outside
from domain.catalog.models import Product, Variant
from domain.digital.actions import add_keys
from domain.payments import actions as payments
from domain.payments.errors import NotReturned, WholeOnly
from domain.payments.strays import return_stray, strays
from tests.kit.cashier import Cashier, stars


@pytest.fixture
async def game(shop, cashier):
    """A key for 150 Stars, three of them."""
    product = await shop.product("Game", price="3.00", stock=0)
    await Product.filter(id=product).update(kind="digital", requires_shipping=False)
    variant = await shop.variant("Game")
    await Variant.filter(id=variant).update(stars=150)
    await add_keys(shop.owner, variant, "AAA-1\nAAA-2\nAAA-3")
    return product


@pytest.fixture
async def anna(cashier, game):
    """She stands before the review."""
    anna = cashier.user()
    await anna.opens(f"p{game}")
    await anna.taps("Buy now")
    return anna


async def compares(cashier: Cashier) -> None:
    """What the shop does when it starts, and every hour."""
    await outside.Books().round()
    await cashier.settle()


def refunds(cashier: Cashier) -> int:
    return len([call for call in cashier.fake.calls_of("refundStarPayment") if call.ok])


async def test_a_digital_item_is_paid_in_stars_and_handed_over(cashier, anna):
    assert (await anna.pays("Pay ⭐")).total == 150
    order = await cashier.order()
    assert (order.payment_method, order.total, order.payment_status) == ("stars", stars(150), "paid")
    await cashier.settle()
    assert anna.sees("AAA-1")


async def test_a_lost_receipt_is_found_in_telegrams_book(cashier, anna, clock):
    await compares(cashier)
    cashier.fake.faults.drop("successful_payment")
    await anna.pays("Pay ⭐")
    assert (await cashier.order()).paid == stars(0)
    clock.passes(hours=2)
    await compares(cashier)
    order = await cashier.order()
    assert (order.paid, order.status) == (stars(150), "delivered")
    assert order.payments[0].facts["payer"] == str(anna.id)


async def test_waiting_for_the_receipt_is_not_needed_where_telegram_is_asked(cashier, anna, clock):
    cashier.fake.faults.drop("successful_payment")
    await anna.pays("Pay ⭐")
    clock.passes(seconds=30)
    assert await payments.poll_payments() == []
    assert (await cashier.order()).payment_status == "paid"


async def test_a_second_charge_goes_back_by_itself(cashier, anna, clock):
    cashier.fake.faults.hold("successful_payment")
    await anna.pays("Pay ⭐")
    clock.passes(seconds=30)
    assert (await anna.pays("Pay ⭐")).paid
    cashier.fake.release()
    assert await cashier.fake.until(lambda: len(anna.messages) > 2)
    for _ in range(3):
        await cashier.settle()
    order = await cashier.order()
    assert (order.paid, order.refunded) == (stars(300), stars(150))
    assert "by itself" in order.needs_attention
    assert anna.sees("⭐ 150 went back to you.")
    assert sorted(charge.refunded for charge in cashier.fake.charges) == [False, True]


async def paid(cashier: Cashier, anna: Any) -> Any:
    assert (await anna.pays("Pay ⭐")).paid
    return await cashier.order()


async def test_a_cancelled_order_gives_the_stars_back_once(cashier, anna, shop):
    order = await paid(cashier, anna)
    await payments.cancel(shop.owner, order.id, "closed")
    await cashier.settle()
    assert await cashier.fake.until(lambda: cashier.fake.charges[0].refunded)
    await compares(cashier)
    order = await cashier.order()
    assert (order.refunded, order.payment_status, order.needs_attention) == (stars(150), "refunded", "")
    assert refunds(cashier) == 1


async def test_told_that_it_has_gone_back_already_the_book_is_asked(cashier, anna, shop):
    order = await paid(cashier, anna)
    cashier.fake.faults.lose_response("refundStarPayment")
    await payments.refund(shop.owner, order.id, stars(150), "broken", "k1")
    for _ in range(2):
        await cashier.settle()
        await payments.push_refunds()
    order = await cashier.order()
    assert (order.refunded, order.payment_status) == (stars(150), "refunded")


async def test_a_refusal_that_was_carried_out_all_the_same_is_a_refund(cashier, anna, shop):
    order = await paid(cashier, anna)
    words = "Bad Request: CHARGE_ALREADY_REFUNDED"
    cashier.fake.faults.answer("refundStarPayment", 400, description=words, done=True)
    await payments.refund(shop.owner, order.id, stars(150), "broken", "k1")
    await cashier.settle()
    assert (await cashier.order()).refunded == stars(150)
    assert cashier.fake.charges[0].refunded


async def test_stars_go_back_only_all_at_once(cashier, anna, shop):
    order = await paid(cashier, anna)
    with pytest.raises(WholeOnly):
        await payments.refund(shop.owner, order.id, stars(50), "a little", "k1")
    assert (await cashier.order()).refunded == stars(0)


async def test_what_apple_gives_back_is_told_and_booked_once(cashier, anna):
    order = await paid(cashier, anna)
    await cashier.fake.chargeback(order.payments[0].reference)
    for _ in range(2):
        await compares(cashier)
    order = await cashier.order()
    assert (order.refunded, order.payment_status) == (stars(150), "refunded")
    assert "not here" in order.needs_attention
    assert refunds(cashier) == 0


async def test_what_apple_gives_back_unheard_is_found_in_the_book(cashier, anna, clock):
    order = await paid(cashier, anna)
    await compares(cashier)
    cashier.fake.faults.drop("refunded_payment")
    clock.passes(hours=1)
    await cashier.fake.chargeback(order.payments[0].reference)
    clock.passes(hours=1)
    await compares(cashier)
    assert (await cashier.order()).refunded == stars(150)


async def test_only_new_lines_of_a_long_book_are_read_again(cashier, anna, clock):
    books = outside.Books()
    await paid(cashier, anna)
    for _ in range(4):
        await books.round()
        clock.passes(hours=3)
    assert cashier.fake.calls_of("getStarTransactions")[-1].params["offset"] == 1


async def test_stars_for_an_order_we_have_lost_wait_for_a_person(cashier, anna, shop):
    await anna.pays("Pay ⭐", alter={"invoice_payload": "q:999999:1"})
    [stray] = await strays(shop.owner)
    assert (stray.amount, stray.payer, stray.returnable) == (stars(150), str(anna.id), True)
    assert anna.sees("We have your ⭐ 150, but not its order.")


async def test_stars_that_fit_no_order_are_given_back_from_the_panel_once(cashier, anna, shop):
    await anna.pays("Pay ⭐", alter={"invoice_payload": "q:999999:1"})
    [stray] = await strays(shop.owner)
    cashier.fake.faults.answer("refundStarPayment", 400, description="Bad Request: BALANCE_TOO_LOW")
    with pytest.raises(NotReturned):
        await return_stray(shop.owner, stray.id)
    for _ in range(2):
        await return_stray(shop.owner, stray.id)
    assert (refunds(cashier), cashier.fake.charges[0].refunded, await strays(shop.owner)) == (1, True, ())


async def test_stars_given_back_without_an_answer_are_given_back(cashier, anna, shop):
    await anna.pays("Pay ⭐", alter={"invoice_payload": "q:999999:1"})
    [stray] = await strays(shop.owner)
    cashier.fake.faults.lose_response("refundStarPayment")
    for _ in range(2):
        with suppress(NotReturned):
            await return_stray(shop.owner, stray.id)
    assert (cashier.fake.charges[0].refunded, await strays(shop.owner)) == (True, ())


async def test_after_more_than_a_day_of_silence_everything_is_found(cashier, anna, clock, shop):
    """Telegram keeps an update for 24 hours; the order has long expired, and its key is still there."""
    books = outside.Books()
    await books.round()
    cashier.fake.faults.hold("successful_payment", 25 * 3600)
    await anna.pays("Pay ⭐")
    clock.passes(minutes=16)
    await payments.expire_orders()
    assert (await cashier.order()).status == "cancelled"
    clock.passes(hours=25)
    assert await cashier.fake.until(lambda: not cashier.fake.faults.held)
    await books.round()
    await cashier.settle()
    order = await cashier.order()
    assert (order.status, order.paid) == ("delivered", stars(150))
    assert anna.sees("AAA-1")


async def test_a_second_payer_gets_the_stars_back(cashier, anna):
    """The gate would refuse him; if he is charged all the same, he is told and has them back."""
    await anna.pays("Pay ⭐")
    boris, treasury = cashier.user("Boris"), cashier.fake.treasury
    await boris.opens()
    treasury.charge(list(treasury.links.values())[-1], boris.id, 150)
    for _ in range(2):
        await compares(cashier)
    order = await cashier.order()
    assert (order.paid, order.refunded, order.payments[-1].facts["payer"]) == (stars(300), stars(150), str(boris.id))
    assert [charge.refunded for charge in cashier.fake.charges] == [False, True]
    assert "by itself" in order.needs_attention
