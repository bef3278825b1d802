"""Magento: configurable products take their children, store views are languages."""

from __future__ import annotations

from pathlib import Path

from tests.kit.clock import Clock
from tests.kit.feeds import read_text, sold, told

HEAD = (
    "sku,store_view_code,product_type,categories,name,price,special_price,special_price_to_date,product_online,"
    "visibility,additional_attributes,qty,is_in_stock,manage_stock,use_config_manage_stock,configurable_variations,"
    "configurable_variation_labels\n"
)
CATEGORY = '"Default Category/Men/Shirts,Default Category/Sale, all of it,Default Category"'


def row(sku: str, kind: str = "simple", **cells: str) -> str:
    names = HEAD.strip().split(",")
    usual = {"sku": sku, "product_type": kind, "name": sku.title(), "price": "20.0000", "product_online": "1"}
    return ",".join((usual | cells).get(name, "") for name in names) + "\n"


CHILD = {"visibility": "Not Visible Individually", "qty": "4.0000", "is_in_stock": "1"}
SHIRT = row(
    "shirt", "configurable", categories=CATEGORY, additional_attributes='"fabric=Linen|Wool,has_options=1,size=XS"',
    configurable_variations='"sku=shirt-s,size=S,color=Red|sku=shirt-m,size=M,color=Red|sku=gone,size=L,color=Red"',
    configurable_variation_labels='"size=Size,color=Colour"',
)  # fmt: skip


def test_children_are_variants_wherever_they_stand(tmp_path: Path) -> None:
    text = HEAD + row("shirt-s", **CHILD) + SHIRT + row("mug") + row("shirt-m", **CHILD | {"is_in_stock": "0"})
    (mug, shirt), problems = read_text(tmp_path / "m.csv", text, format="magento")
    assert (shirt.options, sold(shirt)) == (("Size", "Colour"), {("S", "Red"): (2000, 4), ("M", "Red"): (2000, 0)})
    assert shirt.categories == (("Men", "Shirts"), ("Sale, all of it",))
    assert shirt.attributes == {"Fabric": "Linen, Wool"}
    assert (mug.key, told(problems)) == ("mug", [(3, "configurable_variations", "warned")])


def test_rows_of_store_views_are_names_in_other_languages(tmp_path: Path) -> None:
    views = row("mug", "", store_view_code="de_DE", name="Becher", price="") + row("mug", "", store_view_code="outlet")
    (mug,), problems = read_text(tmp_path / "m.csv", HEAD + row("mug") + views, format="magento")
    assert mug.names == {"en": "Mug", "de": "Becher"}
    assert told(problems) == [(4, "store_view_code", "skipped")]


def test_a_special_price_holds_to_its_last_day(tmp_path: Path, clock: Clock) -> None:
    text = HEAD + row("a", special_price="15", special_price_to_date="12/31/26")
    text += row("b", special_price="15.00", special_price_to_date="2025-01-31")
    (a, b), problems = read_text(tmp_path / "m.csv", text, format="magento")
    assert [(p.variants[0].price.minor, bool(p.variants[0].compare_at)) for p in (a, b)] == [
        (1500, True),
        (2000, False),
    ]
    assert told(problems) == [(3, "special_price", "warned")]


def test_what_is_made_of_others_is_left_out_and_what_is_hidden_is_a_draft(tmp_path: Path) -> None:
    text = HEAD + row("set", "bundle") + row("group", "grouped") + row("part", **CHILD) + row("file", "downloadable")
    products, problems = read_text(tmp_path / "m.csv", text, format="magento")
    assert [(p.key, p.status, p.requires_shipping) for p in products] == [
        ("part", "draft", True), ("file", "active", False),
    ]  # fmt: skip
    assert told(problems) == [
        (2, "product_type", "skipped"),
        (3, "product_type", "skipped"),
        (4, "visibility", "warned"),
    ]
