"""Hawker's own format: every field, every wrong type by its path, and exact prices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.imports.port import CategoryRow, ImageRow, Item, Problem, ProductRow, UnreadableFile, WordRow
from domain.kit.money import Money
from integrations.feeds.jsonlines import JsonLinesFeed

MUG = {"key": "mug", "name": "Mug", "price": "19.90"}
SHIRT: dict[str, Any] = {
    "key": "shirt",
    "names": {"en": "Shirt", "ru": "Рубашка", "zh-Hans": "衬衫"},
    "descriptions": {"en": "<p>Linen<script>x</script></p>"},
    "options": ["Size", "Color"],
    "variants": [
        {"values": {"Color": "Red", "Size": "S"}, "price": "20.00", "currency": "USD", "compare_at": "25", "stock": 3},
        {"key": "m", "values": ["M", "Red"], "price": 21.5, "sku": "S-M", "gtin": "4006381333931",
         "policy": "backorder", "stock": 0, "weight_g": 350, "image": "https://img.example.com/m.jpg"},
    ],
    "images": ["https://img.example.com/1.jpg", {"url": "https://img.example.com/2.jpg", "alt": "Back"}],
    "categories": [["Clothing", "Shirts"], "Sale > Summer"],
    "tags": ["linen", "LINEN"],
    "brand": "Loom",
    "attributes": {"Fabric": "Linen", "Pockets": 2, "Lined": False},
    "status": "draft",
    "tax_class": "reduced",
    "requires_shipping": True,
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "goods.jsonl"


def read(path: Path, *lines: Any) -> list[Item]:
    written = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    assert JsonLinesFeed().recognises(path)
    return list(JsonLinesFeed().read(path, currency="USD"))


def where(items: list[Item]) -> list[tuple[int | None, str | None, str]]:
    return [(item.line, item.column, item.action) for item in items if isinstance(item, Problem)]


def test_a_product_carries_every_field(path: Path) -> None:
    (shirt,) = read(path, SHIRT)
    assert isinstance(shirt, ProductRow)
    assert shirt.names == {"en": "Shirt", "ru": "Рубашка", "zh_Hans": "衬衫"}
    assert shirt.descriptions == {"en": "<p>Linen</p>"}
    assert (shirt.options, shirt.categories) == (("Size", "Color"), (("Clothing", "Shirts"), ("Sale", "Summer")))
    assert (shirt.tags, shirt.brand, shirt.status, shirt.tax_class) == (("linen",), "Loom", "draft", "reduced")
    assert shirt.attributes == {"Fabric": "Linen", "Pockets": "2", "Lined": "no"}
    assert [i.alt for i in shirt.images] == ["", "Back", ""]
    assert shirt.images[2] == ImageRow("https://img.example.com/m.jpg")


def test_a_variant_carries_every_field(path: Path) -> None:
    (shirt,) = read(path, SHIRT)
    assert isinstance(shirt, ProductRow)
    small, medium = shirt.variants
    assert (small.key, small.values, small.price) == ("S / Red", ("S", "Red"), Money(2000, "USD"))
    assert (small.compare_at, small.stock, small.policy) == (Money(2500, "USD"), 3, "deny")
    assert (medium.key, medium.sku, medium.gtin, medium.price.minor) == ("m", "S-M", "4006381333931", 2150)
    assert (medium.stock, medium.policy, medium.weight_g) == (0, "backorder", 350)


def test_a_product_with_one_variant_says_its_price_itself(path: Path) -> None:
    (mug,) = read(path, {**MUG, "sku": "M-1", "stock": None})
    assert isinstance(mug, ProductRow)
    (only,) = mug.variants
    assert (only.key, only.sku, only.price.minor, only.stock, only.policy) == (
        "default",
        "M-1",
        1990,
        None,
        "untracked",
    )


@pytest.mark.parametrize(("price", "minor"), [("19.9", 1990), ("1234567.89", 123456789), ("0.29", 29), ("5", 500)])
def test_a_price_written_as_a_number_is_never_rounded(path: Path, price: str, minor: int) -> None:
    (mug,) = read(path, f'{{"key": "a", "name": "A", "price": {price}}}')
    assert isinstance(mug, ProductRow)
    assert mug.variants[0].price.minor == minor


def test_names_of_categories_and_words_in_other_languages(path: Path) -> None:
    category = {"category": ["Home", "Lamps"], "names": {"ru": "Лампы"}, "descriptions": {"ru": "Свет"}}
    items = read(path, category, {"word": "Color", "texts": {"ru": "Цвет"}})
    assert items == [
        CategoryRow(("Home", "Lamps"), {"ru": "Лампы"}, {"ru": "Свет"}, 1),
        WordRow("Color", {"ru": "Цвет"}, 2),
    ]


@pytest.mark.parametrize(
    ("change", "column"),
    [({"key": ""}, "key"), ({"key": "k" * 201}, "key"), ({"name": None}, "name"), ({"price": None}, "price"),
     ({"price": "free"}, "price"), ({"price": "-1"}, "price"), ({"price": "1.999"}, "price"),
     ({"price": True}, "price"), ({"price": [1]}, "price"), ({"currency": "EUR"}, "currency"),
     ({"status": "gone"}, "status"),
     ({"policy": "maybe"}, "policy"), ({"options": ["Size"]}, "options"), ({"variants": []}, "variants"),
     ({"variants": ["S"]}, "variants[0]"), ({"variants": [{"price": "x"}]}, "variants[0].price"),
     ({"variants": [{"price": "1", "values": ["S"]}]}, "variants[0].values"), ({"images": "a.jpg"}, "images"),
     ({"categories": ["a", 5]}, "categories[1]"), ({"tags": [["a"]]}, "tags[0]"), ({"attributes": []}, "attributes"),
     ({"names": {"Russian!": "x"}}, "names.Russian!"), ({"requires_shipping": "no"}, "requires_shipping"),
     ({"brand": "a\0b"}, "brand")],
)  # fmt: skip
def test_a_wrong_value_refuses_the_line_by_its_path(path: Path, change: dict[str, Any], column: str) -> None:
    items = read(path, {**MUG, **change}, {**MUG, "key": "good"})
    assert where(items) == [(1, column, "refused")]
    assert [item.key for item in items if isinstance(item, ProductRow)] == ["good"]


@pytest.mark.parametrize(
    ("change", "column"),
    [({"gtin": "123"}, "gtin"), ({"stock": -1}, "stock"), ({"stock": 2.5}, "stock"),
     ({"compare_at": "1"}, "compare_at"), ({"price": 0}, "price"), ({"weight_g": "heavy"}, "weight_g"),
     ({"images": ["http://10.0.0.1/a"]}, "images[0].url"),
     ({"colour": "red"}, "colour"), ({"name": "N" * 300}, "names.en")],
)  # fmt: skip
def test_what_needs_a_look_goes_in_with_a_warning(path: Path, change: dict[str, Any], column: str) -> None:
    items = read(path, {**MUG, **change})
    assert where(items) == [(1, column, "warned")]
    assert isinstance(items[-1], ProductRow)


@pytest.mark.parametrize(
    "line",
    ['{"key": "a",', "[1]", "null", '{"a":' * 20_000, '{"key": "a", "key": "b"}', '{"price": NaN}', "1" * 5000, "{}",
     '{"key": "x", "name": "' + "n" * (1 << 20) + '"}'],
    ids=["broken", "list", "null", "deep", "twice", "nan", "digits", "empty", "long"],
)  # fmt: skip
def test_a_line_that_is_no_product_keeps_out_only_itself(path: Path, line: str) -> None:
    items = read(path, MUG, line, {**MUG, "key": "last"})
    assert [place[::2] for place in where(items)] == [(2, "refused")]
    assert [(i.key, i.line) for i in items if isinstance(i, ProductRow)] == [("mug", 1), ("last", 3)]


def test_keys_that_come_twice_or_look_alike(path: Path) -> None:
    items = read(path, MUG, MUG, {**MUG, "price": "5"}, {**MUG, "key": "MUG"})
    assert where(items) == [(2, "key", "skipped"), (3, "key", "refused"), (4, "key", "warned")]


def test_one_list_is_refused_with_a_sentence(path: Path) -> None:
    path.write_text("[\n{}]", encoding="utf-8")
    assert JsonLinesFeed().recognises(path)
    with pytest.raises(UnreadableFile, match="one object a line"):
        JsonLinesFeed().read(path, currency="USD")
