import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customers.phones import (
    PhoneRefused,
    PhoneTooLong,
    PhoneTooShort,
    PhoneUnreadable,
    example,
    masked,
    national,
    normalise,
    of_contact,
)


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("20123456", "LV", "+37120123456"),
        ("+371 2012 3456", "LV", "+37120123456"),
        ("37120123456", "LV", "+37120123456"),
        ("00371 20123456", "LV", "+37120123456"),
        ("+371 2012 3456", "", "+37120123456"),
        ("37120123456", "", "+37120123456"),
        ("8 (912) 345-67-89", "RU", "+79123456789"),
        ("9123456789", "RU", "+79123456789"),
        ("(202) 555-0123", "US", "+12025550123"),
        ("79123456789", "US", "+79123456789"),
        ("00 44 20 7946 0958", "US", "+442079460958"),
        ("07911 123456", "GB", "+447911123456"),
        ("06.12.34.56.78", "FR", "+33612345678"),
        ("139 1234 5678", "CN", "+8613912345678"),
        ("０９０-１２３４-５６７８", "JP", "+819012345678"),
        ("٠٥٠ ١٢٣ ٤٥٦٧", "AE", "+971501234567"),
        ("call me: 20123456 please", "LV", "+37120123456"),
        ("20123456, 29123456", "LV", "+37120123456"),
        ("tel. 20123456 ext 12", "LV", "+37120123456"),
    ],
)
def test_numbers_are_read_as_people_type_them(text, country, e164):
    assert normalise(text, country) == e164


@pytest.mark.parametrize(
    ("text", "country", "refusal"),
    [
        ("2012345", "LV", PhoneTooShort),
        ("+371 2012", "LV", PhoneTooShort),
        ("911", "US", PhoneTooShort),
        ("201234567", "LV", PhoneTooLong),
        ("+371 20123456789", "LV", PhoneTooLong),
        ("+371 12345678", "LV", PhoneRefused),
        ("20123456", "", PhoneRefused),
        ("hello", "LV", PhoneUnreadable),
        ("", "LV", PhoneUnreadable),
        ("📱", "LV", PhoneUnreadable),
        ("9" * 5000, "LV", PhoneTooLong),
    ],
)
def test_a_refusal_says_what_is_wrong_and_shows_a_number(text, country, refusal):
    with pytest.raises(PhoneRefused) as raised:
        normalise(text, country)
    assert type(raised.value) is refusal
    assert raised.value.values["example"] == example(country)


def test_the_example_is_of_the_shops_country_and_is_itself_accepted():
    assert example("LV") == "+371 21 234 567"
    assert example("nowhere") == example("")
    assert normalise(example("RU"), "RU").startswith("+79")


@pytest.mark.parametrize(
    ("e164", "local", "hidden"),
    [
        ("+37120123456", "20 123 456", "+371 … 456"),
        ("+79123456789", "8 (912) 345-67-89", "+7 … 789"),
        ("+12025550123", "(202) 555-0123", "+1 … 123"),
        ("+88801234567", "+88801234567", "+888 … 567"),
        ("", "", "… "),
    ],
)
def test_on_screen_it_is_national_and_in_the_chat_masked(e164, local, hidden):
    assert national(e164) == local
    assert masked(e164) == hidden


@pytest.mark.parametrize("text", ["37120123456", "+371 20123456", "+37120123456"])
def test_a_shared_contact_needs_no_plus(text):
    assert of_contact(text) == "+37120123456"


@pytest.mark.parametrize("text", ["", "123", "9" * 16])
def test_a_shared_contact_without_a_number_is_refused(text):
    with pytest.raises(PhoneUnreadable):
        of_contact(text)


def test_every_countrys_example_is_read_at_home_and_abroad():
    for country in phonenumbers.SUPPORTED_REGIONS:
        number = phonenumbers.example_number(country)
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        assert normalise(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL), country) == e164
        assert normalise(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL), "") == e164


@given(st.text(max_size=60) | st.text("0123456789+-() ", max_size=30), st.sampled_from(["LV", "US", "RU", "", "XX"]))
def test_any_text_is_a_number_or_a_refusal(text, country):
    try:
        e164 = normalise(text, country)
    except PhoneRefused:
        return
    assert normalise(e164, country) == e164
