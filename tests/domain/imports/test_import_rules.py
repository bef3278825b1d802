"""What a product must be before it goes in, without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.imports.plan import examine
from domain.imports.port import ImageRow, ProductRow, VariantRow
from domain.imports.rules import digest
from domain.imports.write_categories import category_key
from domain.kit.money import Money
from tests.kit.goods import goods, variant


def refusal(row: ProductRow) -> str:
    admitted, problems = examine(row, "USD")
    assert admitted is None
    assert [problem.action for problem in problems] == ["refused"]
    return problems[0].problem


def warnings(row: ProductRow) -> list[str]:
    admitted, problems = examine(row, "USD")
    assert admitted is not None
    assert {problem.action for problem in problems} <= {"warned"}
    return [problem.problem for problem in problems]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (goods("Lamp", key=""), "key"),
        (goods("Lamp", names={"en": ""}), "no name"),
        (replace(goods("Lamp"), variants=()), "nothing to sell"),
        (goods("Lamp", variant(price="-1.00")), "below zero"),
        (goods("Lamp", replace(variant(), price=Money(100, "EUR"))), "the shop sells in USD"),
        (goods("Lamp", variant("S"), variant("S", key="other"), options=("Size",)), "the same"),
        (goods("Lamp", variant("S", key="a"), variant("M", key="a"), options=("Size",)), "the same"),
        (goods("Lamp", variant("S", "Red"), options=("Size",)), "one value for every option"),
        (goods("Lamp", variant("S", "M"), options=("Size", "size")), "same name"),
        (goods("Lamp\x00"), "NUL"),
        (goods("Lamp \ud800"), "half characters"),
    ],
)
def test_what_cannot_be_sold_is_refused_with_its_reason(row: ProductRow, said: str) -> None:
    assert said in refusal(row)


def test_a_backslash_is_no_nul_character() -> None:
    assert warnings(goods("Lamp \\u0000 \\\\u0000")) == []


def test_a_problem_stands_on_the_variants_own_line() -> None:
    _, problems = examine(goods("Lamp", replace(variant(price="-1.00"), line=7), line=5), "USD")
    assert (problems[0].line, problems[0].key) == (7, "lamp")


def test_what_is_too_long_is_cut_at_a_word() -> None:
    row = goods("Lamp", names={"en": "word " * 100}, brand="b" * 200)
    admitted, problems = examine(row, "USD")
    assert admitted
    assert len(admitted.row.names["en"]) <= 300
    assert admitted.row.names["en"].endswith("word…")
    assert len(admitted.row.brand) == 120
    assert len(problems) == 2


def test_without_a_number_stock_is_not_counted() -> None:
    admitted, _ = examine(goods("Lamp", VariantRow("-", (), Money(100, "USD"))), "USD")
    assert admitted
    assert admitted.row.variants[0].policy == "untracked"


def test_impossible_stock_is_set_right_and_told() -> None:
    assert warnings(goods("Lamp", stock=-4)) == ["The stock -4 cannot be; it is set to 0."]


def test_a_lower_price_before_the_sale_is_no_sale() -> None:
    admitted, _ = examine(goods("Lamp", price="9.00", was="8.00"), "USD")
    assert admitted
    assert admitted.row.variants[0].compare_at is None


@pytest.mark.parametrize(
    "source",
    [
        "https://localhost/a.jpg",
        "https://user:pw@example.com/a.jpg",
        "https://example.com/a b.jpg",
        "https://x/" + "a" * 600,
    ],
)
def test_a_link_that_cannot_be_shown_is_left_out(source: str) -> None:
    assert len(warnings(goods("Lamp", images=(ImageRow(source),)))) == 1


def test_a_picture_over_http_is_asked_for_over_https() -> None:
    admitted, problems = examine(goods("Lamp", images=(ImageRow("http://cdn.example.com/a.jpg"),)), "USD")
    assert admitted
    assert admitted.row.images[0].source == "https://cdn.example.com/a.jpg"
    assert problems == []


def test_the_same_words_on_another_line_are_the_same_product() -> None:
    row = goods("Lamp")
    moved = replace(row, line=9, variants=tuple(replace(v, line=9) for v in row.variants))
    assert digest(row) == digest(moved)
    assert digest(row) != digest(replace(row, brand="Glow"))


def test_a_category_is_the_same_in_every_spelling() -> None:
    assert category_key(("Home", "Décor")) == category_key((" home", "DECOR "))
    assert len(category_key(("x" * 120,) * 8)) <= 300
