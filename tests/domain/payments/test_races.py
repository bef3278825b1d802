"""Two things at once, on real connections: one of them wins, and the books agree with it."""

import asyncio
from collections import Counter

import pytest

from domain.cart import actions as cart
from domain.kit.errors import ShopError
from domain.orders.queries import order as read_order
from domain.payments.actions import advance, cancel, capture, confirm_transfer, expire_orders, place, refund
from domain.shop.actions import change_settings
from tests.kit.market import euros


async def together(*verbs):
    """Run verbs at once; refusals come back as the names of their classes, anything else is raised."""
    results = await asyncio.gather(*verbs, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, ShopError):
            raise result
    return [type(result).__name__ if isinstance(result, ShopError) else "done" for result in results]


async def test_the_last_unit_is_sold_once(market):
    tea = await market.item("Tea", stock=1)
    buyers = [await market.buyer(name) for name in ("anna", "boris", "clara", "dan", "eva", "finn")]
    quotes = [await market.quoted(buyer, (tea, 1)) for buyer in buyers]
    results = await together(*(place(b, q.id, q.revision) for b, q in zip(buyers, quotes, strict=True)))
    assert (results.count("done"), await market.stock(tea)) == (1, (0, 0))
    assert set(results) <= {"done", "SoldOut", "QuoteChanged"}


async def test_two_carts_in_opposite_order_do_not_wait_for_each_other(market):
    goods = [await market.item(name, stock=20) for name in ("Tea", "Cup", "Pot")]
    buyers = [await market.buyer(f"b{n}") for n in range(8)]
    quotes = [
        await market.quoted(buyer, *((v, 1) for v in (goods if n % 2 else reversed(goods))))
        for n, buyer in enumerate(buyers)
    ]
    results = await together(*(place(b, q.id, q.revision) for b, q in zip(buyers, quotes, strict=True)))
    assert results == ["done"] * 8
    assert [await market.stock(v) for v in goods] == [(12, 0)] * 3


async def test_one_quote_pressed_from_many_windows_is_one_order(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    quote = await market.quoted(anna, (tea, 2))
    results = await together(*(place(anna, quote.id, quote.revision) for _ in range(10)))
    assert (results, await market.count("orders"), await market.stock(tea)) == (["done"] * 10, 1, (8, 0))


async def test_a_code_is_never_used_more_often_than_it_may(market):
    tea = await market.item("Tea", stock=50)
    await market.coupon("FIVE", usage_limit=5, per_customer=1)
    buyers = [await market.buyer(f"b{n}") for n in range(20)]
    quotes = [await market.quoted(buyer, (tea, 1), code="FIVE") for buyer in buyers]
    results = await together(*(place(b, q.id, q.revision) for b, q in zip(buyers, quotes, strict=True)))
    assert results.count("done") == 5
    assert set(results) <= {"done", "CouponUsedUp", "QuoteChanged"}


async def test_a_code_for_one_order_each_is_not_used_by_two_carts_at_once(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.coupon("ONCE", per_customer=1)
    basket = await market.quoted(anna, (tea, 1), code="ONCE")
    await cart.buy_now(anna, tea, 1)
    await cart.choose_payment(anna, "direct", "cash", None)
    await cart.apply_coupon(anna, "direct", "ONCE", None)
    direct = await cart.quote(anna, "direct")
    results = await together(*(place(anna, q.id, q.revision) for q in (basket, direct)))
    assert sorted(results) in (["CouponUsedByYou", "done"], ["QuoteChanged", "done"])


@pytest.mark.parametrize("paid_first", [True, False])
async def test_expiry_and_payment_meet(market, clock, paid_first):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    clock.passes(hours=73)
    verbs = [capture(market.by, order.id, "transfer", order.total, "ch_1"), expire_orders()]
    await together(*(verbs if paid_first else reversed(verbs)))
    view = await read_order(anna, order.id)
    assert (view.status, view.payment_status, await market.stock(tea)) == ("placed", "paid", (8, 0))


async def test_one_charge_reported_many_times_at_once_is_one_payment(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    results = await together(*(capture(market.by, order.id, "transfer", order.total, "ch_1") for _ in range(8)))
    assert (results, await market.count("payment")) == (["done"] * 8, 1)
    assert (await read_order(anna, order.id)).paid == euros(4300)


async def test_one_bank_reference_for_two_orders_at_once_pays_one(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    orders = [await market.order(anna, (tea, 1), payment="transfer") for _ in range(2)]
    results = await together(*(confirm_transfer(market.owner, o.id, o.total, "R1") for o in orders))
    assert sorted(results) == ["ReferenceUsed", "done"]


async def test_refunds_at_once_never_pass_what_came(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    results = await together(*(refund(market.owner, order.id, euros(1500), "", f"k{n}") for n in range(6)))
    assert Counter(results) == {"done": 2, "RefundTooMuch": 4}
    same = await together(*(refund(market.owner, order.id, euros(500), "", "same") for _ in range(6)))
    assert (set(same), (await read_order(anna, order.id)).refunded) == ({"done"}, euros(3500))


@pytest.mark.parametrize("turn", [1, -1])
async def test_cancelling_and_packing_meet(market, turn):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    verbs = [cancel(anna, order.id, ""), advance(market.owner, order.id, "packing")][::turn]
    await together(*verbs)
    view = await read_order(anna, order.id)
    stock = {"cancelled": (10, 0), "packing": (8, 0)}[view.status]
    assert (await market.stock(tea), view.cancel_requested) == (stock, view.status == "packing")


@pytest.mark.parametrize("turn", [1, -1])
async def test_cancelling_and_paying_meet(market, turn):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    verbs = [cancel(anna, order.id, ""), capture(market.by, order.id, "transfer", order.total, "ch_1")][::turn]
    assert await together(*verbs) == ["done", "done"]
    view = await read_order(anna, order.id)
    assert (view.status, view.paid, await market.stock(tea)) == ("cancelled", euros(4300), (10, 0))
    assert view.needs_attention


async def test_a_customer_adding_from_two_windows_loses_nothing(market):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup"), await market.buyer()
    results = await together(*(cart.add_at_least(anna, v, n) for n in (1, 2, 3) for v in (tea, cup)))
    assert set(results) == {"done"}
    assert (await cart.show(anna, "basket")).units == 6


async def test_orders_that_wait_for_money_are_limited_also_at_once(market):
    await change_settings(market.by, awaiting_orders_max=1)
    tea, anna = await market.item("Tea"), await market.buyer()
    basket = await market.quoted(anna, (tea, 1), payment="transfer")
    await cart.buy_now(anna, tea, 1)
    await cart.choose_payment(anna, "direct", "transfer", None)
    direct = await cart.quote(anna, "direct")
    results = await together(*(place(anna, q.id, q.revision) for q in (basket, direct)))
    assert sorted(results) == ["TooManyAwaiting", "done"]
