"""Refunds by item, by delivery and by amount: exact to the cent, never twice, with the goods or without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.errors import BadInput, ShopError
from domain.kit.money import Money
from domain.orders.views import OrderView
from domain.payments import actions as payments
from domain.payments.actions import refund_parts, refundable
from domain.payments.errors import PartGone, RefundTooMuch
from domain.payments.parts import LineFacts, Parts, SoldLine, amount_of, sold
from tests.kit.market import Market, euros


async def bought(market: Market, *, code: str = "") -> tuple[OrderView, int]:
    tea = await market.item("Tea")
    buyer = await market.buyer()
    order = await market.order(buyer, (tea, 3), payment="transfer", code=code)
    return await payments.confirm_transfer(market.owner, order.id, order.total, "R1"), tea


def units(order: OrderView, count: int, **more: object) -> Parts:
    return Parts(lines={order.lines[0].id: count}, **more)  # type: ignore[arg-type]


async def test_items_go_back_for_what_was_paid_for_them(market):
    await market.coupon()
    order, tea = await bought(market, code="SAVE10")
    after = await refund_parts(market.owner, order.id, units(order, 1), "broken", "k1")
    assert after.refunded == euros(1800)
    assert await market.stock(tea) == (7, 0)
    assert (await refundable(market.owner, order.id)).lines[order.lines[0].id].left == 2


async def test_units_that_come_back_are_on_the_shelf_again_and_not_twice(market):
    order, tea = await bought(market)
    await refund_parts(market.owner, order.id, units(order, 2), "wrong size", "k1", restocks=True)
    assert await market.stock(tea) == (9, 0)
    await payments.cancel(market.owner, order.id, "the rest too", None)
    assert await market.stock(tea) == (10, 0)


async def test_delivery_goes_back_once(market):
    order, _ = await bought(market)
    after = await refund_parts(market.owner, order.id, Parts(delivery=True), "late", "k1")
    assert after.refunded == euros(300)
    with pytest.raises(BadInput):
        await refund_parts(market.owner, order.id, Parts(delivery=True), "late", "k2")
    assert (await refundable(market.owner, order.id)).delivery == 0


async def test_the_same_key_changes_nothing(market):
    order, tea = await bought(market)
    for _ in range(2):
        after = await refund_parts(market.owner, order.id, units(order, 1), "broken", "k1", restocks=True)
    assert (after.refunded, await market.stock(tea)) == (euros(2000), (8, 0))


async def test_no_unit_goes_back_twice(market):
    order, _ = await bought(market)
    await refund_parts(market.owner, order.id, units(order, 2), "broken", "k1")
    before = await market.state()
    with pytest.raises(PartGone):
        await refund_parts(market.owner, order.id, units(order, 2), "broken", "k2")
    assert await market.state() == before


async def test_parts_never_come_to_more_than_was_taken(market):
    order, _ = await bought(market)
    await payments.refund(market.owner, order.id, euros(6000), "goodwill", "k1")
    with pytest.raises(RefundTooMuch):
        await refund_parts(market.owner, order.id, units(order, 1), "broken", "k2")


async def test_everything_by_parts_is_all_that_was_paid(market):
    await market.coupon()
    order, _ = await bought(market, code="SAVE10")
    for n in range(3):
        await refund_parts(market.owner, order.id, units(order, 1), "back", f"k{n}", to_wallet=True)
    after = await refund_parts(market.owner, order.id, Parts(delivery=True), "back", "kd")
    assert (after.payment_status, after.refunded) == ("refunded", order.total)


@pytest.mark.parametrize("parts", [Parts(), Parts(amount=-5), Parts(lines={999: 1}), Parts(lines={999: 1}, amount=5)])
async def test_nothing_or_nonsense_is_refused(market, parts):
    order, _ = await bought(market)
    with pytest.raises(ShopError):
        await refund_parts(market.owner, order.id, parts, "?", "k1")
    assert await market.count("refund") == 0


@given(st.integers(0, 10**9), st.lists(st.integers(1, 50), min_size=1, max_size=12))
def test_a_line_gone_back_in_steps_comes_to_what_was_paid(paid, steps):
    quantity, back, total = sum(steps), 0, 0
    for units in steps:
        worth = SoldLine(1, quantity, paid, back).worth(units)
        assert worth >= 0
        total, back = total + worth, back + units
    assert total == paid


@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 10**6), st.integers(0, 10**5)), min_size=1, max_size=6),
    st.integers(0, 10**5), st.integers(0, 10**4), st.booleans(), st.integers(0, 10**4),
)  # fmt: skip
def test_all_parts_are_the_total_but_for_fees(lines, delivery, fees, on_top, rest):
    facts = [LineFacts(n, quantity, total, tax) for n, (quantity, total, tax) in enumerate(lines)]
    line_tax = sum(x.tax for x in facts)
    tax_on_top = line_tax + (rest if delivery + fees else 0) if on_top else 0
    whole = sold(facts, delivery, fees if on_top else 0, tax_on_top, [])
    everything = Parts({x.id: x.quantity for x in facts}, delivery=True)
    total = sum(x.total for x in facts) + delivery + tax_on_top
    fee_tax = total - amount_of(everything, whole)
    assert 0 <= fee_tax <= (rest if fees else 0)
    assert Money(fee_tax, "EUR") or fee_tax == 0
