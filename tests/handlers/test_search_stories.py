"""Typing what one needs."""

from __future__ import annotations

import pytest

from domain.search.queries import misses


@pytest.fixture
async def goods(shop):
    await shop.product("Enamel mug", sku="MUG-01", category=("Kitchen",))
    await shop.product("Clay mug", category=("Kitchen",))
    await shop.product("Linen shirt", category=("Clothes",))
    return shop


async def test_words_are_searched_on_any_screen(goods, anna):
    await anna.opens()
    await anna.types("mug")
    assert anna.screen.title == "“mug” · 2 found"
    await anna.taps_on("Enamel mug")
    await anna.taps_on("Back")
    assert anna.screen.id == "S-06"
    await anna.taps_on("Back")
    assert anna.screen.id == "S-05"


async def test_a_slip_is_corrected_and_can_be_taken_back(goods, anna):
    await anna.types("linne shirt")
    assert anna.sees("Showing “linen shirt”.")
    await anna.taps_on("Search “linne shirt” instead")
    assert anna.sees("“linne shirt” · 1 found")


async def test_a_whole_name_opens_the_product(goods, anna):
    await anna.types("enamel mug")
    assert (anna.screen.id, anna.screen.title) == ("S-08", "Enamel mug")


async def test_an_article_number_opens_the_product(goods, anna):
    await anna.types("mug-01")
    assert anna.screen.title == "Enamel mug"


async def test_nothing_found_leads_on_and_is_told_to_the_merchant(goods, anna):
    await anna.types("unicorn")
    assert anna.screen.title == "Nothing found for “unicorn”."
    assert anna.can_tap("Ask the shop for it")
    assert [m.query for m in await misses(goods.by)] == ["unicorn"]
    await anna.taps_on("Browse categories")
    assert anna.screen.id == "S-01"


async def test_nothing_found_shows_what_is_spelled_alike(goods, anna):
    await anna.types("shirting kit")
    assert anna.can_tap("Linen shirt")


async def test_search_suggests_real_goods(goods, anna):
    await anna.opens()
    await anna.taps_on("🔎 Search")
    assert anna.sees("Type what you need, e.g.")
    assert anna.sees("enamel mug")


async def test_the_search_command_takes_words(goods, anna):
    await anna.types("/search mug")
    assert anna.screen.id == "S-06"
    await anna.types("/search")
    assert anna.screen.id == "S-05"


async def test_what_many_search_is_offered_to_the_next(goods, person, boris):
    for name in ("anna", "vera", "gleb"):
        await person(name).types("mug")
    await boris.types("/search")
    await boris.taps_on("mug")
    assert boris.screen.title == "“mug” · 2 found"


async def test_what_one_person_searches_again_and_again_is_offered_to_nobody(goods, anna, boris):
    for _ in range(5):
        await anna.types("mug")
    await boris.types("/search")
    assert not boris.can_tap("mug")


async def test_odd_words_find_nothing_and_stay_calm(goods, anna):
    for words in ("%", "🦄🦄🦄", "a" * 3000, "' OR 1=1 --"):
        await anna.types(words)
        assert anna.screen.id in ("S-07", "S-06")
