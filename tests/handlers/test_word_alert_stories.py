"""Waiting for something the shop does not have yet: set on S-07, listed on S-15, told once."""

from __future__ import annotations

import pytest

from domain.catalog.models import Product, ProductText
from domain.kit.db import sql
from domain.saved.actions import WORDS_MAX, sweep_alerts
from domain.search.actions import reindex, sweep_lists
from handlers.saved.buttons import OpenAlerts
from handlers.search.buttons import TellWhenFound
from tests.kit.shop import ShopKit

WAIT = "🔔 Tell me if it appears"


@pytest.fixture
async def goods(shop):
    await shop.product("Clay mug")
    await shop.product("Linen shirt")
    return shop


async def waits(person, words="unicorn saddle"):
    await person.types(words)
    await person.taps_on(WAIT)


async def test_what_appears_is_told_once_with_the_way_to_it(goods, anna, app):
    await waits(anna)
    assert anna.sees("We'll write here when it appears.")
    await app.jobs.run_outbox()
    assert not anna.cards
    await goods.product("Saddle for a unicorn, small")
    await app.jobs.run_outbox()
    (card,) = anna.cards.values()
    assert card.body == "You searched for “unicorn saddle”. Here it is: Saddle for a unicorn, small."


async def test_the_notice_opens_it_and_leads_back_to_what_the_words_find(goods, anna, app):
    await waits(anna)
    await goods.product("Saddle for a unicorn, small")
    await app.jobs.run_outbox()
    await anna.taps_on("Look at it")
    assert (anna.screen.id, anna.screen.title) == ("S-08", "Saddle for a unicorn, small")
    await anna.taps_on("Back")
    assert anna.screen.title == "“unicorn saddle” · 1 found"


async def test_the_second_one_is_not_told(goods, anna, app):
    await waits(anna)
    await goods.product("Unicorn saddle")
    await goods.product("Unicorn saddle, large")
    await app.jobs.run_outbox()
    await goods.product("Unicorn saddle, huge")
    await app.jobs.run_outbox()
    assert len(anna.cards) == 1


async def test_half_of_the_words_is_not_what_was_meant(goods, anna, app):
    await waits(anna)
    await goods.product("Horse saddle")
    await app.jobs.run_outbox()
    assert not anna.cards


async def test_a_new_name_is_an_appearance_and_a_new_price_is_not(goods, anna, app):
    toy = await goods.product("Toy horse")
    await waits(anna)
    await Product.of(goods.by, id=toy).update(price_from=1)
    await reindex(goods.by, [toy])
    await app.jobs.run_outbox()
    assert not anna.cards
    await ProductText.of(goods.by, product_id=toy).update(name="Unicorn with a saddle")
    await reindex(goods.by, [toy])
    await app.jobs.run_outbox()
    assert anna.cards


async def test_a_draft_is_no_appearance_until_it_is_published(goods, anna, app):
    draft = await goods.product("Unicorn saddle")
    await Product.of(goods.by, id=draft).update(status="draft")
    await reindex(goods.by, [draft])
    await waits(anna)
    await app.jobs.run_outbox()
    assert not anna.cards
    await Product.of(goods.by, id=draft).update(status="active")
    await reindex(goods.by, [draft])
    await app.jobs.run_outbox()
    assert anna.cards


async def test_what_was_taken_off_again_before_it_was_told_goes_on_being_awaited(goods, anna, app):
    await waits(anna)
    saddle = await goods.product("Unicorn saddle")
    await Product.of(goods.by, id=saddle).update(status="draft")
    await app.jobs.run_outbox()
    assert not anna.cards
    await anna.presses(OpenAlerts().pack())
    assert anna.sees("“unicorn saddle”")


async def test_what_has_appeared_meanwhile_is_told_at_once(goods, anna, app):
    await anna.types("unicorn saddle")
    old_button = anna.button(WAIT)
    await goods.product("Unicorn saddle")
    await app.jobs.run_outbox()
    await anna.presses(old_button)
    await app.jobs.run_outbox()
    assert anna.cards


async def test_an_article_number_is_waited_for_too(goods, anna, app):
    await waits(anna, "LSH-77")
    await goods.product("Wool trousers", sku="LSH 77")
    await app.jobs.run_outbox()
    assert anna.cards


@pytest.mark.parametrize(("words", "name"), [("седло единорога", "Седло для единорога"), ("独角兽", "独角兽马鞍")])
async def test_words_of_other_scripts_are_waited_for(goods, anna, app, words, name):
    await waits(anna, words)
    await goods.product(name)
    await app.jobs.run_outbox()
    assert anna.cards


async def test_what_is_sold_out_is_told_as_such(goods, anna, app):
    await waits(anna)
    await goods.product("Unicorn saddle", stock=0)
    await app.jobs.run_outbox()
    assert anna.sees("Sold out right now.")


async def test_everybody_who_waits_for_it_is_told(goods, anna, boris, app):
    await waits(anna)
    await waits(boris)
    await goods.product("Unicorn saddle")
    await app.jobs.run_outbox()
    assert anna.cards
    assert boris.cards


async def test_pressing_twice_is_waiting_once_and_it_can_be_stopped(goods, anna, app):
    await anna.types("unicorn saddle")
    press = anna.button(WAIT)
    await anna.presses(press)
    await anna.presses(press)
    assert await goods.count("alert") == 1
    await anna.taps_on("We'll tell you · Stop")
    assert anna.can_tap(WAIT)
    await goods.product("Unicorn saddle")
    await app.jobs.run_outbox()
    assert not anna.cards


async def test_words_are_listed_with_the_other_alerts_and_stopped_there(goods, anna):
    await waits(anna, "unicorn saddle")
    await waits(anna, "dragon bridle")
    await anna.presses(OpenAlerts().pack())
    assert anna.sees("when it appears")
    await anna.taps_on("✕ “unicorn saddle”")
    assert not anna.sees("“unicorn saddle”")
    await anna.taps_on("Stop all")
    assert anna.sees("No alerts.")


async def test_more_than_the_limit_is_refused_with_words(goods, anna):
    for n in range(WORDS_MAX):
        await waits(anna, f"unicorn{n} dragon{n}")
    await waits(anna, "griffin nest")
    assert anna.sees("You wait for 20 searches already.")
    assert await goods.count("alert") == WORDS_MAX


async def test_small_words_are_not_waited_for(goods, anna):
    await anna.types("the")
    assert anna.screen.id == "S-07"
    assert not anna.can_tap(WAIT)


async def test_a_forged_list_is_refused(goods, anna):
    await anna.types("unicorn saddle")
    await anna.presses(TellWhenFound(list_id=999, on=1).pack())
    assert await goods.count("alert") == 0


async def test_another_shops_goods_are_no_appearance(goods, anna, app):
    await waits(anna)
    other = await ShopKit.open("rugs", "Rug House")
    await other.product("Unicorn saddle")
    await app.jobs.run_outbox()
    assert not anna.cards


async def test_words_end_after_ninety_days_and_are_forgotten(goods, anna, app, clock):
    await waits(anna)
    clock.passes(days=91)
    await sweep_lists()
    await sweep_alerts()
    await goods.product("Unicorn saddle")
    await app.jobs.run_outbox()
    assert not anna.cards
    clock.passes(days=31)
    await sweep_alerts()
    assert (await goods.count("alert"), await goods.count("watched_term")) == (0, 0)


async def test_a_shop_where_nobody_waits_has_nothing_to_compare(goods):
    await goods.product("Unicorn saddle")
    assert await sql("SELECT id FROM outbox WHERE topic = 'words.indexed'") == []
