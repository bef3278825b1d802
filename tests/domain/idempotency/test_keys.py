"""Stripe's contract for callers with a key: one effect, one answer, whoever calls how often."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain.idempotency.actions import forget_keys, once
from domain.idempotency.errors import KeyReused, KeyUnreadable, RefusedBefore
from domain.payments.actions import refund
from domain.payments.errors import RefundTooMuch
from tests.kit.market import Market, euros


@pytest.fixture
async def refunding(market: Market) -> tuple[Market, Callable[[int], Callable[[], Awaitable[Any]]]]:
    order = await market.paid(await market.buyer(), (await market.item("Tea"), 1))
    calls = iter(range(100))

    def asking(minor: int) -> Callable[[], Awaitable[Any]]:
        async def act() -> Any:
            after = await refund(market.owner, order.id, euros(minor), "api", f"call{next(calls)}")
            return {"refunded": after.refunded.minor}

        return act

    return market, asking


async def test_the_same_key_and_body_give_the_same_answer_and_one_effect(refunding):
    market, asking = refunding
    answers = [await once(market.owner, "k", {"amount": 500, "to": "x"}, asking(500)) for _ in range(2)]
    answers.append(await once(market.owner, "k", {"to": "x", "amount": 500}, asking(500)))
    assert [a.body for a in answers] == [{"refunded": 500}] * 3
    assert [a.replayed for a in answers] == [False, True, True]
    assert await market.count("refund") == 1


async def test_the_same_key_with_another_body_is_refused(refunding):
    market, asking = refunding
    await once(market.owner, "k", {"amount": 500}, asking(500))
    with pytest.raises(KeyReused) as refused:
        await once(market.owner, "k", {"amount": 600}, asking(600))
    assert (refused.value.status, await market.count("refund")) == (422, 1)


async def test_a_refusal_is_an_answer_too(refunding):
    market, asking = refunding
    with pytest.raises(RefundTooMuch):
        await once(market.owner, "k", {"amount": 999999}, asking(999999))
    with pytest.raises(RefusedBefore) as again:
        await once(market.owner, "k", {"amount": 999999}, asking(100))
    assert (again.value.code, str(again.value)) == ("RefundTooMuch", "€23.00 can be refunded, not more.")
    assert await market.count("refund") == 0


async def test_what_fails_for_a_reason_of_ours_may_be_tried_again(refunding):
    market, asking = refunding

    async def broken() -> Any:
        await asking(500)()
        raise RuntimeError("ours")

    with pytest.raises(RuntimeError):
        await once(market.owner, "k", {"amount": 500}, broken)
    assert await market.count("refund") == 0
    assert (await once(market.owner, "k", {"amount": 500}, asking(500))).body == {"refunded": 500}


async def test_ten_at_once_are_one(refunding):
    market, asking = refunding
    calls = (once(market.owner, "k", {"amount": 500}, asking(500)) for _ in range(10))
    answers = await asyncio.gather(*calls)
    assert {a.body["refunded"] for a in answers} == {500}
    assert sum(not a.replayed for a in answers) == await market.count("refund") == 1


async def test_shops_do_not_share_keys(refunding):
    market, asking = refunding
    await once(market.owner, "k", {"amount": 500}, asking(500))
    other = await Market.open("other")

    async def plain() -> Any:
        return "mine"

    assert (await once(other.owner, "k", {"amount": 1}, plain)).body == "mine"


async def test_keys_are_kept_for_a_day(refunding, clock):
    market, asking = refunding
    await once(market.owner, "k", {"amount": 500}, asking(500))
    clock.passes(hours=23)
    assert await forget_keys() == 0
    clock.passes(hours=2)
    assert await forget_keys() == 1


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_that_is_none_is_refused(market, key):
    async def never() -> Any:
        raise AssertionError

    with pytest.raises(KeyUnreadable):
        await once(market.owner, key, {}, never)
