"""S-02, S-03 and S-06 as pure functions."""

from __future__ import annotations

from handlers.browse.buttons import OpenCategory, OpenFilter, OpenList, PickPage
from handlers.browse.places import back_to, fits, next_sort, number, place
from handlers.browse.screens import (
    CategoryPage,
    Nearest,
    Shown,
    category_screen,
    empty_filter_screen,
    list_screen,
    page_picker,
)
from handlers.cart.buttons import OpenCart
from handlers.home.buttons import Home
from handlers.orders.buttons import OpenOrder
from handlers.product.buttons import OpenProduct
from handlers.search.buttons import SearchAll
from tests.handlers.goods import T, action, category, choice, labels, page_of, primary, tile, usd


def shown(*tiles: object, **more: object) -> Shown:
    values = {"source": "c9", "tiles": page_of(*tiles), "sort": "pop", "name": "Shirts", "back": Home()}
    return Shown(**{**values, **more})


def test_a_list_says_its_category_and_count():
    assert list_screen(shown(tile(1), tile(2)), T).title == "Shirts · 2 items"


def test_a_long_list_says_which_page_this_is():
    page = page_of(tile(1), number=2, total=34)
    assert list_screen(shown(tiles=page), T).title == "Shirts · 34 items · page 2 of 6"


def test_a_product_remembers_the_list_and_page_it_was_opened_from():
    screen = list_screen(shown(tiles=page_of(tile(1), number=2, total=34), sort="up"), T)
    assert screen.choices[0].press == OpenProduct(id=1, src="c9.2.up")


def test_marks_tell_sale_saved_and_in_cart():
    marked = tile(1, price="8.00", old_price=usd("10.00"), saved=True, in_cart=2)
    first = list_screen(shown(marked), T).choices[0]
    assert (first.badge, first.price, first.old_price) == ("−20% ♥ •2", "$8.00", "$10.00")


def test_a_sold_out_product_is_listed_and_marked():
    assert list_screen(shown(tile(1, available=False)), T).choices[0].state == "sold_out"


def test_a_product_with_several_prices_starts_from_the_lowest():
    assert list_screen(shown(tile(1, price_to=usd("12.00"))), T).choices[0].price == "from $9.00"


def test_the_page_picker_appears_on_long_lists_only():
    assert [a.press for a in list_screen(shown(tiles=page_of(tile(1), number=2, total=18)), T).actions][:2] == [
        OpenList(source="c9", page=1),
        OpenList(source="c9", page=3),
    ]
    assert PickPage(source="c9") in [a.press for a in list_screen(shown(tiles=page_of(tile(1), total=34)), T).actions]


def test_sorting_goes_round():
    assert [next_sort(s) for s in ("pop", "up", "down", "new")] == ["up", "down", "new", "pop"]


def test_the_filter_chip_counts_what_is_filtered():
    screen = list_screen(shown(tile(1), filters=("size M", "under $30")), T)
    assert action(screen, "Filter").label == "⚙ Filter · 2"
    assert screen.body == "Filters: size M, under $30"


def test_one_product_needs_no_sorting():
    assert labels(list_screen(shown(tile(1)), T)) == []


def test_filters_that_match_nothing_name_the_one_to_remove():
    screen = empty_filter_screen(shown(category_id=9), Nearest("under $30", 12, "s4"), T)
    assert screen.body == "No Shirts match. Nearest: without “under $30” (12)."
    assert primary(screen) == ["Remove “under $30”"]
    assert action(screen, "Remove").press == OpenList(source="s4")


def test_filters_that_cannot_be_saved_can_be_cleared():
    assert primary(empty_filter_screen(shown(), None, T)) == ["Clear all"]


def test_results_name_the_words_and_the_count():
    screen = list_screen(shown(tile(1), tile(2), words="shirt", source="s3"), T)
    assert (screen.id, screen.title) == ("S-06", "“shirt” · 2 found")


def test_a_correction_can_be_taken_back():
    screen = list_screen(shown(tile(1), words="shirt", typed="shrit", list_id=3, source="s3"), T)
    assert screen.body == "Showing “shirt”."
    assert action(screen, "Search “shrit” instead").press == SearchAll(list_id=3, exact=1)


def test_a_search_inside_a_category_offers_the_whole_shop():
    screen = list_screen(shown(tile(1), words="shirt", list_id=3, within=True, source="s3"), T)
    assert action(screen, "Search the whole shop").press == SearchAll(list_id=3)


def test_a_category_lists_its_children_two_per_row():
    page = CategoryPage(4, (category(5, "Shirts", 34, 4), category(6, "Caps", 2, 4)), Home(), ("Clothes",), count=36)
    screen = category_screen(page, T)
    assert choice(screen, "Shirts · 34").press == OpenCategory(id=5)
    assert primary(screen) == ["Show all 36"]


def test_many_children_are_paged():
    children = tuple(category(n, f"Shelf {n}", parent=4) for n in range(1, 15))
    screen = category_screen(CategoryPage(4, children, Home(), ("Clothes",), count=70, page=9), T)
    assert len(screen.choices) == 2
    assert action(screen, "‹ Prev").press == OpenCategory(id=4, page=1)


def test_the_picker_of_a_huge_list_stays_short_and_reaches_the_end():
    screen = page_picker("all", "pop", 1000, T)
    assert len(screen.choices) <= 41
    assert screen.choices[-1].press == OpenList(source="all", page=1000)


def test_places_lead_back():
    assert back_to("c9.2.up") == OpenList(source="c9", page=2, sort="up")
    assert back_to("od7") == OpenOrder(id=7)
    assert back_to("k") == OpenCart()
    assert back_to("", 9) == OpenList(source="c9")
    assert back_to("nonsense") == Home()


def test_a_source_names_its_row():
    assert (number("c9", "c"), number("s12", "s"), number("sale", "s"), place("new", 3, "pop")) == (
        9,
        12,
        0,
        "new.3.pop",
    )


def test_every_button_of_a_list_fits():
    screen = list_screen(shown(tile(2_000_000), source="s99999999", tiles=page_of(tile(2_000_000), total=900)), T)
    assert all(fits(a.press) for a in screen.actions if a.press)
    assert all(fits(c.press) for c in screen.choices)


def test_filtering_stays_in_reach_of_an_empty_page():
    assert action(list_screen(shown(tile(1), tile(2)), T), "Filter").press == OpenFilter(source="c9")
