"""Figures that were counted and kept are what the rows themselves say, whatever happens to them afterwards."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import astuple
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from domain.events.actions import flush, note
from domain.kit.db import sql
from domain.kit.errors import NotAllowed, ShopError
from domain.orders.views import OrderView
from domain.payments.actions import advance, cancel, refund
from domain.reports.figures.cohorts import cohorts
from domain.reports.figures.days import DAY, Span, begins, bucket, preset
from domain.reports.figures.goods import not_found, top_products
from domain.reports.figures.measures import KINDS, Row, Within, measure
from domain.reports.figures.people import crowd, effort, funnel, service
from domain.reports.figures.reading import Book, open_book
from domain.reports.figures.rolling import freshen
from domain.reports.figures.sales import sales
from domain.shop.actions import change_facts
from tests.kit.clock import Clock
from tests.kit.market import Market, euros

WEEKS = Span(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
async def market(db: Any, clock: Clock) -> Market:
    market = await Market.open()
    await change_facts(market.owner, test_mode=False)
    return market


async def unrolled(market: Market, book: Book, span: Span) -> Counter[tuple[Any, ...]]:
    """Every figure counted straight from the rows, day by day."""
    days = [day for day in span if day <= book.today]
    return as_set([row for day in days for row in await measure(market.owner, KINDS, Within(day, book.zone))])


def as_set(rows: list[Row]) -> Counter[tuple[Any, ...]]:
    return Counter(astuple(row) for row in rows)


def added(rows: list[Row]) -> Counter[tuple[str, str, str]]:
    """Units and money by what is added up."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        found[row.kind, row.key, "n"] += row.n
        found[row.kind, row.key, "units"] += row.units
        found[row.kind, row.key, "money"] += row.money
    return found


async def lives(market: Market, clock: Clock, dice: Random, days: int) -> None:
    """A shop's days: people look, buy, change their minds, and get money back, now and later."""
    goods = [await market.item(f"Thing {n}", 500 + n, stock=None) for n in range(4)]
    people = [await market.buyer(name) for name in ("anna", "boris", "cleo", "dora")]
    placed: list[OrderView] = []
    for _ in range(days):
        clock.passes(hours=dice.randint(5, 30))
        who = dice.choice(people)
        note(who, "view", dice.randint(1, 4), taps=1)
        note(who, "cart", 1)
        await flush()
        if dice.random() < 0.7:
            placed.append(await market.order(who, (dice.choice(goods), dice.randint(1, 3))))
        if placed and dice.random() < 0.4:
            await changed(market, dice.choice(placed), dice)
        if dice.random() < 0.5:
            await freshen(market.owner)


async def changed(market: Market, order: OrderView, dice: Random) -> None:
    with suppress(ShopError):
        if dice.random() < 0.5:
            await cancel(market.owner, order.id, "no")
        else:
            for step in ("packing", "shipped", "delivered"):
                await advance(market.owner, order.id, step)
            await refund(market.owner, order.id, euros(100), "late", "k")


async def test_what_is_kept_is_what_the_rows_say(market: Market, clock: Clock) -> None:
    await lives(market, clock, Random(7), 40)
    book = await open_book(market.owner)
    assert as_set(await book.rows(KINDS, WEEKS)) == await unrolled(market, book, WEEKS)
    long = ("product", "view", "nothing")
    assert added(await book.sums(long, WEEKS)) == added(await book.rows(long, WEEKS))
    kept = await sql("SELECT COUNT(*) AS n FROM figure WHERE shop_id = $1", market.id)
    assert kept[0]["n"] > 50


async def test_another_time_zone_makes_other_days(market: Market, clock: Clock) -> None:
    await lives(market, clock, Random(3), 6)
    await freshen(market.owner)
    await sql("UPDATE shop SET timezone = 'Pacific/Auckland' WHERE id = $1", market.id)
    book = await open_book(market.owner)
    assert as_set(await book.rows(KINDS, WEEKS)) == await unrolled(market, book, WEEKS)


async def test_sales_and_the_days_before_them(market: Market, clock: Clock) -> None:
    tea, anna = await market.item("Tea"), await market.buyer()
    first = await market.order(anna, (tea, 1))
    clock.passes(days=10)
    for step in ("packing", "shipped", "delivered"):
        await advance(market.owner, first.id, step)
    await refund(market.owner, first.id, euros(500), "late", "k")
    await market.order(anna, (tea, 2))
    gone = await market.order(anna, (tea, 3))
    await cancel(market.owner, gone.id, "no")
    book = await open_book(market.owner)
    found = await sales(book, Span(book.today - 6 * DAY, book.today), "day", "EUR")
    assert (found.total.orders, found.total.units, found.total.gross) == (1, 2, euros(4300))
    assert (found.total.back, found.total.net, found.total.average) == (euros(500), euros(3800), euros(4300))
    assert (found.before.gross, found.before.orders) == (euros(2300), 1)
    assert len(found.steps) == 7
    assert [channel for channel, _ in found.channels] == ["web"]


async def test_test_orders_are_in_no_figure(db: Any, clock: Clock) -> None:
    market = await Market.open()
    tea = await market.item("Tea")
    await market.order(await market.buyer(), (tea, 1))
    book = await open_book(market.owner)
    span = Span(book.today, book.today)
    assert (await sales(book, span, "day", "EUR")).total.orders == 0
    assert (await top_products(market.owner, book, span, "money", "EUR")).rows == ()


async def test_products_are_ranked_by_money_units_and_views(market: Market) -> None:
    tea, cup = await market.item("Tea", 900), await market.item("Cup", 2000)
    anna = await market.buyer()
    await market.order(anna, (tea, 2))
    await market.order(anna, (cup, 1))
    for _ in range(4):
        note(anna, "view", 2)
    await flush()
    book = await open_book(market.owner)
    span = Span(book.today, book.today)
    by_money = (await top_products(market.owner, book, span, "money", "EUR")).rows
    by_units = (await top_products(market.owner, book, span, "units", "EUR")).rows
    assert [good.name for good in by_money] == ["Cup", "Tea"]
    assert [good.name for good in by_units] == ["Tea", "Cup"]
    assert (by_money[0].money, by_money[0].conversion, by_money[1].conversion) == (euros(2000), 25.0, None)


async def test_cohorts_say_who_came_back_and_what_they_spent(market: Market, clock: Clock) -> None:
    tea = await market.item("Tea", stock=None)
    anna, boris = await market.buyer("anna"), await market.buyer("boris")
    await market.order(anna, (tea, 1))
    await market.order(boris, (tea, 1))
    clock.passes(days=30)
    await market.order(anna, (tea, 2))
    november, december = (await cohorts(await open_book(market.owner), "EUR"))[-2:]
    assert (november.size, november.repeat, november.share(1)) == (2, 50.0, 50.0)
    assert (november.spent, december.size, december.repeat) == (euros(8900), 0, None)


async def test_the_funnel_counts_people_once_a_day(market: Market, clock: Clock) -> None:
    anna = await market.buyer()
    for kind in ("start", "view", "view", "cart", "checkout", "pay"):
        note(anna, kind, 1)
    await flush()
    await market.order(anna, (await market.item("Tea"), 1))
    book = await open_book(market.owner)
    found = await funnel(book, Span(book.today, book.today))
    assert dict(found.total) == dict.fromkeys(("start", "view", "cart", "checkout", "pay", "paid"), 1)
    assert list(found.channels) == ["web"]
    people = await crowd(market.owner, book, Span(book.today, book.today), "day")
    assert (people.steps[0][1], people.monthly, people.share) == (1, 1, 100.0)


async def test_an_empty_shop_has_figures_without_dividing_by_nothing(market: Market) -> None:
    book = await open_book(market.owner)
    span = Span(book.today - 29 * DAY, book.today)
    assert (await sales(book, span, "week", "EUR")).total.average is None
    assert (await cohorts(book, "EUR"))[0].repeat is None
    assert (await service(book, span)).taps.p50 is None
    assert (await crowd(market.owner, book, span, "month")).share is None
    assert await not_found(book, span) == ()


async def test_figures_are_for_those_who_may_see_them(market: Market) -> None:
    with pytest.raises(NotAllowed):
        await open_book(await market.stranger())


def test_half_and_nine_of_ten_orders_take_so_many_taps() -> None:
    assert (effort({3: 5, 4: 4, 9: 1}).p50, effort({3: 5, 4: 4, 9: 1}).p90, effort({}).p90) == (3, 4, None)


def test_days_have_the_hours_their_zone_gives_them() -> None:
    from zoneinfo import ZoneInfo

    riga, spring = ZoneInfo("Europe/Riga"), date(2026, 3, 29)
    assert begins(spring + DAY, riga) - begins(spring, riga) == timedelta(hours=23)
    assert bucket(date(2026, 11, 12), "week") == date(2026, 11, 9)
    span = preset("last_month", date(2026, 1, 15))
    assert span == Span(date(2025, 12, 1), date(2025, 12, 31))
    assert span is not None
    assert span.before == Span(date(2025, 10, 31), date(2025, 11, 30))
