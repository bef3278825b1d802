"""From the review to the order."""

import pytest

from domain.cart import actions as cart
from domain.cart import queries as carts
from domain.cart.errors import QuoteChanged
from domain.customers.desk import block
from domain.customers.errors import Blocked
from domain.kit.actor import system
from domain.kit.db import handling
from domain.kit.errors import AlreadyDone, NotAllowed
from domain.orders.errors import OrderGone
from domain.orders.queries import order as read_order
from domain.orders.queries import order_by_token
from domain.payments.actions import place
from domain.payments.errors import TooManyAwaiting
from domain.stock.errors import NotEnough, SoldOut
from tests.kit.market import Market, euros


async def test_cash_makes_a_firm_order_at_once(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    assert (order.status, order.payment_status, order.total) == ("placed", "unpaid", euros(4300))
    assert (await market.stock(tea), await market.topics()) == ((8, 0), ["order.placed"])
    assert [h.to_status for h in order.history] == ["placed"]


async def test_what_place_returns_is_what_is_read_later(market):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup", 500), await market.buyer()
    order = await market.order(anna, (tea, 2), (cup, 1))
    assert await read_order(anna, order.id) == order


async def test_the_word_of_an_orders_link_cannot_be_guessed(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    first, second = [await market.order(anna, (tea, 1)) for _ in range(2)]
    assert first.token != second.token
    assert len(first.token) >= 128 / 6
    assert (await order_by_token(system(market.id), first.token)).id == first.id


async def test_a_transfer_holds_the_goods_and_waits(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    assert (order.status, order.due) == ("awaiting_payment", euros(4300))
    assert (order.expires_at - order.created_at).total_seconds() == 72 * 3600
    assert await market.stock(tea) == (10, 2)
    assert sorted(await market.topics()) == ["order.pay_soon", "order.placed"]


async def test_what_costs_nothing_is_paid_by_that(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.coupon("GIFT", percent_bp=10_000)
    pickup = await market.pickup("Shop")
    await market.quoted(anna, (tea, 1), code="GIFT")
    await cart.choose_method(anna, "basket", pickup, None)
    quote = await cart.quote(anna, "basket")
    order = await place(anna, quote.id, quote.revision)
    assert (order.total, order.status, order.payment_status) == (euros(0), "placed", "paid")
    assert [p.provider for p in order.payments] == ["free"]


async def test_a_second_press_finds_the_order_of_the_first(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    quote = await market.quoted(anna, (tea, 2))
    first = await place(anna, quote.id, quote.revision)
    assert await place(anna, quote.id, quote.revision) == first
    assert (await market.count("orders"), await market.stock(tea)) == (1, (8, 0))


async def test_the_same_input_delivered_three_times_has_one_effect(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    quote = await market.quoted(anna, (tea, 2))
    for n in range(3):
        with handling("web:1:press-7"):
            if n == 0:
                await place(anna, quote.id, quote.revision)
            else:
                with pytest.raises(AlreadyDone):
                    await place(anna, quote.id, quote.revision)
    assert (await market.count("orders"), await market.stock(tea)) == (1, (8, 0))


async def test_the_cart_is_empty_after_the_order_but_keeps_what_could_not_be_had(market):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup", stock=1), await market.buyer()
    await cart.add_at_least(anna, cup, 1)
    await market.order(await market.buyer("boris"), (cup, 1))
    await market.order(anna, (tea, 1))
    view = await carts.cart(anna, "basket")
    assert ([line.title for line in view.gone], view.lines, view.coupon) == (["Cup"], (), "")


async def test_a_new_price_is_shown_before_it_is_charged(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    quote = await market.quoted(anna, (tea, 2))
    await market.reprice(tea, 2100)
    before = await market.state()
    with pytest.raises(QuoteChanged):
        await place(anna, quote.id, quote.revision)
    assert await market.state() == before
    fresh = await cart.quote(anna, "basket")
    assert ([c.changed_from for c in fresh.changes], fresh.total) == ([euros(2000)], euros(4500))
    assert (await place(anna, fresh.id, fresh.revision)).total == euros(4500)


@pytest.mark.parametrize("minutes", [31, 60 * 24])
async def test_an_expired_quote_is_shown_again(market, clock, minutes):
    tea, anna = await market.item("Tea"), await market.buyer()
    quote = await market.quoted(anna, (tea, 2))
    clock.passes(minutes=minutes)
    with pytest.raises(QuoteChanged):
        await place(anna, quote.id, quote.revision)


async def test_another_revision_or_somebody_elses_quote_is_refused(market):
    tea, anna, boris = await market.item("Tea"), await market.buyer(), await market.buyer("boris")
    quote = await market.quoted(anna, (tea, 2))
    for person, rev in ((anna, quote.revision + 1), (boris, quote.revision)):
        with pytest.raises(QuoteChanged):
            await place(person, quote.id, rev)
    assert await market.count("orders") == 0


async def test_sold_out_between_review_and_press_writes_nothing(market):
    tea, anna, boris = await market.item("Tea", stock=2), await market.buyer(), await market.buyer("boris")
    quote = await market.quoted(anna, (tea, 2))
    await market.order(boris, (tea, 1))
    with pytest.raises(QuoteChanged):
        await place(anna, quote.id, quote.revision)
    fresh = await cart.quote(anna, "basket")
    assert [(line.quantity, line.reason) for line in fresh.cart.lines] == [(1, "only_left")]


async def test_a_later_refusal_undoes_the_earlier_steps(market, monkeypatch):
    tea, anna = await market.item("Tea"), await market.buyer()
    quote = await market.quoted(anna, (tea, 2))
    before = await market.state()

    async def refuse(*_, **__):
        raise NotEnough(item="Tea", left=1)

    monkeypatch.setattr("domain.payments.actions.writing.together", refuse)
    with pytest.raises(SoldOut):
        await place(anna, quote.id, quote.revision)
    assert (await market.state(), await market.stock(tea)) == (before, (10, 0))
    assert (await carts.cart(anna, "basket")).units == 2


async def test_a_blocked_customer_can_look_but_not_order(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    quote = await market.quoted(anna, (tea, 1))
    await block(market.owner, anna.id, True)
    with pytest.raises(Blocked):
        await place(anna, quote.id, quote.revision)


async def test_unpaid_orders_of_one_customer_are_limited(market):
    tea, anna = await market.item("Tea", stock=50), await market.buyer()
    for _ in range(3):
        await market.order(anna, (tea, 1), payment="transfer")
    with pytest.raises(TooManyAwaiting):
        await market.order(anna, (tea, 1), payment="transfer")
    assert (await market.order(anna, (tea, 1), payment="cash")).status == "placed"


async def test_an_order_of_another_shop_is_not_there(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1))
    other = await Market.open("other")
    for stranger in (other.owner, await market.stranger("boris"), await other.stranger("anna")):
        with pytest.raises(OrderGone):
            await read_order(stranger, order.id)
    with pytest.raises(NotAllowed):
        await place(other.owner, 1, 1)


async def test_placing_takes_twelve_statements(market, statements):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup"), await market.buyer()
    quote = await market.quoted(anna, (tea, 2), (cup, 1))
    with statements() as seen:
        await place(anna, quote.id, quote.revision)
    assert len(seen) <= 12, "\n".join(seen)
