"""Medusa and Spree: rows of variants under one handle or slug, prices in one of several currencies, translations."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.imports.port import UnreadableFile
from integrations.feeds.detect import feed_of
from tests.kit.feeds import read_file, read_text, sold, told, zipped

MEDUSA = (
    "Product Id,Product Handle,Product Title,Product Status,Product Category 1,Product Type,Product Tag 1,"
    "Product Image 1,Variant Title,Variant Sku,Variant Inventory Quantity,Variant Manage Inventory,"
    "Variant Allow Backorder,Variant Price EUR,Variant Price USD,Variant Price North [EUR],Variant Option 1 Name,"
    "Variant Option 1 Value\n"
)
TEE = (
    "p1,tee,Tee,published,pcat_01J44RRKGS2N86A8V37ZJD877K,Clothing,new,https://i.test.example/1.jpg,Small,T-S,4,true,"
    "false,20.5,22,1,Size,S\n"
    "p1,tee,Tee,published,,Clothing,new,,Large,T-L,9,false,true,,22,1,Size,L\n"
)
SPREE = (
    "slug,sku,name,price,compare_at_price,currency,status,tags,category1,option1_name,option1_value,image1_src,weight,"
    "weight_unit,inventory_count,inventory_backorderable,track_inventory,custom_field.custom.fit\n"
)
SHIRT = (
    'shirt,SH,Shirt,0,0,USD,active,"linen, summer",Men -> Shirts,,,https://i.test.example/1.jpg,,lb,,,FALSE,Loose\n'
    "shirt,SH-S,,49.0,65.0,USD,,,,Size,S,,0.5,lb,3,FALSE,TRUE,\n"
    "shirt,SH-M,,49.00,0.0,USD,,,,Size,M,,0.5,lb,0,TRUE,TRUE,\n"
    "mug,MUG,Mug,9.5,,USD,draft,,Home,,,,,lb,,,FALSE,\n"
    "shirt,SH-S,,45,,EUR,,,,,,,,,,,FALSE,\n"
    "shirt,SH-M,,46,,EUR,,,,,,,,,,,FALSE,\n"
)
GERMAN = "slug,locale,name,description\nshirt,de,Hemd,Aus Leinen\nlost,de,Weg,\n"


def test_medusa_gives_variants_in_the_shops_own_currency(tmp_path: Path) -> None:
    (tee,), problems = read_text(tmp_path / "m.csv", MEDUSA + TEE, format="medusa", currency="USD")
    assert (tee.key, tee.options, tee.status) == ("tee", ("Size",), "active")
    assert sold(tee) == {("S",): (2200, 4), ("L",): (2200, None)}
    assert (tee.categories, tee.tags, problems) == ((("Clothing",),), ("new",), [])


def test_medusa_refuses_a_variant_without_price_and_a_file_without_the_currency(tmp_path: Path) -> None:
    (tee,), problems = read_text(tmp_path / "m.csv", MEDUSA + TEE, format="medusa")
    assert (sold(tee), told(problems)) == ({("S",): (2050, 4)}, [(3, "Variant Price EUR", "refused")])
    with pytest.raises(UnreadableFile, match="EUR, USD"):
        feed_of(tmp_path / "m.csv", "en").read(tmp_path / "m.csv", currency="JPY")


def test_a_medusa_handle_that_comes_back_is_refused(tmp_path: Path) -> None:
    text = MEDUSA + TEE + TEE.replace("tee", "cap").replace("p1", "p2") + TEE
    products, problems = read_text(tmp_path / "m.csv", text, format="medusa", currency="USD")
    assert ([p.key for p in products], (6, "Product Handle", "refused") in told(problems)) == (["tee", "cap"], True)


def test_spree_describes_in_the_first_row_and_sells_in_the_others(tmp_path: Path) -> None:
    (shirt, mug), problems = read_text(tmp_path / "s.csv", SPREE + SHIRT, format="spree", currency="USD")
    assert sold(shirt) == {("S",): (4900, 3), ("M",): (4900, 0)}
    assert [(v.compare_at and v.compare_at.minor, v.policy, v.weight_g) for v in shirt.variants] == [
        (6500, "deny", 227), (None, "backorder", 227),
    ]  # fmt: skip
    assert (shirt.categories, shirt.attributes, shirt.tags) == (
        (("Men", "Shirts"),),
        {"Fit": "Loose"},
        ("linen", "summer"),
    )
    assert (mug.status, sold(mug), told(problems)) == ("draft", {(): (950, None)}, [(6, "currency", "skipped")])


def test_spree_prices_in_another_currency_are_taken_where_the_shop_sells_in_it(tmp_path: Path) -> None:
    (shirt,), problems = read_text(tmp_path / "s.csv", SPREE + SHIRT, format="spree")
    assert sold(shirt) == {("S",): (4500, 3), ("M",): (4600, 0)}
    assert told(problems) == [(5, "currency", "refused")]


def test_spree_translations_in_the_same_zip_are_names(tmp_path: Path) -> None:
    path = zipped(tmp_path / "spree.zip", translations_csv=GERMAN, products_csv=SPREE + SHIRT)
    (shirt, _), problems = read_file(path, format="zip", currency="USD")
    assert (shirt.names, shirt.descriptions["de"]) == ({"en": "Shirt", "de": "Hemd"}, "Aus Leinen")
    assert (3, "slug", "skipped") in told(problems)


def test_spree_translations_alone_say_what_they_lack(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(GERMAN)
    with pytest.raises(UnreadableFile, match="one zip"):
        feed_of(tmp_path / "t.csv", "en").read(tmp_path / "t.csv", currency="EUR")
