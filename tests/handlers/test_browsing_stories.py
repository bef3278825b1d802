"""Finding one's way through the shop: every screen leads on, and back."""

from __future__ import annotations

import pytest

from handlers.browse.buttons import OpenCategory, OpenList
from handlers.product.buttons import OpenProduct


@pytest.fixture
async def clothes(shop):
    """Thirteen things in a tree: Clothes › Shirts, Clothes › Caps, and Mugs; twelve fit on a page."""
    await shop.settings(page_size=3)
    for n in range(6):
        await shop.product(f"Shirt {n}", price=f"{20 + n}.00", sizes=("S", "M"), category=("Clothes", "Shirts"))
    for n in range(3):
        await shop.product(f"Cap {n}", category=("Clothes", "Caps"))
    for n in range(4):
        await shop.product(f"Mug {n}", price="9.00", category=("Mugs",))
    return shop


async def test_an_empty_shop_says_so_and_promises_to_write(shop, anna, app):
    await anna.opens()
    assert anna.sees("We're setting up.")
    await anna.taps_on("Tell me when you open")
    assert anna.sees("We'll write here when we open.")


async def test_the_promise_is_kept_when_the_first_product_is_on_sale(shop, anna, app, clock):
    await anna.opens()
    await anna.taps_on("Tell me when you open")
    clock.passes(minutes=31)
    await app.jobs.run_outbox()
    assert "open" not in anna.cards
    await shop.product("Teapot")
    clock.passes(minutes=31)
    await app.jobs.run_outbox()
    assert anna.cards["open"].body == "Tea House is open now."


async def test_a_small_shop_shows_its_goods_at_once(shop, anna):
    await shop.product("Teapot", price="24.00")
    await anna.opens()
    assert anna.sees("Welcome to Tea House. Pick something below, or type what you need.")
    await anna.taps_on("Teapot")
    assert anna.screen.id == "S-08"


async def test_from_home_through_categories_and_back(clothes, anna):
    await anna.opens()
    await anna.taps_on("Clothes · 9")
    assert anna.screen.id == "S-02"
    await anna.taps_on("Shirts · 6")
    assert anna.screen.title == "Shirts · 6 items"
    await anna.taps_on("Back")
    assert anna.screen.title == "Clothes"
    await anna.taps_on("Back")
    assert anna.screen.id == "S-01"


async def test_a_product_leads_back_to_its_list_and_sort(clothes, anna):
    await anna.presses(OpenList(source="all", sort="up").pack())
    await anna.taps_on("Mug")
    await anna.taps_on("Back")
    assert anna.can_tap("⇅ Price ↑")
    assert anna.screen.choices[0].price == "$9.00"


async def test_everything_can_be_shown_and_paged(clothes, anna):
    await anna.presses(OpenList(source="all").pack())
    assert anna.screen.title == "All products · 13 items · page 1 of 2"
    assert len(anna.screen.choices) == 12
    await anna.taps_on("Next ›")
    assert len(anna.screen.choices) == 1


async def test_an_old_button_of_a_page_that_is_gone_opens_the_last_one(clothes, anna):
    await anna.presses(OpenList(source="all", page=99).pack())
    assert anna.sees("page 2 of 2")


async def test_an_only_child_is_opened_at_once_and_back_does_not_return_to_it(shop, anna):
    await shop.product("Teapot", category=("Kitchen", "Tea", "Pots"))
    await anna.presses(OpenCategory(id=0).pack())
    assert anna.sees("Pots · 1 item")
    await anna.taps_on("Back")
    assert anna.screen.id == "S-01"


async def test_a_size_filter_narrows_counts_and_clears(clothes, anna):
    await anna.presses(OpenList(source="all").pack())
    await anna.taps_on("⚙ Filter")
    assert anna.screen.id == "S-04"
    await anna.taps_on("M")
    await anna.taps_on("Show 6")
    assert anna.sees("Filters: Size M")
    assert anna.sees("6 items")
    await anna.taps_on("⚙ Filter · 1")
    await anna.taps_on("Clear")
    assert anna.sees("13 items")


async def test_a_price_is_typed_on_the_filter_screen(clothes, anna):
    await anna.presses(OpenList(source="all").pack())
    await anna.taps_on("⚙ Filter")
    await anna.types("21-23")
    assert anna.sees("All products · 3 items")


async def test_words_typed_on_the_filter_screen_are_still_searched(clothes, anna):
    await anna.presses(OpenList(source="all").pack())
    await anna.taps_on("⚙ Filter")
    await anna.types("mug")
    assert anna.screen.id == "S-06"


async def test_a_filter_that_leaves_nothing_offers_the_way_out(clothes, anna):
    await anna.presses(OpenList(source="all").pack())
    await anna.taps_on("⚙ Filter")
    await anna.types("1000-2000")
    assert anna.sees("Nothing matches. Nearest: without “$1,000.00 – $2,000.00” (13).")
    await anna.taps_on("Remove")
    assert anna.sees("13 items")


async def test_words_typed_in_a_category_stay_in_it(clothes, anna):
    await shop_mug_in_shirts(clothes)
    await anna.presses(OpenCategory(id=0).pack())
    await anna.taps_on("Clothes")
    await anna.taps_on("Shirts")
    await anna.types("mug")
    assert anna.sees("“mug” · 2 found")
    await anna.taps_on("Search the whole shop")
    assert anna.sees("“mug” · 6 found")


async def shop_mug_in_shirts(shop) -> None:
    for n in (1, 2):
        await shop.product(f"Mug shirt {n}", category=("Clothes", "Shirts"))


async def test_words_a_category_does_not_have_are_searched_in_the_shop(clothes, anna):
    await anna.presses(OpenCategory(id=0).pack())
    await anna.taps_on("Mugs")
    await anna.types("cap")
    assert anna.sees("“cap” · 3 found")


async def test_a_product_that_is_gone_says_so_and_shows_others(clothes, anna):
    from domain.catalog.actions import unpublish

    product_id = await clothes.product("Old cap", category=("Clothes", "Caps"))
    await unpublish(clothes.owner, product_id)
    await anna.presses(OpenProduct(id=product_id, src="c1.1.pop").pack())
    assert anna.screen.title == "Old cap is no longer sold."
    assert anna.can_tap("Cap 0")
    assert anna.can_tap("Browse")


async def test_a_list_that_never_was_is_refused_where_one_stands(clothes, anna):
    await anna.opens()
    await anna.presses(OpenList(source="s999").pack())
    assert anna.sees("That is no longer here.")
