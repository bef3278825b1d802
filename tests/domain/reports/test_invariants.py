"""The rules themselves: each finds the fault it is for, and nothing else."""

import pytest

from domain.digital.actions import add_keys, deliver
from domain.kit.db import sql
from domain.kit.vault import unlock
from domain.payments.actions import refund
from domain.reports.invariants import RULES, violations
from tests.kit.market import Market, euros

FAULTS = {
    "G1": "UPDATE ledger_line SET amount = amount + 1 WHERE account = 'customers'",
    "G2.ledger": "UPDATE payment SET amount = amount + 1 WHERE status = 'captured'",
    "G2.room": "UPDATE payment SET refunded = 7 WHERE status = 'captured'",
    "G5": "UPDATE refund SET amount = 99999",
    "G6.moves": "UPDATE stock_level SET on_hand = on_hand + 1",
    "G6.held": "UPDATE stock_level SET reserved = reserved + 1",
    "G6.oversold": "UPDATE stock_level SET reserved = on_hand + 1",
    "G7.sold": "DELETE FROM stock_move WHERE kind = 'sale'",
    "G7.restocked": "UPDATE stock_move SET quantity = 5 WHERE kind = 'sale'",
    "G8.legal": "UPDATE order_history SET from_status = 'delivered' WHERE from_status <> ''",
    "G8.last": "UPDATE orders SET status = 'shipped'",
    "G8.unbroken": "UPDATE order_history SET from_status = 'packing' WHERE to_status = 'placed'",
    "G9.total": "UPDATE orders SET total = total + 1",
    "G9.lines": "UPDATE order_line SET total = total + 1",
    "G10": "UPDATE coupon SET used = used + 1",
    "G10.customer": "UPDATE coupon SET per_customer = 0",
    "G11.lines": "UPDATE digital_key SET variant_id = (SELECT MIN(id) FROM variant) WHERE order_line_id IS NOT NULL",
    "G11.units": "UPDATE digital_key SET order_line_id = NULL, unit = NULL",
    "G11.stock": "DELETE FROM digital_key WHERE order_line_id IS NULL",
    "case 10": "UPDATE orders SET status = 'cancelled'",
    "case 42": "UPDATE orders SET total = 0",
}
NOT_POSSIBLE = {"G3"}  # the table's own unique key forbids it


async def story(market: Market) -> None:
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.coupon("ONCE", per_customer=1)
    order = await market.paid(anna, (tea, 1))
    await refund(market.owner, order.id, euros(1000), "", "k1")
    await market.order(anna, (tea, 1), code="ONCE")
    code = await market.item("Gift code", stock=0, kind="digital")
    await add_keys(market.owner, code, "AAAA\nBBBB")
    gift = await market.paid(anna, (code, 1), reference="R2")
    await deliver(market.by, gift.id)


@pytest.fixture
async def clean(db, clock):
    unlock(db.secret)
    market = await Market.open()
    await story(market)
    assert await violations() == []
    return market


def test_every_rule_is_tried():
    assert set(FAULTS) | NOT_POSSIBLE == set(RULES)


@pytest.mark.parametrize("code", FAULTS)
async def test_a_seeded_fault_is_found(clean, code):
    await sql(FAULTS[code])
    assert code in {violation.code for violation in await violations()}


async def test_a_leaked_hold_is_found_after_its_grace(clean, clock):
    tea, boris = await clean.item("Cup"), await clean.buyer("boris")
    await clean.order(boris, (tea, 1), payment="transfer")
    clock.passes(hours=72, seconds=59)
    assert await violations() == []
    clock.passes(seconds=10)
    assert [violation.code for violation in await violations()] == ["G15"]


async def test_a_row_that_points_into_another_shop_is_found(clean):
    other = await Market.open("other")
    await sql("UPDATE orders SET shop_id = $1 WHERE number = 1001", other.id)
    assert "G14" in {violation.code for violation in await violations()}
