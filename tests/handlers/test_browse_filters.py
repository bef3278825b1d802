"""S-04 as a pure function of a list's facets."""

from __future__ import annotations

from domain.catalog.views import Facet, FacetValue
from handlers.browse.buttons import ClearFilters, OpenFilter, OpenList, ToggleFacet
from handlers.browse.filters import Filters, chosen_names, filter_screen, fits_at_once
from tests.handlers.goods import T, action, choice, labels, primary

SIZE = Facet("o1", "Size", (FacetValue("m", "M", 12, True), FacetValue("l", "L", 9, False)))
PRICE = Facet("price", "Price", (FacetValue("0-rs", "≤ $10.00", 4, True),))
STOCK = Facet("stock", "Availability", (FacetValue("1", "In stock", 11, False),))
FACETS = (SIZE, PRICE, STOCK)


def test_few_values_are_all_on_one_screen_with_their_counts():
    screen = filter_screen(Filters("c9", "Shirts", FACETS, 12), T)
    assert screen.title == "Filter Shirts · 12 match"
    large = choice(screen, "L")
    assert (large.press, large.badge, large.group) == (ToggleFacet(source="c9", facet="o1", value="l"), "9", "Size")
    assert choice(screen, "M").state == "chosen"


def test_the_way_on_says_how_many_and_clearing_is_at_hand():
    screen = filter_screen(Filters("s3", "Shirts", FACETS, 12), T)
    assert primary(screen) == ["Show 12"]
    assert action(screen, "Clear").press == ClearFilters(source="s3")
    assert screen.nav.back == OpenList(source="s3")


def test_a_price_may_be_typed_where_prices_are_shown():
    assert filter_screen(Filters("c9", "Shirts", FACETS, 12), T).awaits == "price.c9"
    assert filter_screen(Filters("c9", "Shirts", (SIZE,), 12), T).awaits == ""


def test_many_values_are_opened_facet_by_facet():
    overview = filter_screen(Filters("c9", "Shirts", FACETS, 12, whole=False), T)
    assert choice(overview, "Size").press == OpenFilter(source="c9", facet="o1")
    assert choice(overview, "Size").description == "M"
    one = filter_screen(Filters("c9", "Shirts", FACETS, 12, open="o1", whole=False), T)
    assert [c.label for c in one.choices] == ["M", "L"]
    assert one.nav.back == OpenFilter(source="c9")


def test_nothing_chosen_has_nothing_to_clear():
    assert labels(filter_screen(Filters("c9", "Shirts", (STOCK,), 12), T)) == ["Show 12"]


def test_a_list_without_facets_says_so_and_leads_back():
    screen = filter_screen(Filters("c9", "Shirts", (), 1), T)
    assert screen.body == "There is nothing to filter by here."
    assert primary(screen) == ["Show 1"]


def test_filters_are_named_as_people_say_them():
    assert chosen_names(FACETS, T) == ("Size M", "≤ $10.00")


def test_whether_all_fit_depends_on_the_room():
    assert fits_at_once(FACETS, 4)
    assert not fits_at_once(FACETS, 3)
