"""Whose words, which ranges, in what order: decided without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.rules import nearest, price_key, price_range, price_ranges, short_key, value_order
from domain.catalog.words import plain, safe_html

TEXTS = {"en": "Lamp", "ru": "Лампа", "zh_Hans": "灯"}


@pytest.mark.parametrize(
    ("locale", "shop", "seen"),
    [
        ("ru", "en", "Лампа"),
        ("zh_Hant", "en", "灯"),
        ("de", "ru", "Лампа"),
        ("de", "fr", "Lamp"),
    ],
)
def test_words_are_the_readers_then_their_languages_then_the_shops_then_any(locale: str, shop: str, seen: str) -> None:
    assert nearest(TEXTS, locale, shop) == seen


def test_an_empty_text_counts_as_none() -> None:
    assert nearest({"ru": "", "en": "Lamp"}, "ru", "en") == "Lamp"
    assert nearest({"ru": ""}, "ru", "en") is None


def test_a_key_is_the_same_for_every_case_and_fits_a_button() -> None:
    assert short_key("Bleu Clair") == short_key("bleu  CLAIR")
    assert short_key("红色").isascii()
    assert len(short_key("a very long value of an option")) <= 7


@given(st.integers(0, 10**12), st.one_of(st.none(), st.integers(0, 10**12)))
def test_a_price_key_is_read_back(low: int, high: int | None) -> None:
    assert price_range(price_key(low, high)) == (low, high)


def test_words_are_no_price_range() -> None:
    assert price_range("cheap") is None
    assert price_range("1-?") is None


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=4).map(sorted))
def test_every_price_lies_in_exactly_one_range(quarters: list[int]) -> None:
    ranges = price_ranges(quarters)
    for price in quarters if ranges else ():
        assert sum(low <= price and (high is None or price <= high) for low, high in ranges) == 1


def test_ranges_are_cut_at_round_figures() -> None:
    assert price_ranges([1340, 2070, 3590, 9000]) == ((0, 1400), (1401, 2100), (2101, 3600), (3601, None))


def test_equal_prices_make_no_ranges() -> None:
    assert price_ranges([1990, 1990, 1990, 1990]) == ()


def test_values_stand_as_people_expect_them() -> None:
    labels = ["XL", "1 kg", "Plain", "S", "250 g", "M", "1.1 L", "600 ml"]
    assert sorted(labels, key=lambda label: value_order(label, 0)) == [
        "S", "M", "XL", "250 g", "600 ml", "1 kg", "1.1 L", "Plain",
    ]  # fmt: skip


def test_descriptions_keep_their_formatting_and_nothing_that_runs() -> None:
    dirty = '<p onclick="x()">Soft <b>wool</b></p><script>alert(1)</script><a href="javascript:x()">more</a><img src=x>'
    assert safe_html(dirty) == '<p>Soft <b>wool</b></p><a rel="noopener noreferrer nofollow">more</a>'


def test_plain_words_keep_paragraphs_and_lists() -> None:
    html = "<p>Soft &amp; warm.</p>\n<ul>\n<li><p>Wool</p></li><li>Silk</li></ul><div>One</div><div>Two</div>"
    assert plain(html) == "Soft & warm.\n\n• Wool\n\n• Silk\n\nOne\n\nTwo"


def test_plain_text_stays_as_it_is() -> None:
    assert plain("Two lines,\n5 < 6.") == "Two lines,\n5 < 6."
