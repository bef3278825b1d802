"""Single cells of a table: what is read, and what is refused rather than guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.money import Money
from integrations.feeds import values
from integrations.feeds.values import Unreadable


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12.50", 1250), ("12", 1200), ("12,50", 1250), ("12.5", 1250), ("12,5", 1250), ("0012.500", 1250),
        ("1 299,00", 129900), ("1\u00a0299.00", 129900), ("1.299,00", 129900), ("1,299.00", 129900),
        ("1,299,000", 129900000), ("1.299.000,5", 129900050), ("1'299.00", 129900), ("1 299", 129900),
        ("$12.50", 1250), ("US$ 12.50", 1250), ("12.50 USD", 1250), ("usd 12.50", 1250), ("+5", 500), ("0", 0),
        ("１２．５０", 1250),
    ],
)  # fmt: skip
def test_an_amount_that_can_mean_one_thing_is_read(text: str, minor: int) -> None:
    assert values.price(text, "USD") == Money(minor, "USD")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"), ("1,299", "two ways"), ("12.345", "more decimals"), ("12,3456", "more decimals"),
        ("-5.00", "below zero"), ("−5", "below zero"), ("$-5", "below zero"), ("1e3", "short form"),
        ("1,2E+05", "short form"), ("N/A", "not an amount"), ("NaN", "not an amount"), ("inf", "not an amount"),
        ("12.50-15.00", "not an amount"), ("12 34", "not an amount"), ("1_000", "not an amount"),
        (".50", "not an amount"), ("5.", "not an amount"), ("1.299.00", "not an amount"), ("10%", "not an amount"),
        ("€5", "another currency"), ("5 EUR", "another currency"), ("99999999999999", "too much"),
        ("٣", "not an amount"),
        ("9" * 5000, "out of range"), ("(5.00)", "not an amount"),
    ],
)  # fmt: skip
def test_an_unclear_amount_is_refused_and_says_why(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        values.price(text, "USD")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("1299", "JPY", 1299), ("1299.00", "JPY", 1299), ("¥1 299", "JPY", 1299), ("1.299", "KWD", 1299),
     ("1 299,00 ₽", "RUB", 129900), ("Rs.500", "INR", 50000), ("500 руб.", "RUB", 50000), ("CHF 5.10", "CHF", 510)],
)  # fmt: skip
def test_each_currency_has_its_own_decimals_and_signs(text: str, currency: str, minor: int) -> None:
    assert values.price(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"), [("12.50", "JPY"), ("1,299", "KWD"), ("$5", "EUR"), ("12.5000001", "KWD")]
)
def test_decimals_a_currency_lacks_are_never_rounded_away(text: str, currency: str) -> None:
    with pytest.raises(Unreadable):
        values.price(text, currency)


@given(st.text(alphabet="0123456789.,' -+eE$€ ₽x\u00a0", max_size=14))
def test_no_text_is_read_as_an_amount_with_other_digits(text: str) -> None:
    try:
        amount = values.price(text, "USD")
    except Unreadable:
        return
    digits = "".join(filter(str.isdigit, text)).lstrip("0")
    assert str(amount.minor).rstrip("0") == digits.rstrip("0") or amount.minor == 0 == int(digits or 0)


@given(st.integers(0, values.MAX_MINOR - 1))
def test_every_amount_shopify_writes_is_read_back(minor: int) -> None:
    assert values.price(f"{minor // 100}.{minor % 100:02}", "EUR").minor == minor


@pytest.mark.parametrize(
    ("text", "unit", "grams"),
    [("264", "g", 264), ("0.0", "g", 0), ("28.5", "g", 29), ("1.5", "kg", 1500), ("1,5", "KG", 1500), ("1", "lb", 454),
     ("2", "oz", 57)],
)  # fmt: skip
def test_weights_become_whole_grams(text: str, unit: str, grams: int) -> None:
    assert values.weight(text, unit) == grams


@pytest.mark.parametrize(("text", "unit"), [("10", ""), ("10", "stone"), ("-1", "g"), ("1e3", "g"), ("9" * 12, "kg")])
def test_a_weight_without_sense_is_refused(text: str, unit: str) -> None:
    with pytest.raises(Unreadable):
        values.weight(text, unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [("4006381333931", "4006381333931"), ("'4006381333931", "4006381333931"), ('="96385074"', "96385074"),
     ("036000 291452", "036000291452"), ("978-3-16-148410-0", "9783161484100"), ("00012345600012", "00012345600012")],
)  # fmt: skip
def test_barcodes_are_read_through_the_marks_spreadsheets_leave(text: str, code: str) -> None:
    assert values.gtin(text) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [("4.00638E+12", "spreadsheet"), ("4,00638E+12", "spreadsheet"), ("4006381333930", "check digit"),
     ("B00X4WHP5E", "EAN"), ("123", "EAN"), ("４００６３８１３３３９３１", "EAN")],
)  # fmt: skip
def test_a_damaged_barcode_is_refused(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        values.gtin(text)


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("12", 12), ("12.00", 12), ("1000000000", 10**9)])
def test_stock_is_a_whole_number(text: str, count: int) -> None:
    assert values.stock(text) == count


@pytest.mark.parametrize("text", ["-1", "2.5", "in stock", "∞", "1,000", "1000000001", "9" * 5000])
def test_any_other_stock_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        values.stock(text)


def test_yes_and_no_are_read_in_the_languages_of_spreadsheets() -> None:
    assert [values.flag(word) for word in ("TRUE", "true", "WAHR", "1")] == [True] * 4
    assert [values.flag(word) for word in ("FALSE", "ЛОЖЬ", "faux", "0")] == [False] * 4


@pytest.mark.parametrize(("text", "more"), [("continue", True), ("DENY", False), ("TRUE", True), ("false", False)])
def test_selling_on_is_said_in_words_or_as_yes_and_no(text: str, more: bool) -> None:
    assert values.oversell(text) is more
