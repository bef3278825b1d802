"""Customers ask for what is their own, and learn nothing of anybody else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from domain.customers.desk import block
from domain.customers.queries import profile
from domain.kit.errors import NotAllowed, NotFound
from domain.payments.actions import advance
from domain.privacy import errors
from domain.privacy.actions import erase, erasing, take_out
from domain.returns import actions as returns
from domain.wallet.actions import give_credit, take_credit
from tests.kit.market import Market, euros


async def test_what_is_not_settled_is_said_to_them_in_their_words(market: Market) -> None:
    tea, anna = await market.item("Tea"), await market.buyer("anna")
    order = await market.order(anna, (tea, 1))
    assert isinstance((await erasing(anna, anna.id)).refusal, errors.YourOrders)
    for status in ("packing", "shipped", "delivered"):
        await advance(market.owner, order.id, status)
    view = await returns.begin(anna, order.id)
    view = await returns.set_units(anna, view.id, order.lines[0].id, 1, view.revision)
    view = await returns.set_reason(anna, view.id, "mind", view.revision)
    await returns.send(anna, view.id, view.revision)
    with pytest.raises(errors.YourReturn):
        await erase(anna, anna.id)


async def test_money_in_the_wallet_and_a_block_are_the_shops_to_settle(market: Market) -> None:
    anna = await market.stranger("anna")
    await give_credit(market.owner, anna.id, euros(500), "Sorry", "k1")
    with pytest.raises(errors.YourWallet):
        await erase(anna, anna.id)
    await take_credit(market.owner, anna.id, euros(500), "Paid out", "k2")
    await block(market.owner, anna.id, on=True)
    with pytest.raises(errors.AskTheShop):
        await erase(anna, anna.id)
    await erase(market.owner, anna.id)
    assert not (await profile(market.owner, anna.id)).name


async def test_nobody_elses_data_are_theirs_to_take_or_to_erase(market: Market) -> None:
    anna, boris = await market.buyer("anna"), await market.stranger("boris")
    elsewhere = replace(anna, shop_id=(await Market.open("other")).id)
    for act in (take_out, erasing, erase):
        with pytest.raises(NotFound):
            await act(boris, anna.id)
        with pytest.raises(NotAllowed):
            await act(replace(boris, kind="visitor", id=0), anna.id)
        with suppress(NotFound):
            await act(elsewhere, anna.id)
    assert (await profile(anna)).phone == "+37120123456"


async def test_a_second_time_changes_nothing(market: Market) -> None:
    anna = await market.buyer("anna")
    await erase(anna, anna.id)
    await erase(anna, anna.id)
    with pytest.raises(NotFound):
        await erase(market.owner, anna.id)
