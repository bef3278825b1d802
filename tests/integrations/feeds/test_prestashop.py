"""PrestaShop: products with combinations from a second table, discounts as they hold today."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.imports.port import UnreadableFile
from integrations.feeds.detect import feed_of
from tests.kit.clock import Clock
from tests.kit.feeds import read_file, read_text, sold, told, zipped

HEAD = (
    "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax included;Discount percent;"
    "Discount from (yyyy-mm-dd);Discount to (yyyy-mm-dd);Reference #;Quantity;"
    "Feature(Name:Value:Position);Weight;Out of stock\n"
)
SHIRT = "7;1;Shirt;Home/Clothing/Shirts;20.000000;10;2026-01-01;2026-12-31;SH;5;Fabric:Linen:1,Buttons:7:2;0.2;1\n"
COMBINATIONS = (
    "Product ID*;Attribute (Name:Type:Position)*;Value (Value:Position)*;Reference;Impact on price;Quantity\n"
    "7;Size:select:0, Color:color:1;S:0, White:1;SH-S;0;2\n"
    "7;Size:select:0, Color:color:1;M:0, White:1;SH-M;-2.50;0\n"
    "7;Size:select:0, Color:color:1;M:0, white:1;SH-M2;0;0\n"
    "9;Size:select:0;M:0;SH-X;0;0\n"
)


def test_combinations_are_variants_with_their_own_addition(tmp_path: Path, clock: Clock) -> None:
    path = zipped(tmp_path / "shop.zip", products_csv=HEAD + SHIRT, combinations_csv=COMBINATIONS)
    (shirt,), problems = read_file(path, format="zip")
    assert (shirt.key, shirt.options) == ("7", ("Size", "Color"))
    assert sold(shirt) == {("S", "White"): (1800, 2), ("M", "White"): (1550, 0)}
    assert [v.compare_at and v.compare_at.minor for v in shirt.variants] == [2000, 1750]
    assert {variant.policy for variant in shirt.variants} == {"backorder"}
    assert [one for one in told(problems) if one[2] == "refused"] == [(4, None, "refused"), (5, None, "refused")]


def test_a_product_alone_has_its_facts_and_path(tmp_path: Path, clock: Clock) -> None:
    (shirt,), problems = read_text(tmp_path / "p.csv", HEAD + SHIRT, format="prestashop")
    assert (shirt.categories, shirt.attributes) == ((("Clothing", "Shirts"),), {"Fabric": "Linen", "Buttons": "7"})
    assert (sold(shirt), shirt.variants[0].sku) == ({(): (1800, 5)}, "SH")
    assert told(problems) == [(2, "Weight", "warned")]


def test_a_discount_that_is_over_is_told_and_not_given(tmp_path: Path, clock: Clock) -> None:
    (shirt,), problems = read_text(tmp_path / "p.csv", HEAD + SHIRT.replace("-12-31", "-01-02"), format="prestashop")
    assert (sold(shirt), shirt.variants[0].compare_at) == ({(): (2000, 5)}, None)
    assert (2, HEAD.split(";")[7], "warned") in told(problems)


def test_rows_of_old_versions_end_with_a_separator_and_new_ones_are_off(tmp_path: Path) -> None:
    rows = SHIRT.replace(";1\n", ";1;\n").replace("7;1;", "7;0;", 1) + SHIRT.replace("7;", "8;", 1).replace("20.0", "x")
    (shirt,), problems = read_text(tmp_path / "p.csv", HEAD + rows, format="prestashop")
    assert shirt.status == "draft"
    assert (3, "Price tax included", "refused") in told(problems)


def test_combinations_alone_say_what_they_lack(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(COMBINATIONS)
    with pytest.raises(UnreadableFile, match="one zip"):
        feed_of(path, "en").read(path, currency="EUR")
