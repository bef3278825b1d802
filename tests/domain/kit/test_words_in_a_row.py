"""Things in a row, parted as the reader's language parts them."""

import pytest

from domain.kit.i18n import Translator


@pytest.mark.parametrize(
    ("locale", "row", "item"),
    [
        ("en", "M, blue", "Shirt, M, blue"),
        ("zh_Hans", "M、blue", "Shirt，M、blue"),
        ("ru", "M, blue", "Shirt, M, blue"),
    ],
)
def test_each_language_has_its_own_commas(locale: str, row: str, item: str) -> None:
    t = Translator(locale)
    assert t.listed(("M", "blue")) == row
    assert t.item("Shirt", row) == item


def test_what_is_not_there_leaves_no_comma() -> None:
    t = Translator()
    assert (t.listed(()), t.listed(("", "blue")), t.item("Shirt", "")) == ("", "blue", "Shirt")


def test_braces_of_a_merchant_are_letters() -> None:
    assert Translator().listed(("{a}", "{b}", "{c}")) == "{a}, {b}, {c}"
