"""Where customers come from: the first link stays, the last is replaced, a friend counts once."""

import re

import pytest

from domain.customers.arrivals import arrival_of, friends_sent, invite_code, note_arrival
from domain.kit.errors import NotAllowed
from tests.kit.market import Market


async def test_a_code_is_made_once_and_says_nothing(market):
    anna, boris = await market.stranger(), await market.stranger("boris")
    code = await invite_code(anna)
    assert re.fullmatch("[0-9a-z]{7}", code)
    assert await invite_code(anna) == code
    assert await invite_code(boris) != code
    with pytest.raises(NotAllowed):
        await invite_code(market.by)


async def test_the_first_touch_stays_and_the_last_is_replaced(market, clock):
    anna = await market.stranger()
    await note_arrival(anna, campaign="12", source="fb")
    first = (await arrival_of(market.by, anna.id)).first_at
    clock.passes(hours=3)
    await note_arrival(anna, campaign="13")
    found = await arrival_of(market.by, anna.id)
    assert (found.first_campaign, found.first_source, found.first_at) == ("12", "fb", first)
    assert (found.last_campaign, found.last_source) == ("13", "")
    assert found.last_at > found.first_at


async def test_a_friend_counts_once_and_nobody_sends_themselves(market):
    anna, boris, carl = [await market.stranger(name) for name in ("anna", "boris", "carl")]
    assert not await note_arrival(anna, referrer=await invite_code(anna))
    assert await note_arrival(boris, referrer=await invite_code(anna))
    assert not await note_arrival(boris, referrer=await invite_code(anna))
    assert not await note_arrival(boris, referrer=await invite_code(carl))
    assert (await arrival_of(market.by, boris.id)).referrer_id == anna.id
    assert (await friends_sent(anna), await friends_sent(carl)) == (1, 0)


async def test_a_referral_alone_is_no_touch_of_a_campaign(market):
    anna, boris = await market.stranger(), await market.stranger("boris")
    await note_arrival(boris, referrer=await invite_code(anna))
    assert (await arrival_of(market.by, boris.id)).first_at is None
    await note_arrival(boris, source="qr1")
    assert (await arrival_of(market.by, boris.id)).first_source == "qr1"


async def test_who_has_ordered_is_nobodys_friend(market):
    tea, anna, boris = await market.item("Tea"), await market.stranger(), await market.buyer("boris")
    await market.order(boris, (tea, 1))
    assert not await note_arrival(boris, referrer=await invite_code(anna))


async def test_a_code_of_another_shop_is_none(market):
    anna = await market.stranger()
    stranger = await (await Market.open("other")).stranger("boris")
    assert not await note_arrival(anna, referrer=await invite_code(stranger))
    assert not await note_arrival(anna, referrer="zzzzzzz")
    assert (await arrival_of(market.by, anna.id)).referrer_id == 0
