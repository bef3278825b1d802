"""Where a shop delivers, what an address must say there, and how typed words become one."""

from __future__ import annotations

import pytest

from domain.delivery.rules import PriceRule, Timing, Zone
from domain.delivery.views import DeliveryRules, Method
from domain.tax.rules import TaxRate
from handlers.checkout.fields import address_problems, filled
from handlers.checkout.reach import Reach, reach_of
from handlers.checkout.reading import joined, understand
from tests.handlers.goods import T

US = Reach(("US",))


def method(kind: str = "courier", zone: Zone | None = None) -> Method:
    return Method(1, kind, "M", PriceRule("flat", ((None, 300),)), Timing(), zone, True, "standard")


def test_the_shops_own_country_stands_first():
    rules = DeliveryRules((method(zone=Zone(1, countries=("CA", "US", "MX"))),))
    assert reach_of(rules, (), "US").countries == ("US", "CA", "MX")


def test_a_zone_without_limits_is_the_whole_world():
    assert len(reach_of(DeliveryRules((method(),)), (), "LV").countries) > 200


def test_a_radius_is_at_home():
    assert reach_of(DeliveryRules((method(zone=Zone(1, lat=1.0, lon=1.0, radius_km=5)),)), (), "LV").countries == (
        "LV",
    )


def test_regions_matter_where_a_tax_names_one():
    rules = DeliveryRules((method(zone=Zone(1, countries=("US",))),))
    assert reach_of(rules, (TaxRate("US", "TX", "", 825),), "US").regional == {"US"}
    assert reach_of(rules, (TaxRate("US", "", "", 825),), "US").regional == frozenset()


def test_a_shop_that_only_lets_pick_up_stays_at_home():
    assert reach_of(DeliveryRules((method("pickup"),)), (), "LV").countries == ("LV",)


def test_an_address_needs_street_city_and_postcode():
    assert set(address_problems(US, {"line": " "}, T)) == {"line", "city", "postcode"}
    assert set(address_problems(Reach(("HK",)), {"line": "1 Queen Rd", "city": "Central"}, T)) == set()


@pytest.mark.parametrize(
    ("country", "typed", "said"),
    [
        ("US", "ABC", "A US ZIP code looks like 10001 or 10001-1234."),
        ("LV", "10", "A postcode in Latvia looks like LV-1010."),
        ("PA", "none", "That does not look like a postcode. Leave it empty if you have none."),
    ],
)
def test_a_postcode_that_cannot_be_one_says_how_they_look(country, typed, said):
    values = {"line": "12 Main St", "city": "A", "postcode": typed, "country": country}
    assert address_problems(Reach(("US", "LV", "PA")), values, T) == {"postcode": said}


@pytest.mark.parametrize(("country", "typed"), [("PA", ""), ("PA", "0801"), ("HK", "whatever"), ("LV", "lv 1010")])
def test_a_postcode_that_may_be_one_is_no_problem(country, typed):
    values = {"line": "12 Main St", "city": "A", "postcode": typed, "country": country}
    assert address_problems(Reach(("US", country)), values, T) == {}


def test_a_filled_address_is_tidied():
    assert filled({"line": " 12  Main St ", "city": "Austin"}, US) == {
        "line": "12 Main St", "unit": "", "city": "Austin", "region": "", "postcode": "", "country": "US"
    }  # fmt: skip


def test_an_address_is_understood_over_several_messages():
    first = understand("12 Main St", US)
    assert first.ask == "city"
    assert understand(joined(first.so_far, "Austin"), US).place.city == "Austin"


def test_a_region_is_asked_for_where_it_matters():
    regional = Reach(("US",), frozenset({"US"}))
    first = understand("12 Main St, Austin, 78701", regional)
    assert first.ask == "region"
    assert understand(joined(first.so_far, "TX"), regional).place.region == "TX"


def test_a_wrong_postcode_is_asked_for_before_anything_else():
    first = understand("12 Main St, Austin, 7870", US)
    assert first.ask == "postcode"
    again = understand(joined(first.so_far, "no idea"), US)
    assert again.ask == "postcode"
    assert understand(joined(again.so_far, "78701"), US).place.postcode == "78701"


def test_words_without_an_address_are_none():
    assert not understand("wool hat", US).is_address


def test_a_point_is_an_address_of_its_own():
    assert understand("30.2672, -97.7431", US).place["lat"] == 30.2672
