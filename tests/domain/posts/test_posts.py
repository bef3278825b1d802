"""Posts follow the shop: once for every change, and only for what they say."""

from __future__ import annotations

import pytest

from domain.catalog.actions import publish as publish_product
from domain.catalog.actions import unpublish
from domain.kit.db import sql
from domain.kit.errors import NotAllowed, NotFound
from domain.posts import actions as posts
from domain.posts.errors import NoChannel, NotOnSale
from domain.posts.queries import post, sent_card
from domain.shop.actions import change_settings
from domain.shop.bots import add_bot
from domain.stock.actions import set_on_hand
from tests.kit.market import Market


async def jobs(market: Market) -> list[str]:
    rows = await sql("SELECT topic FROM outbox WHERE shop_id = $1 ORDER BY id", market.id)
    return [row["topic"] for row in rows if row["topic"] in (posts.POSTED, posts.CHANGED, posts.ENDED)]


@pytest.fixture
async def tea(market) -> int:
    """A variant; its product has the same number."""
    variant = await market.item("Tea")
    (row,) = await sql("SELECT product_id FROM variant WHERE id = $1", variant)
    assert row["product_id"] == variant
    return variant


@pytest.fixture
async def posted(market, tea) -> int:
    return await posts.remember_post(market.by, tea, "4242", "@tea", 7, "en")


async def test_a_product_is_posted_by_who_may_into_the_channel_there_is(market, tea):
    with pytest.raises(NoChannel):
        await posts.publish(market.owner, tea)
    await change_settings(market.by, telegram_channel="@tea")
    with pytest.raises(NoChannel):
        await posts.publish(market.owner, tea)
    await add_bot(market.owner, "telegram", "4242", "tea_bot", "")
    assert (await posts.publish(market.owner, tea)).name == "Tea"
    with pytest.raises(NotAllowed):
        await posts.publish(await market.stranger(), tea)
    assert await jobs(market) == ["post.new"]


async def test_only_what_is_published_is_posted(market, tea):
    await change_settings(market.by, telegram_channel="@tea")
    await add_bot(market.owner, "telegram", "4242", "tea_bot", "")
    await unpublish(market.owner, tea)
    with pytest.raises(NotOnSale, match="Tea is not published"):
        await posts.publish(market.owner, tea)
    with pytest.raises(NotFound):
        await posts.publish(market.owner, 999)


async def test_a_post_that_says_what_is_so_is_left_alone(market, posted):
    assert await posts.follow_posts() == 0
    assert (await post(market.by, posted)).message == 7


async def test_another_price_stock_or_state_is_drawn_once_each(market, tea, posted):
    await market.reprice(tea, 1500)
    assert (await posts.follow_posts(), await posts.follow_posts()) == (1, 0)
    await set_on_hand(market.owner, tea, 10, 0, "gone")
    assert (await posts.follow_posts(), await posts.follow_posts()) == (1, 0)
    await unpublish(market.owner, tea)
    assert await posts.follow_posts() == 1
    await publish_product(market.owner, tea)
    assert await posts.follow_posts() == 1
    assert await jobs(market) == ["post.changed"] * 4


async def test_one_unit_less_says_nothing_new(market, tea, posted):
    await set_on_hand(market.owner, tea, 10, 9, "sold")
    assert await posts.follow_posts() == 0


async def test_the_same_message_is_remembered_once_and_forgotten_when_it_is_gone(market, tea, posted):
    assert await posts.remember_post(market.by, tea, "4242", "@tea", 7, "en") == 0
    await posts.forget_post(market.by, posted)
    with pytest.raises(NotFound):
        await post(market.by, posted)


async def test_a_sent_card_ends_once_when_the_product_is_sold_out(market, tea):
    await posts.remember_card(market.by, tea, "4242", "AgAD", "en")
    assert await posts.end_cards() == 0
    await set_on_hand(market.owner, tea, 10, 0, "gone")
    assert (await posts.end_cards(), await posts.end_cards()) == (1, 0)
    (row,) = await sql("SELECT id FROM sent_card")
    assert (await sent_card(market.by, row["id"])).message == "AgAD"
    assert await jobs(market) == ["card.ended"]


async def test_other_shops_see_nothing_of_it(market, posted):
    other = await Market.open("other")
    with pytest.raises(NotFound):
        await post(other.by, posted)
    await posts.forget_post(other.by, posted)
    assert (await post(market.by, posted)).id == posted


async def test_old_posts_and_cards_are_forgotten(market, tea, posted, clock):
    await posts.remember_card(market.by, tea, "4242", "AgAD", "en")
    clock.passes(days=31)
    assert await posts.sweep_posts() == 1
    clock.passes(days=180)
    assert await posts.sweep_posts() == 1
