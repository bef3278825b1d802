"""Past orders go in as history: paid, delivered, told to nobody, and never twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.imports.past_runner import PastJob, import_orders
from domain.imports.port import UnreadableFile
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.errors import NotAllowed
from domain.kit.money import Money
from domain.orders.queries import order_by_number
from domain.payments.actions import refund
from domain.reports.invariants import violations
from integrations.feeds.orders.feed import OrdersFeed
from tests.kit.market import Market, euros

HEADS = (
    "order,placed_at,customer,name,phone,sku,title,quantity,unit_price,discount,delivery_fee,status,payment,returns_of"
)
ORDERS = f"""{HEADS}
501,2025-03-01 10:00,17,Anna,,TEA,Green tea,3,4.50,1.50,2.90,,card,
501,2025-03-01 10:00,17,Anna,,CUP,Cup,1,7.00,,,,card,
A-7,2025-03-02 11:30,18,Boris,,TEA,Green tea,1,4.50,,,delivered,,
502,2025-03-03 09:00,17,Anna,,CUP,Cup,1,7.00,,,cancelled,,
503,2025-03-04 09:00,,,,CUP,Cup,2,7.00,,,,unpaid,
R1,2025-03-05 09:00,17,Anna,,CUP,Cup,-1,7.00,,,,,501
R2,2025-03-06 09:00,18,Boris,,POT,Old pot,-2,10.00,,,,,
"""


@pytest.fixture
async def market(db: Any, clock: Any) -> Market:
    return await Market.open()


async def bring(market: Market, text: str, folder: Path, by: Actor | None = None, **job: Any) -> PastJob:
    path = folder / "orders.csv"
    path.write_text(text, encoding="utf-8")
    return await import_orders(by or market.by, OrdersFeed(), path, PastJob(**job))


async def test_orders_are_history_with_their_money_and_nobody_is_told(market: Market, tmp_path: Path) -> None:
    done = await bring(market, ORDERS, tmp_path)
    assert (done.counts.orders, done.counts.returns, done.counts.refused) == (4, 2, 0)
    first = await order_by_number(market.owner, 501)
    assert (first.total, first.refunded, first.status) == (euros(2190), euros(700), "delivered")
    assert (first.customer_name, first.units, first.payment_status) == ("Anna", 4, "part_refunded")
    assert (await market.count("outbox"), await market.count("stock_move")) == (0, 0)
    assert await violations() == []


async def test_the_same_file_again_changes_nothing(market: Market, tmp_path: Path) -> None:
    await bring(market, ORDERS, tmp_path)
    before = await market.state() | {t: await market.count(t) for t in ("customer", "product", "past_return")}
    again = await bring(market, ORDERS, tmp_path)
    assert (again.counts.orders, again.counts.unchanged, again.counts.refused) == (0, 6, 0)
    assert before == await market.state() | {t: await market.count(t) for t in ("customer", "product", "past_return")}


async def test_a_thing_the_shop_sells_is_found_by_its_sku_and_keeps_its_stock(market: Market, tmp_path: Path) -> None:
    tea = await market.item("Green tea")
    await sql("UPDATE variant SET sku = 'TEA' WHERE id = $1", tea)
    await bring(market, ORDERS, tmp_path)
    first = await order_by_number(market.owner, 501)
    assert first.lines[0].variant_id == tea
    assert await market.stock(tea) == (10, 0)


async def test_numbers_are_kept_where_they_are_free_and_the_series_goes_on(market: Market, tmp_path: Path) -> None:
    tea = await market.item("Tea")
    mine = await market.order(await market.buyer(), (tea, 1))
    rows = f"{HEADS}\n{mine.number},2025-03-01,1,,,A,,1,1.00,,,,,\n5000,2025-03-01,1,,,A,,1,1.00,,,,,\n"
    await bring(market, rows, tmp_path)
    numbers = await sql("SELECT number FROM orders ORDER BY id")
    assert [row["number"] for row in numbers] == [mine.number, 5001, 5000]
    assert (await market.order(await market.buyer(), (tea, 1))).number == 5002


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1,yesterday,1,,,A,,1,1.00,,,,,", "not a time"),
        ("1,2025-03-01,1,,,A,,1.5,1.00,,,,,", "not a number of units"),
        ("1,2025-03-01,1,,,A,,0,1.00,,,,,", "not a number of units"),
        ("1,2025-03-01,1,,,A,,1,-1.00,,,,,", "below zero"),
        ("1,2025-03-01,1,,,,,1,1.00,,,,,", "names nothing"),
        ("1,2025-03-01,1,,,A,,1,1.00,2.00,,,,", "above the price"),
        ("1,2025-03-01,1,,,A,,1,1.00,,,packing,,", "not over yet"),
        ("1,2125-03-01,1,,,A,,1,1.00,,,,,", "yet to come"),
        ("1,2025-03-01,1,,,A,,-1,1.00,,,,,77", "has not gone in before"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_line(market: Market, tmp_path: Path, row: str, why: str) -> None:
    done = await bring(market, f"{HEADS}\n{row}\n2,2025-03-01,1,,,A,,1,1.00,,,,,\n", tmp_path)
    assert (done.counts.orders, done.counts.refused) == (1, 1)
    assert why in done.problems[0].problem
    assert done.problems[0].line == 2


async def test_an_order_changed_in_the_file_stays_as_it_went_in(market: Market, tmp_path: Path) -> None:
    await bring(market, ORDERS, tmp_path)
    done = await bring(market, ORDERS.replace("Green tea,3,4.50", "Green tea,9,4.50"), tmp_path)
    assert (done.counts.refused, done.counts.unchanged) == (1, 5)
    assert (await order_by_number(market.owner, 501)).total == euros(2190)


async def test_no_more_comes_back_than_was_paid(market: Market, tmp_path: Path) -> None:
    twice = "R3,2025-03-07,17,,,CUP,,-3,7.00,,,,,501\n"
    done = await bring(market, ORDERS + twice, tmp_path)
    assert "less than came back" in done.problems[0].problem
    assert await violations() == []


async def test_an_imported_order_is_refunded_by_hand(market: Market, tmp_path: Path) -> None:
    await bring(market, ORDERS, tmp_path)
    first = await order_by_number(market.owner, 501)
    after = await refund(market.owner, first.id, Money(500, "EUR"), "broken", "k")
    assert after.refunded == euros(1200)
    assert await violations() == []


async def test_a_dry_run_counts_and_writes_nothing(market: Market, tmp_path: Path) -> None:
    done = await bring(market, ORDERS, tmp_path, dry_run=True)
    assert (done.counts.orders, await market.count("orders"), await market.count("customer")) == (4, 0, 0)


async def test_a_file_of_something_else_and_a_stranger_are_turned_away(market: Market, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="placed_at, quantity"):
        await bring(market, "order,title\n1,Tea\n", tmp_path)
    with pytest.raises(NotAllowed):
        await bring(market, ORDERS, tmp_path, by=await market.stranger())
