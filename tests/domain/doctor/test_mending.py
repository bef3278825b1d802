"""What the doctor puts right by itself, and what it leaves to people."""

import pytest

from domain.doctor.examine import violations
from domain.doctor.mend import MENDS, mend
from domain.doctor.rules import ALL
from domain.kit.db import sql


async def cured() -> list[str]:
    return await mend(await violations(ALL))


async def noted() -> list[str]:
    return [row["reason"] for row in await sql("SELECT reason FROM audit WHERE action = 'doctor.fixed' ORDER BY id")]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("G6.held", "UPDATE stock_level SET reserved = reserved + 1 WHERE on_hand > 2"),
        ("G6.moves", "UPDATE stock_level SET on_hand = on_hand - 1 WHERE on_hand > 2"),
        ("G10", "UPDATE coupon SET used = used + 1"),
        ("S.words", "DELETE FROM search_term WHERE product_id = 1"),
    ],
)
async def test_a_counter_is_counted_anew_and_it_is_audited(clean, code, fault):
    await sql(fault)
    assert len(await cured()) == 1
    assert (await violations(), await noted()) == ([], [code])


async def test_a_hold_of_an_order_that_is_over_is_given_back(clean):
    await sql("UPDATE reservation SET status = 'held' WHERE status = 'released'")
    await sql("UPDATE stock_level SET reserved = 1 WHERE on_hand > 2")
    assert await cured() == ["Order 1005 is over: 1 of variant 1 were given back."]
    assert (await violations(), await noted()) == ([], ["G15"])


async def test_an_order_whose_time_is_over_ends_by_the_shops_own_verb(clean, clock):
    cup = await clean.item("Cup")
    order = await clean.order(await clean.buyer("boris"), (cup, 1), payment="transfer")
    clock.passes(hours=73)
    assert await cured() != []
    assert (await violations(), await clean.stock(cup)) == ([], (10, 0))
    assert "order.expired" in await clean.topics()
    assert (await sql("SELECT status FROM orders WHERE id = $1", order.id))[0]["status"] == "cancelled"


async def test_a_hold_that_would_end_before_its_order_waits_with_it(clean, clock, found):
    cup = await clean.item("Cup")
    order = await clean.order(await clean.buyer("boris"), (cup, 1), payment="transfer")
    await sql("UPDATE orders SET expires_at = NULL WHERE id = $1", order.id)
    clock.passes(hours=73)
    assert "Order 1007 waits for a person: its hold no longer ends before it." in await cured()
    assert "G15" not in await found()
    assert await clean.stock(cup) == (10, 1)


async def test_where_a_sale_left_no_move_the_shelf_is_not_counted_by_moves(clean, found):
    await sql("DELETE FROM stock_move WHERE kind = 'sale' AND quantity = -2")
    before = await sql("SELECT on_hand FROM stock_level ORDER BY id")
    assert await cured() == []
    assert await sql("SELECT on_hand FROM stock_level ORDER BY id") == before
    assert await found() == {"G6.moves", "G7.sold"}


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE payment SET refunded = 7 WHERE refunded = 1000",
        "UPDATE orders SET status = 'ready' WHERE status = 'delivered'",
        "UPDATE orders SET delivery_fee = delivery_fee + 1",
        "UPDATE ledger_line SET amount = amount + 1 WHERE account LIKE 'provider:%'",
        "DELETE FROM digital_key WHERE order_line_id IS NULL",
        "UPDATE reservation SET status = 'held' WHERE status = 'claimed' AND order_id = 1",
        "UPDATE coupon SET used = 3, usage_limit = 3",
    ],
)
async def test_money_history_and_goods_are_left_to_people(clean, found, fault):
    await sql(fault)
    before = await found()
    await mend([v for v in await violations(ALL) if v.code not in ("G6.held", "G10")])
    assert await found() == before


async def test_a_hold_no_counter_knows_of_is_counted_and_given_back(clean):
    await sql("UPDATE reservation SET status = 'held' WHERE status = 'released'")
    assert len(await cured()) == 2
    assert (await violations(), await noted()) == ([], ["G6.held", "G15"])


async def test_a_counter_that_has_changed_since_is_not_touched(clean):
    await sql("UPDATE stock_level SET reserved = reserved + 1 WHERE on_hand > 2")
    seen = await violations(ALL)
    await sql("UPDATE stock_level SET reserved = reserved + 1 WHERE on_hand > 2")
    assert await mend(seen) == []


async def test_a_count_above_its_limit_is_not_written(clean):
    await sql("UPDATE coupon SET used = 0, usage_limit = 0")
    assert await cured() == []


async def test_without_faults_nothing_is_done(clean):
    assert (await cured(), await noted()) == ([], [])
    assert set(MENDS) <= {rule.code for rule in ALL}
