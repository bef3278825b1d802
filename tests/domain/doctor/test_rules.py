"""The rules themselves: each finds the fault it is for, names the row, and says nothing where nothing is wrong."""

import pytest

from bot.incoming import Incoming
from domain.digital.actions import set_file
from domain.digital.store import place_of
from domain.doctor.examine import violations
from domain.doctor.rules import ALL, BOOKS
from domain.kit.db import snapshot, sql
from domain.kit.money import Money
from domain.kit.vault import unlock
from domain.outbox.failures import keep_failed
from domain.payments.accounts import save_keys
from domain.payments.port import Keys
from domain.search.actions import reindex
from tests.domain.doctor.conftest import nothing_waits
from tests.kit.database import somebody_writes
from tests.kit.market import Market

# the faults, and every rule that has to hear of each of them
FAULTS = {
    "G1": ("UPDATE ledger_line SET amount = amount + 1 WHERE account LIKE 'provider:%'", {"G1"}),
    "G1.sides": (
        "DELETE FROM ledger_line WHERE account = 'customers' AND entry_id = 1",
        {"G1", "G1.sides", "G2.ledger"},
    ),
    "G2.ledger": ("UPDATE ledger_line SET account = 'nobody' WHERE account = 'customers'", {"G2.ledger"}),
    "G2.room": ("UPDATE payment SET refunded = 7 WHERE refunded = 1000", {"G2.room"}),
    "G2.wallet": ("UPDATE wallet SET balance = balance + 1", {"G2.wallet", "G2.wallets"}),
    "G2.wallets": ("DELETE FROM wallet", {"G2.wallets"}),
    "G5": ("UPDATE refund SET amount = 99999 WHERE amount = 1000", {"G2.ledger", "G2.room", "G5"}),
    "G5.same": ("UPDATE refund SET currency = 'USD' WHERE amount = 1000", {"G5.same"}),
    "G6.moves": ("UPDATE stock_level SET on_hand = on_hand + 1 WHERE on_hand > 2", {"G6.moves"}),
    "G6.held": ("UPDATE stock_level SET reserved = reserved + 1 WHERE on_hand > 2", {"G6.held"}),
    "G6.oversold": ("UPDATE stock_level SET reserved = on_hand + 1", {"G6.held", "G6.oversold"}),
    "G7.sold": ("DELETE FROM stock_move WHERE kind = 'sale'", {"G6.moves", "G7.sold", "G7.restocked"}),
    "G7.restocked": ("UPDATE stock_move SET quantity = 5 WHERE kind = 'restock'", {"G6.moves", "G7.restocked"}),
    "G8.legal": (
        "UPDATE order_history SET to_status = 'shipped' WHERE to_status = 'packing'",
        {"G8.legal", "G8.unbroken"},
    ),
    "G8.last": ("UPDATE orders SET status = 'ready' WHERE status = 'delivered'", {"G8.last", "G21.units"}),
    "G8.unbroken": ("DELETE FROM order_history WHERE to_status = 'packing'", {"G8.unbroken"}),
    "G9.total": ("UPDATE orders SET delivery_fee = delivery_fee + 1 WHERE number = 1001", {"G9.total"}),
    "G9.lines": ("UPDATE order_line SET discount = discount + 1 WHERE order_id = 1", {"G9.lines"}),
    "G10": ("UPDATE coupon SET used = used + 1", {"G10"}),
    "G10.customer": ("UPDATE coupon SET per_customer = 0", {"G10.customer"}),
    "G11.lines": (
        "UPDATE digital_key SET variant_id = (SELECT MIN(id) FROM variant) WHERE order_line_id IS NOT NULL",
        {"G11.lines"},
    ),
    "G11.units": (
        "UPDATE digital_key SET order_line_id = NULL, unit = NULL WHERE order_line_id IS NOT NULL",
        {"G11.units", "G11.stock"},
    ),
    "G11.stock": ("DELETE FROM digital_key WHERE order_line_id IS NULL", {"G11.stock"}),
    "G12.dead": ("UPDATE outbox SET status = 'dead', error = 'no answer' WHERE topic = 'order.placed'", {"G12.dead"}),
    "G13": ("UPDATE paper_series SET value = value + 1", {"G13"}),
    "G13.credit": ("UPDATE paper SET total = 1 WHERE corrects_id IS NULL", {"G13.credit"}),
    "G15": ("UPDATE reservation SET status = 'held' WHERE status = 'released'", {"G6.held", "G15"}),
    "G16": ("DELETE FROM outbox WHERE topic = 'order.paid'", {"G16"}),
    "G21.units": ("UPDATE order_return_line SET quantity = 9", {"G21.units"}),
    "G21.lines": (
        "UPDATE order_return_line SET order_line_id = (SELECT MIN(id) FROM order_line)",
        {"G21.lines"},
    ),
    "G21.money": ("UPDATE order_return SET amount = 5", {"G21.money"}),
    "case 42": (
        "UPDATE orders SET total = 0 WHERE number = 1001",
        {"G9.total", "case 42"},
    ),
    "W.refunds": ("UPDATE refund SET status = 'pending' WHERE amount = 1000", {"G2.ledger", "W.refunds"}),
    "W.payments": ("UPDATE payment SET status = 'pending' WHERE status = 'cancelled'", {"W.payments"}),
    "S.words": ("DELETE FROM search_term", {"S.words"}),
}
NOT_POSSIBLE = {"G3"}  # the table's own unique key forbids it
BY_THEMSELVES = {
    "G11.files", "G11.sealed", "G12.failed", "G12.late", "G14", "G20", "W.books", "W.orders", "W.strays", "case 10",
}  # fmt: skip


def test_every_rule_is_tried():
    assert set(FAULTS) | NOT_POSSIBLE | BY_THEMSELVES == {rule.code for rule in ALL}
    assert len(ALL) == len({rule.code for rule in ALL})


@pytest.mark.parametrize("code", FAULTS)
async def test_a_planted_fault_is_found_by_its_rule_and_by_no_other(clean, found, code):
    fault, heard = FAULTS[code]
    await sql(fault)
    assert await found() == heard


async def test_a_finding_names_the_shop_the_order_and_the_amounts(clean):
    await sql("UPDATE orders SET delivery_fee = delivery_fee + 1 WHERE number = 1001")
    ((row,),) = [violation.rows for violation in await violations()]
    assert (row["shop_id"], row["order_number"]) == (clean.id, 1001)
    assert (row["total"], row["parts"]) == (Money(2300, "EUR"), Money(2301, "EUR"))


async def test_money_of_a_cancelled_order_that_stays_is_found(clean, found):
    await sql("UPDATE refund SET amount = 1 WHERE reason = 'changed her mind'")
    await sql("UPDATE payment SET refunded = 1 WHERE refunded = 2300")
    assert "case 10" in await found()


async def test_a_leaked_hold_is_found_after_its_grace(clean, clock, found):
    cup, boris = await clean.item("Cup"), await clean.buyer("boris")
    await clean.order(boris, (cup, 1), payment="transfer")
    clock.passes(hours=72, seconds=59)
    assert "G15" not in await found()
    clock.passes(seconds=10)
    assert "G15" in await found()


async def test_an_order_that_should_have_ended_is_found(clean, clock):
    cup, boris = await clean.item("Cup"), await clean.buyer("boris")
    await clean.order(boris, (cup, 1), payment="transfer")
    clock.passes(hours=72, minutes=11)
    assert {"G15", "W.orders"} <= {violation.code for violation in await violations(ALL)}


async def test_a_row_that_points_into_another_shop_is_found(clean, found):
    await Market.open("other")
    await sql("UPDATE stock_level SET shop_id = (SELECT MAX(id) FROM shop) WHERE id = 1")
    assert await found() == {"G14"}


async def test_a_message_that_waits_is_found_after_an_hour(clean, clock, found):
    tea = (await sql("SELECT MIN(id) AS id FROM variant"))[0]["id"]
    await clean.order(await clean.buyer("boris"), (tea, 1))
    clock.passes(minutes=59)
    assert await found() == set()
    clock.passes(minutes=2)
    assert await found() == {"G12.late"}


async def test_an_input_that_failed_is_found_until_it_is_done(clean, found):
    await keep_failed(
        clean.id, "web:1:x", Incoming(clean.id, "web", "anna", "text", "hello"), "ABC", RuntimeError("ours")
    )
    assert await found() == {"G12.failed"}
    await sql("UPDATE failed_update SET resolved_at = at")
    assert await found() == set()


async def test_books_nobody_compares_are_found_after_a_day(clean, clock, found):
    await save_keys(clean.by, "test-gateway", Keys("acct", "key", ("hook",)))
    clock.passes(hours=23)
    assert await found() == set()
    clock.passes(hours=2)
    assert await found() == {"W.books"}


async def test_money_that_fits_no_payment_is_found_after_a_day(clean, clock, found):
    await sql(
        "INSERT INTO stray_charge (shop_id, provider, reference, key, currency, amount, seen_at)"
        " SELECT $1, 'cards', 'ch_1', '', 'EUR', 500, MIN(created_at) FROM orders",
        clean.id,
    )
    assert await found() == {"W.strays"}


async def test_what_another_key_sealed_is_found(clean, found):
    unlock(b"another key")
    assert await found() == {"G11.sealed"}


async def test_a_lost_file_for_buyers_is_found(clean, found):
    video = await clean.item("Video", stock=None, kind="digital")
    await set_file(clean.owner, video, "video.mp4", b"moving pictures")
    await reindex(clean.by, [row["id"] for row in await sql("SELECT id FROM product")])
    await nothing_waits()
    assert await found() == set()
    row = (await sql("SELECT digest FROM digital_file"))[0]
    place_of(clean.id, row["digest"]).write_bytes(b"cut")
    assert await found() == {"G11.files"}


async def test_one_shop_is_looked_at_alone(clean):
    other = await Market.open("other")
    await sql("UPDATE coupon SET used = used + 1")
    assert await violations(BOOKS, other.id) == []
    assert len(await violations(BOOKS, clean.id)) == 1


async def test_a_snapshot_sees_one_instant_and_keeps_nobody_waiting(clean, db):
    async with snapshot():
        before = await violations(ALL)
        await somebody_writes(db, "UPDATE coupon SET used = used + 1")
        assert before == await violations(ALL) == []
    assert [v.code for v in await violations(ALL)] == ["G10"]


async def test_nothing_can_be_written_in_a_snapshot(clean):
    with pytest.raises(Exception, match=r"read-?only"):
        async with snapshot():
            await sql("UPDATE coupon SET used = used + 1")
    assert await violations(ALL) == []
