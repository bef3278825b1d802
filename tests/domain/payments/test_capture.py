"""Money in: right, too little, too much, too late, twice."""

import pytest

from domain.kit.actor import Actor, Permission
from domain.kit.db import sql
from domain.kit.errors import BadInput, NotAllowed
from domain.kit.money import Money
from domain.orders import attention
from domain.orders.errors import OrderGone
from domain.orders.queries import order as read_order
from domain.payments.actions import advance, cancel, capture, confirm_transfer, expire_orders
from domain.payments.errors import NothingDue, ReferenceUsed
from tests.kit.market import Market, euros


async def test_a_confirmed_transfer_makes_the_order_firm(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    assert (order.status, order.payment_status, order.due) == ("placed", "paid", euros(0))
    assert (await market.stock(tea), order.expires_at) == ((8, 0), None)
    assert sorted(await market.topics()) == ["order.paid", "order.pay_soon", "order.placed"]


async def test_the_same_charge_again_changes_nothing(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    first = await capture(market.by, order.id, "transfer", order.total, "ch_1")
    assert await capture(market.by, order.id, "transfer", order.total, "ch_1") == first
    assert (first.paid, await market.count("payment")) == (euros(4300), 1)


async def test_a_reference_typed_twice_names_its_order(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    first = await market.paid(anna, (tea, 1), reference="BANK-7")
    second = await market.order(anna, (tea, 1), payment="transfer")
    for order in (first, second):
        with pytest.raises(ReferenceUsed) as refused:
            await confirm_transfer(market.owner, order.id, order.total, " BANK-7 ")
        assert refused.value.values == {"reference": "BANK-7", "number": first.number}
    assert (await read_order(anna, second.id)).status == "awaiting_payment"


async def test_too_little_is_kept_and_flagged_and_completed_by_the_rest(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    part = await confirm_transfer(market.owner, order.id, euros(4000), "R1")
    assert (part.status, part.payment_status, part.due) == ("awaiting_payment", "part_paid", euros(300))
    assert part.needs_attention == attention.TOO_LITTLE
    clock.passes(days=5)
    assert (await expire_orders(), await market.stock(tea)) == (0, (10, 2))
    whole = await confirm_transfer(market.owner, order.id, euros(300), "R2")
    assert (whole.status, whole.payment_status, whole.needs_attention) == ("placed", "paid", "")


async def test_too_much_makes_it_firm_and_is_flagged(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    paid = await capture(market.by, order.id, "transfer", euros(5000), "ch_1")
    assert (paid.status, paid.paid, paid.needs_attention) == ("placed", euros(5000), attention.TOO_MUCH)


async def test_a_second_charge_for_a_paid_order_is_kept_and_flagged(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    twice = await capture(market.by, order.id, "transfer", order.total, "ch_2")
    assert (twice.paid, twice.needs_attention) == (euros(8600), attention.TWICE)
    assert await market.stock(tea) == (8, 0)
    with pytest.raises(NothingDue):
        await confirm_transfer(market.owner, order.id, order.total, "R3")


async def test_another_currency_is_kept_but_pays_nothing(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    odd = await capture(market.by, order.id, "transfer", Money(4300, "USD"), "ch_1")
    assert (odd.status, odd.payment_status, odd.needs_attention) == (
        "awaiting_payment", "unpaid", attention.OTHER_CURRENCY,
    )  # fmt: skip
    assert [p.amount for p in odd.payments if p.status == "captured"] == [Money(4300, "USD")]


async def test_money_after_the_expiry_reopens_the_order_while_the_goods_are_there(market, clock):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    clock.passes(hours=73)
    assert await expire_orders() == 1
    late = await confirm_transfer(market.owner, order.id, order.total, "R1")
    assert (late.status, late.payment_status, late.cancel_reason) == ("placed", "paid", "")
    assert await market.stock(tea) == (8, 0)
    assert [h.to_status for h in late.history] == ["awaiting_payment", "cancelled", "placed"]


async def test_money_after_the_expiry_is_never_lost_when_the_goods_are_gone(market, clock):
    tea, anna, boris = await market.item("Tea", stock=2), await market.buyer(), await market.buyer("boris")
    order = await market.order(anna, (tea, 2), payment="transfer")
    clock.passes(hours=73)
    await expire_orders()
    await market.order(boris, (tea, 1))
    late = await confirm_transfer(market.owner, order.id, order.total, "R1")
    assert (late.status, late.paid) == ("cancelled", euros(4300))
    assert late.needs_attention == attention.PAID_LATE
    assert await market.stock(tea) == (1, 0)


async def test_money_for_an_order_its_customer_cancelled_does_not_bring_it_back(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2), payment="transfer")
    await cancel(anna, order.id, "changed my mind")
    late = await capture(market.by, order.id, "transfer", order.total, "ch_1")
    assert (late.status, late.needs_attention) == ("cancelled", attention.PAID_CANCELLED)


async def test_a_late_payment_uses_the_code_again_even_if_it_is_used_up(market, clock):
    tea, anna, boris = await market.item("Tea"), await market.buyer(), await market.buyer("boris")
    await market.coupon("ONCE", usage_limit=1)
    order = await market.order(anna, (tea, 1), payment="transfer", code="ONCE")
    clock.passes(hours=73)
    await expire_orders()
    await market.order(boris, (tea, 1), code="ONCE")
    late = await confirm_transfer(market.owner, order.id, order.total, "R1")
    assert (late.status, late.payment_status, late.discount) == ("placed", "paid", euros(200))


async def test_cash_is_taken_in_when_the_goods_are_handed_over(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    for step in ("packing", "shipped"):
        assert (await advance(market.owner, order.id, step)).payment_status == "unpaid"
    done = await advance(market.owner, order.id, "delivered")
    assert (done.payment_status, [p.reference for p in done.payments]) == ("paid", [f"cash:{order.id}"])
    assert await market.topics() == ["order.placed", "order.packing", "order.shipped", "order.paid", "order.delivered"]


async def test_cash_at_the_door_is_what_a_transfer_has_left(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 2))
    await confirm_transfer(market.owner, order.id, euros(4300), "R1")
    for step in ("packing", "shipped", "delivered"):
        done = await advance(market.owner, order.id, step)
    assert (done.paid, [p.status for p in done.payments]) == (euros(4300), ["cancelled", "captured"])


@pytest.mark.parametrize(("amount", "reference", "field"), [(0, "R1", "amount"), (100, " ", "reference")])
async def test_what_a_person_confirms_must_make_sense(market, amount, reference, field):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1), payment="transfer")
    with pytest.raises(BadInput) as refused:
        await confirm_transfer(market.owner, order.id, euros(amount), reference)
    assert list(refused.value.fields) == [field]


async def test_only_staff_of_the_shop_with_the_permission_confirm(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.order(anna, (tea, 1), payment="transfer")
    packer = Actor(market.id, "staff", 2, frozenset({Permission.MOVE_ORDERS}))
    for person in (packer, anna):
        with pytest.raises(NotAllowed):
            await confirm_transfer(person, order.id, order.total, "R1")
    with pytest.raises(OrderGone):
        await confirm_transfer((await Market.open("other")).owner, order.id, order.total, "R1")
    assert (await read_order(anna, order.id)).payment_status == "unpaid"


async def test_a_confirmation_is_written_down_with_who_did_it(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 1))
    (row,) = await sql("SELECT actor_kind, actor_id, subject FROM audit WHERE action = 'payment.confirmed'")
    assert row == {"actor_kind": "staff", "actor_id": 1, "subject": f"order:{order.id}"}
