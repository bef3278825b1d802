"""Numbers without gaps and without doubles, however many are issued at once."""

import asyncio
from contextlib import suppress

import pytest
from tortoise.exceptions import IntegrityError

from domain.kit.actor import Actor, Permission
from domain.kit.db import sql, transaction
from domain.kit.errors import NotAllowed
from domain.papers import actions
from domain.papers.errors import NumbersGoUp
from domain.papers.models import Paper
from domain.papers.numbers import set_next, standing, take_number
from domain.papers.queries import papers_of, series_now
from domain.payments.actions import refund
from domain.shop.models import Shop
from tests.kit.market import Market, euros

AT_ONCE = 16


async def orders(market, count):
    """So many orders that are paid."""
    await Shop.filter(id=market.id).update(test_mode=False)
    tea = await market.item("Tea", stock=None)
    people = [await market.buyer(f"b{n}") for n in range(count)]
    return [await market.paid(who, (tea, 1), reference=f"R{n}") for n, who in enumerate(people)]


async def numbers(series="R-"):
    rows = await sql("SELECT number FROM paper WHERE series = $1 ORDER BY number", series)
    return [row["number"] for row in rows]


async def test_sixteen_issuers_at_once_leave_no_gap_and_no_double(market):
    placed = await orders(market, AT_ONCE)
    await asyncio.gather(*(actions.issue_for_order(market.by, order.id) for order in placed))
    assert await numbers() == list(range(1, AT_ONCE + 1))
    assert (await standing(market.by, "R-")) == (AT_ONCE + 1, True)


async def test_sixteen_issuers_of_one_paper_issue_one(market):
    (order,) = await orders(market, 1)
    await asyncio.gather(*(actions.issue_for_order(market.by, order.id) for _ in range(AT_ONCE)))
    assert (await numbers(), await standing(market.by, "R-")) == ([1], (2, True))


async def test_refunds_that_are_credited_at_once_take_back_no_more_than_the_paper(market):
    (order,) = await orders(market, 1)
    for n in range(8):
        await refund(market.owner, order.id, euros(order.total.minor // 8), "", f"k{n}")
    rows = await sql("SELECT id FROM refund ORDER BY id")
    issuing = [actions.issue_for_refund(market.by, row["id"]) for row in rows for _ in range(2)]
    await asyncio.gather(*issuing)
    own, *notes = await papers_of(market.by, order.id)
    assert await numbers("CN-") == list(range(1, 9))
    assert sum(note.total.minor for note in notes) == order.total.minor // 8 * 8 <= own.total.minor


async def test_who_fails_gives_its_number_to_the_next(db):
    market = await Market.open()
    assert [await taken(market, fails=fails) for fails in (False, True, True, False)] == [1, 2, 2, 2]


async def taken(market, *, fails):
    """The number somebody took who then failed, or did not."""
    with suppress(ZeroDivisionError):
        async with transaction():
            number = await take_number(market.by, "A-")
            if fails:
                raise ZeroDivisionError
    return number


async def test_the_database_refuses_the_same_number_twice(market):
    (order,) = await orders(market, 1)
    await actions.issue_for_order(market.by, order.id)
    row = (await Paper.all().values())[0]
    for same in ({"once": "order:0"}, {"number": 2}):
        with pytest.raises(IntegrityError):
            await Paper.create(**({k: v for k, v in row.items() if k != "id"} | same))


async def test_the_next_number_goes_up_alone_once_papers_have_numbers(market):
    (order,) = await orders(market, 1)
    await set_next(market.owner, "R-", 500)
    await set_next(market.owner, "R-", 12)
    await actions.issue_for_order(market.by, order.id)
    for low in (12, 5, 0):
        with pytest.raises(NumbersGoUp) as refused:
            await set_next(market.owner, "R-", low)
        assert refused.value.values == {"next": 13}
    await set_next(market.owner, "R-", 20)
    assert (await numbers(), await standing(market.by, "R-")) == ([12], (20, True))


async def test_what_was_skipped_is_known_so_that_a_lost_number_would_show(market):
    first, second = await orders(market, 2)
    await actions.issue_for_order(market.by, first.id)
    await set_next(market.owner, "R-", 10)
    await actions.issue_for_order(market.by, second.id)
    (row,) = await sql("SELECT value, skipped FROM paper_series WHERE name = 'R-'")
    assert (row["value"], row["skipped"], await numbers()) == (10, 8, [1, 10])
    assert await sql("SELECT action FROM audit WHERE action = 'papers.numbered'")


async def test_only_who_may_change_settings_sets_numbers(market):
    clerk = Actor(market.id, "staff", 2, frozenset({Permission.VIEW_ORDERS}))
    with pytest.raises(NotAllowed):
        await set_next(clerk, "R-", 5)
    with pytest.raises(NotAllowed):
        await series_now(clerk)
