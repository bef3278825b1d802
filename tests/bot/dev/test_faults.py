"""What a translation may not do: each fault is made once and found."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from bot.dev.faults import faults, sign

COUNTED = ("Only {n} left", "Only {n} left of {item}")


def found(language: str, english: str | tuple[str, str], said: str | tuple[str, ...], **more: object) -> list[str]:
    catalogue = Catalog(locale=language)
    catalogue.add(english, said, **more)  # type: ignore[arg-type]
    return list(faults(catalogue, catalogue.get(english, more.get("context"))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Cart", "Корзина"),
        ("🛒 Cart · {sum}", "🛒 Корзина · {sum}"),
        ("<b>Total</b> {sum}", "<b>Итого</b> {sum}"),
        ("Order #{no}", "Заказ №\u00a0{no}"),
        ("{a} from {b}", "{b}, {a}"),
        ("and ", "и "),
    ],
)
def test_what_is_well_said_has_no_fault(english: str, said: str) -> None:
    assert found("ru", english, said) == []


@pytest.mark.parametrize(
    ("english", "said", "fault"),
    [
        ("Cart", "", "not translated"),
        ("Cart", "  ", "not translated"),
        ("Order {no}", "Заказ", "placeholders differ in 'Заказ'"),
        ("Order {no}", "Заказ {number}", "placeholders differ in 'Заказ {number}'"),
        ("Order", "Заказ {no}", "placeholders differ in 'Заказ {no}'"),
        ("Order {no}", "Заказ {no", "braces do not match (expected '}' before end of string)"),
        ("<b>Total</b>", "Итого", "tags differ in 'Итого'"),
        ("<b>Total</b>", "<i>Итого</i>", "tags differ in '<i>Итого</i>'"),
        ("🛒 Cart", "Корзина", "begins with another sign in 'Корзина'"),
        ("🛒 Cart", "🏠 Корзина", "begins with another sign in '🏠 Корзина'"),
        ("Cart", "🛒 Корзина", "begins with another sign in '🛒 Корзина'"),
        ("Cart", "Корзина ", "spaces around it differ in 'Корзина '"),
        ("Order #{no}", "Заказ № {no}", "№ needs a no-break space after it in 'Заказ № {no}'"),
    ],
)
def test_a_fault_is_named(english: str, said: str, fault: str) -> None:
    assert found("ru", english, said) == [fault]


def test_what_is_marked_as_fuzzy_is_not_translated_yet() -> None:
    assert found("ru", "Cart", "Корзина", flags=["fuzzy"]) == ["marked as fuzzy: look at it and take the mark away"]


@pytest.mark.parametrize(
    ("language", "said", "faulty"),
    [
        ("ru", ("Остался {n} {item}", "Осталось {n} {item}", "Осталось {n} {item}"), []),
        ("ru", ("Остался {n} {item}", "Осталось {n} {item}"), ["2 forms, the language has 3"]),
        ("ru", ("Остался {n} {item}", "", "Осталось {n} {item}"), ["not translated"]),
        (
            "ru",
            ("Остался один {item}",) + 2 * ("Осталось {n} {item}",),
            ["placeholders differ in 'Остался один {item}'"],
        ),
        (
            "ru",
            ("Остался {n} {item}", "Осталось {n}", "Осталось {n} {item}"),
            ["placeholders differ in 'Осталось {n}'"],
        ),
        ("zh_Hans", ("{item}仅剩{n}件",), []),
        ("zh_Hans", ("{item}仅剩一件",), ["placeholders differ in '{item}仅剩一件'"]),
        ("de", ("Nur ein {item}", "Nur {n} {item}"), []),
        ("de", ("Nur ein {item}", "Nur wenige {item}"), ["placeholders differ in 'Nur wenige {item}'"]),
        ("de", ("Nur {n}", "Nur {n} {item}"), ["placeholders differ in 'Nur {n}'"]),
    ],
)
def test_every_plural_form_counts(language: str, said: tuple[str, ...], faulty: list[str]) -> None:
    """In Russian the first form is for 21 as well, so it cannot spell "one" out; in German it can."""
    assert found(language, COUNTED, said) == faulty


def test_words_that_customers_type_keep_no_signs() -> None:
    assert found("ru", "refund, money back", "возврат, ⭐ деньги", context="help words") == []


@pytest.mark.parametrize(
    ("text", "first"), [("🛒 Cart", "🛒"), ("＋ Add", "＋"), ("Cart", ""), ("№ 1", ""), ("‹ Back", "")]
)
def test_signs_are_told_from_words(text: str, first: str) -> None:
    assert sign(text) == first
