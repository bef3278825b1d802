"""Searching a shop, on both databases."""

from __future__ import annotations

import pytest

from bot.config import Settings
from domain.catalog.models import Product
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.search.actions import reindex, remember_search, store_list, sweep_lists
from domain.search.models import Searcher, SearchTerm
from domain.search.queries import alternatives, misses, popular_words, search, similar, stored_list
from domain.shop.actions import bump
from tests.domain.search.shelf import a_shop, category, put


def people(by: Actor, count: int) -> list[Actor]:
    return [Actor(by.shop_id, "customer", n) for n in range(1, count + 1)]


@pytest.fixture
async def by(db: Settings) -> Actor:
    return await a_shop()


async def test_names_are_found_in_any_form_and_order(by: Actor):
    shirt = await put(by, "Linen shirt", sold=1)
    await put(by, "Linen towel", sold=9)
    assert (await search(by, "shirts linen")).product_ids == (shirt,)


async def test_a_name_outranks_a_description(by: Actor):
    told = await put(by, "Tea towel", description="<p>Hang it beside the <b>kettle</b>.</p>", sold=50)
    named = await put(by, "Stove kettle")
    assert (await search(by, "kettle")).product_ids == (named, told)


async def test_a_name_that_begins_with_the_word_comes_first(by: Actor):
    inner = await put(by, "Cover for a mug", sold=9)
    first = await put(by, "Mug of clay")
    assert (await search(by, "mug")).product_ids == (first, inner)


async def test_an_article_number_comes_before_words_that_look_like_it(by: Actor):
    words = await put(by, "Cap 01", sold=99)
    coded = await put(by, "Woollen hat", sku="CAP-01")
    found = await search(by, "cap 01")
    assert (found.product_ids, found.exact) == ((coded, words), False)


async def test_a_word_may_be_unfinished(by: Actor):
    mug = await put(by, "Enamel mug")
    assert (await search(by, "enam")).product_ids == (mug,)


@pytest.mark.parametrize("typed", ["TEA-01 b", "tea01b", "4006381333931"])
async def test_an_article_number_is_exact(by: Actor, typed: str):
    await put(by, "Tea", sold=99)
    tin = await put(by, "Tin", sku="TEA-01-B", gtin="4006381333931")
    found = await search(by, typed)
    assert (found.product_ids, found.exact) == ((tin,), True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("enmael mug", "enamel mug"),
        ("утфьуд ьгп", "enamel mug"),
        ("хфирф", None),
        ("xfqybr", "чайник"),
        ("chaynik", "чайник"),
    ],
)
async def test_slips_layouts_and_alphabets_are_understood(by: Actor, typed: str, meant: str | None):
    await put(by, "Enamel mug")
    await put(by, "Kettle", names={"ru": "Чайник"})
    found = await search(by, typed)
    assert found.corrected == meant
    assert found.total == (1 if meant else 0)


async def test_exact_words_are_not_corrected(by: Actor):
    await put(by, "Enamel mug")
    assert (await search(by, "enmael", exact=True)).product_ids == ()


async def test_when_not_all_words_are_known_the_rest_still_helps(by: Actor):
    mug = await put(by, "Enamel mug")
    assert (await search(by, "unicorn mug")).product_ids == (mug,)


async def test_chinese_is_found_by_pairs_and_single_characters(by: Actor):
    cup = await put(by, "Cup", names={"zh_Hans": "陶瓷杯子"})
    await put(by, "Plate", names={"zh_Hans": "陶瓷盘"})
    assert (await search(by, "瓷杯")).product_ids == (cup,)
    assert (await search(by, "杯")).product_ids == (cup,)


async def test_tags_brands_sizes_and_categories_are_found(by: Actor):
    shelf = await category(by, "Gifts")
    item = await put(by, "Scarf", brand="Nordwool", tags=("winter",), sizes=("Queen",), category=shelf)
    for word in ("nordwool", "winter", "queen", "gift"):
        assert (await search(by, word)).product_ids == (item,), word


async def test_only_published_products_are_found(by: Actor):
    await put(by, "Draft mug", status="draft")
    gone = await put(by, "Old mug")
    await Product.of(by, id=gone).update(status="archived")
    await bump(by)
    assert (await search(by, "mug")).product_ids == ()


async def test_words_of_a_product_taken_off_are_forgotten(by: Actor):
    gone = await put(by, "Old mug")
    await Product.of(by, id=gone).update(status="archived")
    await reindex(by, [gone])
    assert await SearchTerm.of(by).count() == 0


async def test_another_shops_goods_are_never_found(by: Actor):
    other = await a_shop("other")
    await put(other, "Enamel mug", sku="MUG")
    assert (await search(by, "mug")).total == 0
    assert (await search(by, "enmael")).near == ()


async def test_a_search_can_stay_in_a_category_and_below(by: Actor):
    kitchen = await category(by, "Kitchen")
    cups = await category(by, "Cups", kitchen)
    inside = await put(by, "Clay mug", category=cups)
    await put(by, "Travel mug")
    assert (await search(by, "mug", category_id=kitchen.id)).product_ids == (inside,)


async def test_nothing_found_offers_what_is_spelled_alike(by: Actor):
    mustard = await put(by, "Mustard")
    found = await search(by, "mustang horse")
    assert (found.total, found.near) == (0, (mustard,))


@pytest.mark.parametrize("typed", ["", "  ", "%", "'; DROP TABLE product; --", "$1", "?1", "🍵", "-" * 500])
async def test_odd_words_find_nothing_and_break_nothing(by: Actor, typed: str):
    await put(by, "Tea")
    assert (await search(by, typed)).total == 0


async def test_the_same_list_has_one_id(by: Actor):
    first = await store_list(by, category_id=0, filters={"price": ["a", "b"], "brand": []})
    assert await store_list(by, filters={"price": ["b", "a"]}) == first
    assert (await stored_list(by, first)).filters == {"price": ("a", "b")}


async def test_another_shops_list_is_no_list(by: Actor):
    other = await a_shop("other")
    with pytest.raises(NotFound):
        await stored_list(by, await store_list(other, query="mug"))


async def test_what_found_nothing_is_counted_for_the_merchant(by: Actor):
    for typed in ("Unicorn saddle", "unicorn  saddle"):
        await remember_search(by, typed, found=0)
    (miss,) = await misses(by)
    assert (miss.query, miss.times) == ("unicorn saddle", 2)


async def test_words_become_popular_when_several_search_and_find(by: Actor):
    for one in people(by, 3):
        mug = await remember_search(one, "mug", found=4)
        await remember_search(one, "unicorn", found=0)
    await remember_search(by, "my secret", found=1)
    assert [(p.list_id, p.words) for p in await popular_words(by)] == [(mug, "mug")]


async def test_one_person_makes_no_word_popular(by: Actor):
    (one,) = people(by, 1)
    for _ in range(9):
        await remember_search(one, "mug", found=4)
    assert await popular_words(by) == ()


async def test_more_people_come_before_more_searches(by: Actor):
    first, *others = people(by, 4)
    for one in (first, *others):
        await remember_search(one, "tea", found=4)
    for one in [first] * 9 + others[:2]:
        await remember_search(one, "mug", found=4)
    assert [p.words for p in await popular_words(by)] == ["tea", "mug"]


async def test_what_people_searched_for_long_ago_is_not_popular_now(by: Actor, clock):
    for one in people(by, 3):
        await remember_search(one, "mug", found=4)
    clock.passes(days=80)
    await remember_search(people(by, 1)[0], "mug", found=4)
    clock.passes(days=20)
    await sweep_lists(days=90)
    assert await popular_words(by) == ()


async def test_who_searches_inside_a_category_is_not_counted_among_the_shops_words(by: Actor):
    shelf = await category(by, "Cups")
    for one in people(by, 3):
        await remember_search(one, "mug", category_id=shelf.id, found=4)
        await remember_search(one, "mugg", exact=True, found=1)
    assert (await popular_words(by), await Searcher.of(by).count()) == ((), 0)


async def test_a_list_nobody_opens_is_forgotten_with_those_who_searched(by: Actor, clock):
    for one in people(by, 2):
        await remember_search(one, "mug", found=4)
    clock.passes(days=91)
    assert await sweep_lists(days=90) == 1


async def test_similar_products_are_from_the_same_shelf_first(by: Actor):
    shelf = await category(by, "Cups")
    mug = await put(by, "Mug", category=shelf)
    cup = await put(by, "Cup", category=shelf)
    hit = await put(by, "Bestseller", sold=99)
    await put(by, "Sold out cup", category=shelf, stock=0)
    assert await similar(by, mug) == (cup, hit)


async def test_alternatives_have_the_value_in_stock(by: Actor):
    shelf = await category(by, "Shirts")
    shirt = await put(by, "Linen shirt", category=shelf, sizes=("S", "M"))
    wool = await put(by, "Wool shirt", category=shelf, sizes=("M",))
    await put(by, "Silk shirt", category=shelf, sizes=("M",), stock=0)
    assert await alternatives(by, shirt, "M") == (wool,)
