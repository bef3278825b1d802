import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery.rules import Place, Zone, distance_km, zone_for

RIGA = Place(country="LV", city="Rīga", postcode="LV-1010")
LATVIA = Zone(1, countries=("LV",))
WORLD = Zone(2)
CENTRE = Zone(3, countries=("LV",), postcodes=("1010", "1050"))
RIGA_ALL = Zone(4, countries=("LV",), postcodes=("10*",))
RIGA_CITY = Zone(5, countries=("LV",), regions=("riga",))
RING_10 = Zone(6, countries=("LV",), lat=56.95, lon=24.1, radius_km=10)
RING_2 = Zone(7, countries=("LV",), lat=56.95, lon=24.1, radius_km=2)


def test_the_more_specific_zone_wins_whatever_the_order():
    zones = [WORLD, LATVIA, RIGA_CITY, RIGA_ALL, CENTRE]
    while zones:
        assert zone_for(RIGA, zones) == zones[-1]
        assert zone_for(RIGA, zones[::-1]) == zones[-1]
        zones.pop()


def test_a_pin_is_decided_by_the_smallest_ring_round_it():
    pin = Place(country="LV", lat=56.951, lon=24.101, postcode="1010")
    assert zone_for(pin, [CENTRE, RING_10, RING_2]) == RING_2


def test_a_pin_needs_no_country_but_a_foreign_one_is_refused():
    assert zone_for(Place(lat=56.95, lon=24.1), [RING_2]) == RING_2
    assert zone_for(Place(country="EE", lat=56.95, lon=24.1), [RING_2]) is None


def test_a_typed_address_without_a_point_is_not_in_a_ring():
    assert zone_for(RIGA, [RING_10]) is None
    assert zone_for(RIGA, [RING_10, LATVIA]) == LATVIA


def test_a_zone_with_a_ring_and_postcodes_takes_either():
    both = Zone(9, countries=("LV",), postcodes=("1010",), lat=56.95, lon=24.1, radius_km=2)
    assert zone_for(RIGA, [both]) == both
    assert zone_for(Place(lat=56.95, lon=24.1), [both]) == both


def test_between_equals_the_earlier_zone_wins():
    assert zone_for(RIGA, [Zone(11, ("LV",)), Zone(12, ("LV", "EE"))]).id == 11


def test_outside_every_zone_there_is_none():
    assert zone_for(Place(country="FR", city="Paris", postcode="75001"), [LATVIA, CENTRE, RIGA_CITY]) is None
    assert zone_for(RIGA, []) is None


def test_a_zone_of_postcodes_does_not_spill_into_the_whole_country():
    assert zone_for(Place(country="LV", city="Liepāja", postcode="LV-3401"), [RIGA_ALL]) is None
    assert zone_for(Place(country="LV", city="Rīga"), [RIGA_ALL]) is None


@pytest.mark.parametrize(
    ("country", "pattern", "inside", "outside"),
    [
        ("LV", "10*", "LV-1010", "LV-1110"),
        ("LV", "LV-10*", "1010", "LV-2010"),
        ("LV", "1000-1099", "LV 1099", "LV-1100"),
        ("DE", "10115", "10115", "10117"),
        ("GB", "SW1*", "sw1a 2aa", "SE1 7PB"),
        ("GB", "NW1 6XE", "NW16XE", "NW1 6XF"),
        ("SE", "111 00 - 119 99", "114 55", "121 00"),
        ("PL", "00-950", "00-950", "00-951"),
        ("PL", "00-001..09-999", "04-123", "10-001"),
        ("US", "10000-10299", "10118-1234", "10300"),
        ("US", "10118", "10118-1234", "10119"),
        ("PT", "1000-1999", "1000-205", "2000-205"),
        ("BR", "01000-000", "01000-000", "01001-000"),
        ("JP", "100*", "100-0001", "101-0001"),
        ("CA", "K1A*", "K1A 0B1", "K2A 0B1"),
        ("RU", "101000–129999", "119019", "190000"),
    ],
)
def test_postcode_patterns_are_read_as_merchants_write_them(country, pattern, inside, outside):
    zone = Zone(1, countries=(country,), postcodes=(pattern,))
    assert zone_for(Place(country=country, postcode=inside), [zone]) == zone
    assert zone_for(Place(country=country, postcode=outside), [zone]) is None


def test_no_pattern_holds_a_missing_postcode():
    assert zone_for(Place(country="LV"), [Zone(1, postcodes=("*", "", "0-9"))]) is None


def test_distance_is_that_of_the_globe():
    assert distance_km(56.9496, 24.1052, 59.4370, 24.7536) == pytest.approx(279.3, abs=1)
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)


latitude = st.floats(-90, 90)
longitude = st.floats(-180, 180)


@given(latitude, longitude, latitude, longitude)
def test_distance_is_symmetric_and_never_past_the_antipode(a, b, c, d):
    there = distance_km(a, b, c, d)
    assert 0 <= there <= 20_016
    assert there == pytest.approx(distance_km(c, d, a, b), abs=1e-6)
