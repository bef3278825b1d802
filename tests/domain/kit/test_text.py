import pytest

from domain.kit.text import folded, western_digits


@pytest.mark.parametrize(
    ("typed", "same"),
    [("  RĪGA ", "riga"), ("São  Paulo", "sao paulo"), ("Ёлка", "елка"), ("ＲＩＧＡ", "riga"), ("STRASSE", "straße")],
)
def test_case_accents_and_spaces_do_not_tell_places_apart(typed, same):
    assert folded(typed) == folded(same)


@pytest.mark.parametrize(("one", "other"), [("กิ", "กี"), ("ガ", "カ"), ("लोग", "लग")])
def test_marks_that_are_letters_do(one, other):
    assert folded(one) != folded(other)


def test_digits_of_any_script_are_numbers():
    assert western_digits("٢٠, ２３ и ४५½") == "20, 23 и 45½"
