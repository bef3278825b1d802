"""How postcodes look, country by country."""

from __future__ import annotations

import pytest

from domain.customers.address_codes import PATTERNS
from domain.customers.postcodes import examples, read_postcode


@pytest.mark.parametrize("country", sorted(PATTERNS))
def test_every_country_with_a_pattern_has_examples_that_stay_as_they_are(country):
    assert examples(country)
    assert [read_postcode(code, country) for code in examples(country)] == list(examples(country))


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("US", "10001 1234", "10001-1234"),
        ("US", "١٠٠٠١", "10001"),
        ("LV", "lv1010", "LV-1010"),
        ("LV", "1010", "LV-1010"),
        ("DE", "D-10115", "10115"),
        ("CH", "CH 8001", "8001"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("JP", "〒100-0001", "100-0001"),
        ("PL", "00950", "00-950"),
        ("SE", "11120", "111 20"),
        ("IE", "d02af30", "D02 AF30"),
        ("AD", "ad500", "AD500"),
        ("HK", "", ""),
    ],
)
def test_a_postcode_is_kept_in_its_countrys_spelling(country, typed, kept):
    assert read_postcode(typed, country) == kept


@pytest.mark.parametrize(
    ("country", "typed"),
    [("US", "ABC"), ("US", "1234"), ("US", "123456"), ("GB", "12345"), ("LV", "101"), ("AD", "-"), ("AD", "x" * 40)],
)
def test_what_cannot_be_a_postcode_is_none(country, typed):
    assert read_postcode(typed, country) is None
