"""Processes that want more than there is, at once: exactly so much is sold, used and spent. A small hammer."""

from __future__ import annotations

import pytest

from benchmarks.hammer import VERBS, Size, hammer

REFUSALS = {
    "oversell": {"SoldOut", "QuoteChanged"},
    "coupon": {"CouponUsedUp", "QuoteChanged"},
    "wallet": {"WalletTooLittle"},
}


@pytest.mark.parametrize("verb", VERBS)
async def test_exactly_so_much_is_given_as_there_is(db, verb):
    figures = await hammer(db.database_url, verb, Size(processes=2, buyers=6, units=4, rounds=1))
    assert [ends["done"] for ends in figures.ends] == [4]
    assert set(figures.ends[0]) - {"done"} <= REFUSALS[verb]
