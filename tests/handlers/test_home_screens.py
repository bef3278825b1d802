"""S-01 as a pure function of what the shop knows about this person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.orders.views import OrderRow
from handlers.browse.buttons import OpenCategory, OpenList
from handlers.home.screens import Again, HomeView, ended_link, home_screen, welcome
from handlers.product.buttons import BuyNow
from tests.handlers.goods import T, a_shop, action, category, choice, labels, primary, tile, usd

TILES = (tile(1), tile(2, "Canvas cap"))
CATEGORIES = tuple(category(n, f"Shelf {n}") for n in range(1, 9))


def order_row(status: str) -> OrderRow:
    return OrderRow(7, 1042, status, "paid", "cash", "Anna", 1, usd("9"), "web", False, "", datetime.now(UTC), None)


def test_a_newcomer_is_welcomed_by_the_shops_name():
    screen = home_screen(HomeView(a_shop(), 30, TILES), T)
    assert screen.body == "Welcome to Gathered Goods. Pick something below, or type what you need."


def test_somebody_who_was_here_is_greeted_by_first_name():
    screen = home_screen(HomeView(a_shop(), 30, TILES, returning=True, name="Maria Kalnina"), T)
    assert screen.body == "Hi Maria. What do you need today?"


def test_somebody_without_a_name_is_asked_what_they_need():
    assert home_screen(HomeView(a_shop(), 30, TILES, returning=True), T).body == "What do you need today?"


def test_five_categories_and_a_way_to_all_of_them():
    screen = home_screen(HomeView(a_shop(), 80, TILES, CATEGORIES), T)
    cells = [c for c in screen.choices if c.columns == 2]
    assert len(cells) == 6
    assert cells[-1].press == OpenCategory(id=0)


def test_few_categories_leave_all_to_every_product():
    screen = home_screen(HomeView(a_shop(), 80, TILES, CATEGORIES[:3]), T)
    assert choice(screen, "All").press == OpenList(source="all")


def test_a_small_shop_shows_its_shelf_without_categories():
    screen = home_screen(HomeView(a_shop(), 9, TILES), T)
    assert [c.label for c in screen.choices] == ["Enamel mug", "Canvas cap", "All 9 ›"]


def test_a_shop_that_fits_on_its_shelf_needs_no_all():
    assert len(home_screen(HomeView(a_shop(), 2, TILES), T).choices) == 2


def test_the_cart_is_the_primary_button_once_it_holds_something():
    screen = home_screen(HomeView(a_shop(), 30, TILES, cart_units=3, cart_sum=usd("50.70")), T)
    assert primary(screen) == ["🛒 Cart · 3 · $50.70"]


def test_an_empty_cart_has_no_button():
    assert primary(home_screen(HomeView(a_shop(), 30, TILES), T)) == []


def test_sale_is_offered_only_when_something_is_on_sale():
    assert "🔥 Sale" not in labels(home_screen(HomeView(a_shop(), 30, TILES), T))
    assert "🔥 Sale" in labels(home_screen(HomeView(a_shop(), 30, TILES, sale=True), T))


def test_the_last_purchase_stands_above_everything():
    again = Again(BuyNow(variant=5), "Linen shirt", usd("24.00"))
    button = action(home_screen(HomeView(a_shop(), 30, TILES, again=again), T), "Buy again")
    assert (button.label, button.row) == ("🔁 Buy again · Linen shirt · $24.00", -1)


@pytest.mark.parametrize(
    ("status", "words"),
    [("shipped", "is on its way"), ("packing", "is being packed"), ("awaiting_payment", "waits for its payment")],
)
def test_an_open_order_is_told_in_one_line(status: str, words: str):
    (line,) = home_screen(HomeView(a_shop(), 30, TILES, order=order_row(status)), T).lines
    assert line == f"📦 Order #1042 {words}"


def test_the_merchants_notice_and_a_closure_stand_together():
    shop = a_shop(notice="Free delivery from $40", closed_notice="Closed today")
    assert home_screen(HomeView(shop, 30, TILES), T).notice == "Free delivery from $40 · Closed today"


def test_an_empty_shop_offers_to_write_when_it_opens():
    screen = home_screen(HomeView(a_shop(), 0), T)
    assert primary(screen) == ["🔔 Tell me when you open"]
    assert "💬 Help" in labels(screen)


def test_home_never_passes_ten_rows():
    again = Again(BuyNow(variant=5), "Linen shirt", usd("24.00"))
    home = HomeView(a_shop(), 80, (*TILES, tile(3)), CATEGORIES, sale=True, again=again, cart_units=1)
    screen = home_screen(home, T)
    cells = sum(c.columns == 2 for c in screen.choices)
    assert len({a.row for a in screen.actions}) + (len(screen.choices) - cells) + -(-cells // 2) <= 10


def test_an_ended_link_says_so_on_home():
    assert ended_link(home_screen(HomeView(a_shop(), 30, TILES), T), T).notice == "That link has ended."


def test_home_greets_once_even_when_a_link_led_there():
    screen = home_screen(HomeView(a_shop(), 30, TILES), T)
    assert welcome(screen, a_shop(), T) == screen
