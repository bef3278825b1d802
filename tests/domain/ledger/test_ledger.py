"""Entries balance, and are written once."""

import pytest

from domain.kit.db import sql
from domain.kit.money import Money
from domain.ledger.actions import Unbalanced, post
from domain.payments.actions import refund
from tests.kit.market import euros


async def balances():
    rows = await sql(
        "SELECT account, currency, SUM(amount) AS n FROM ledger_line GROUP BY account, currency ORDER BY 1, 2"
    )
    return {(row["account"], row["currency"]): int(row["n"]) for row in rows}


async def test_what_came_and_went_back_is_in_the_accounts(market):
    tea, anna = await market.item("Tea"), await market.buyer()
    order = await market.paid(anna, (tea, 2))
    await refund(market.owner, order.id, euros(1000), "", "k1")
    assert await balances() == {("customers", "EUR"): -3300, ("provider:transfer", "EUR"): 3300}


async def test_one_reference_is_posted_once(market):
    lines = [("a", euros(5)), ("b", euros(-5))]
    assert [await post(market.by, "fee", "f1", 0, lines) for _ in range(2)] == [True, False]
    assert await balances() == {("a", "EUR"): 5, ("b", "EUR"): -5}


@pytest.mark.parametrize("lines", [[], [("a", euros(5)), ("b", euros(-4))], [("a", euros(5)), ("b", Money(-5, "USD"))]])
async def test_what_does_not_balance_is_not_written(market, lines):
    with pytest.raises(Unbalanced):
        await post(market.by, "fee", "f1", 0, lines)
    assert await market.count("ledger_entry") == 0
