"""Rows of a Shopify file that need a look: which line, which column, and what still goes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.imports.port import Problem, ProductRow
from integrations.feeds.shopify import ShopifyFeed

HEADER = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src"
Read = tuple[list[ProductRow], list[Problem]]
Feed = Callable[..., Read]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """Read rows under a short header; `more` are columns and a cell for every row (None: the rows have their own)."""

    def write_and_read(*rows: str, **more: str | None) -> Read:
        path = tmp_path / "products.csv"
        header = ",".join([HEADER, *(name.replace("_", " ") for name in more)])
        cells = [cell for cell in more.values() if cell is not None]
        table = "\n".join([header, *(",".join([row, *cells]) for row in rows)])
        path.write_text(table + "\n", encoding="utf-8")
        items = list(ShopifyFeed().read(path, currency="USD"))
        return [i for i in items if isinstance(i, ProductRow)], [i for i in items if isinstance(i, Problem)]

    return write_and_read


def where(problems: list[Problem]) -> list[tuple[int | None, str | None, str]]:
    return [(problem.line, problem.column, problem.action) for problem in problems]


# ----------------------------------------------------------------------------------------------------------- handles


def test_a_handle_that_comes_back_later_is_refused_row_by_row(feed: Feed) -> None:
    products, problems = feed("a,Mug,Size,S,,1,5,", "b,Cup,,,,1,6,", "a,,,M,,1,7,", "a,,,L,,1,8,")
    assert [(p.key, len(p.variants)) for p in products] == [("a", 1), ("b", 1)]
    assert where(problems) == [(4, "Handle", "refused"), (5, "Handle", "refused")]
    assert "line 2" in problems[0].problem


def test_rows_before_their_product_do_not_spoil_it(feed: Feed) -> None:
    products, problems = feed("a,,Size,S,,1,5,", "b,Cup,,,,1,6,", "a,Mug,Size,M,,1,7,")
    assert [p.key for p in products] == ["b", "a"]
    assert where(problems) == [(2, "Title", "refused")]


def test_look_alike_handles_both_go_in_with_a_warning(feed: Feed) -> None:
    products, problems = feed("tee,Tee,,,,1,5,", "TEE,Tee,,,,1,5,", "tеe,Cyrillic e,,,,1,5,", "ｔｅｅ,Wide,,,,1,5,")
    assert len(products) == 4
    assert where(problems) == [(3, "Handle", "warned"), (4, "Handle", "warned"), (5, "Handle", "warned")]


def test_a_row_without_a_handle_is_refused_in_its_place(feed: Feed) -> None:
    products, problems = feed("a,Mug,,,,1,5,", ",Lost,,,,1,5,", "b,Cup,,,,-1,6,")
    assert len(products) == 2
    assert where(problems) == [(3, "Handle", "refused"), (4, "Variant Inventory Qty", "warned")]


def test_a_product_without_a_title_is_refused_with_all_its_rows(feed: Feed) -> None:
    products, problems = feed("a,,Size,S,,1,5,", "a,Mug,,M,,1,5,", "b,Cup,,,,1,6,")
    assert [p.key for p in products] == ["b"]
    assert where(problems) == [(2, "Title", "refused")]
    assert "2 rows" in problems[0].problem


def test_a_second_title_is_mentioned_and_the_first_one_kept(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,Size,S,,1,5,", "a,Mug,,M,,1,5,", "a,Another mug,,L,,1,5,")
    assert (mug.names["en"], len(mug.variants)) == ("Mug", 3)
    assert where(problems) == [(4, "Title", "warned")]


# ---------------------------------------------------------------------------------------------------------- variants


def test_the_rest_of_a_product_goes_in_without_its_bad_variants(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,Size,S,,1,,", "a,,,M,,1,-5,", "a,,,L,,1,9.00,", "a,,,XL,,1,1e3,")
    assert [v.values for v in mug.variants] == [("L",)]
    assert where(problems) == [(line, "Variant Price", "refused") for line in (2, 3, 5)]


def test_a_product_with_no_variant_left_is_refused(feed: Feed) -> None:
    products, problems = feed("a,Mug,Size,S,,1,,", "a,,,M,,1,N/A,")
    assert products == []
    assert where(problems) == [(2, "Variant Price", "refused"), (2, None, "refused"), (3, "Variant Price", "refused")]


def test_a_product_without_any_price_is_refused_once(feed: Feed) -> None:
    products, problems = feed("a,Mug,Title,Default Title,,,,")
    assert (products, where(problems)) == ([], [(2, "Variant Price", "refused")])


def test_a_price_of_zero_goes_in_with_a_warning(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,,,,1,0.00,")
    assert mug.variants[0].price.minor == 0
    assert where(problems) == [(2, "Variant Price", "warned")]


@pytest.mark.parametrize(
    ("second", "column"),
    [("a,,,M,S-1,1,5,", "Variant SKU"), ("a,,,s,S-2,1,5,", "Option1 Value"), ("a,,,,S-2,1,5,", "Option1 Value")],
)
def test_a_variant_given_twice_or_half_is_refused(feed: Feed, second: str, column: str) -> None:
    (mug,), problems = feed("a,Mug,Size,S,S-1,1,5,", second, "a,,,L,S-3,1,5,")
    assert [v.sku for v in mug.variants] == ["S-1", "S-3"]
    assert where(problems) == [(3, column, "refused")]
    assert "line 2" in problems[0].problem or "no value" in problems[0].problem


def test_a_sku_of_another_product_is_only_mentioned(feed: Feed) -> None:
    products, problems = feed("a,Mug,,,D1,1,5,", "b,Cup,,,D1,1,5,", "c,Can,,,d1,1,5,")
    assert len(products) == 3
    assert [(p.line, p.action) for p in problems] == [(3, "warned"), (4, "warned")]
    assert ("is also on line 2" in problems[0].problem, "looks like" in problems[1].problem) == (True, True)


def test_keys_stay_unique_when_a_value_equals_a_sku(feed: Feed) -> None:
    (mug,), _ = feed("a,Mug,Size,M,,1,5,", "a,,,S,M,1,5,")
    assert [v.key for v in mug.variants] == ["M", "M~"]


def test_two_options_of_one_name_refuse_the_product(feed: Feed) -> None:
    products, problems = feed("a,Mug,Size,S,,1,5,", Option2_Name="size", Option2_Value="Big")
    assert (products, where(problems)) == ([], [(2, "Option2 Name", "refused")])


def test_real_values_under_the_name_title_are_an_option(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,Title,Small,,1,5,", "a,,,Large,,1,6,")
    assert (mug.options, problems) == (("Title",), [])


@pytest.mark.parametrize(
    ("cell", "stock", "warned"), [("7", 7, 0), ("7.0", 7, 0), ("-3", 0, 1), ("2.5", 0, 1), ("many", 0, 1)]
)
def test_stock_that_cannot_be_counted_is_zero_and_mentioned(feed: Feed, cell: str, stock: int, warned: int) -> None:
    (mug,), problems = feed(f"a,Mug,,,,{cell},5,")
    assert (mug.variants[0].stock, len(problems)) == (stock, warned)


def test_no_quantity_means_not_counted(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,,,,,5,")
    assert (mug.variants[0].stock, mug.variants[0].policy, problems) == (None, "untracked", [])


def test_tracked_without_a_quantity_is_mentioned(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,,,,,5,", Variant_Inventory_Tracker="shopify")
    assert (mug.variants[0].stock, where(problems)) == (None, [(2, "Variant Inventory Qty", "warned")])


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Variant_Compare_At_Price", "5.00"),
        ("Variant_Compare_At_Price", "cheap"),
        ("Variant_Barcode", "4.00638E+12"),
        ("Variant_Barcode", "4006381333932"),
        ("Variant_Inventory_Policy", "perhaps"),
        ("Variant_Grams", "heavy"),
        ("Variant_Taxable", "maybe"),
        ("Variant_Image", "mug.jpg"),
        ("Image_Position", "first"),
        ("Status", "sleeping"),
        ("Published", "soon"),
        ("Gift_Card", "?"),
    ],
)
def test_a_cell_that_cannot_be_used_is_mentioned_and_the_product_goes_in(feed: Feed, column: str, cell: str) -> None:
    (mug,), problems = feed("a,Mug,,,,1,5,https://pictures.example/m.jpg", **{column: cell})
    assert where(problems) == [(2, column.replace("_", " "), "warned")]
    assert (mug.variants[0].compare_at, mug.variants[0].gtin, mug.variants[0].image) == (None, "", "")
    assert (mug.variants[0].policy, mug.variants[0].weight_g) == ("deny", 0)


@pytest.mark.parametrize(
    ("status", "published", "kept"),
    [("active", "TRUE", "active"), ("active", "FALSE", "draft"), ("archived", "false", "archived"), ("", "", "active"),
     ("draft", "true", "draft"), ("", "falsch", "draft"), ("unlisted", "true", "draft"), ("active", "soon", "draft")],
)  # fmt: skip
def test_what_is_not_clearly_published_stays_a_draft(feed: Feed, status: str, published: str, kept: str) -> None:
    (mug,), _ = feed("a,Mug,,,,1,5,", Status=status, Published=published)
    assert mug.status == kept


def test_variants_that_differ_in_tax_are_taxed_and_mentioned(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,Size,S,,1,5,,true", "a,,,M,,1,5,,false", Variant_Taxable=None)
    assert mug.tax_class == "standard"
    assert [p.column for p in problems if "differs" in p.problem] == ["Variant Taxable"]


# ---------------------------------------------------------------------------------------------------------- pictures


def test_a_picture_with_no_web_address_is_left_out_with_a_warning(feed: Feed) -> None:
    bad = ["file:///etc/passwd", "ftp://a.example/a.jpg", "//a.example/a.jpg", "a.jpg", "https://u:p@a.example/a.jpg"]
    rows = [f"a,,,,,,,{source}" for source in [*bad, "https://a.example/a b.jpg", "https://[a.example/a.jpg"]]
    (mug,), problems = feed("a,Mug,,,,1,5,https://a.example/ok.jpg", *rows)
    assert [image.source for image in mug.images] == ["https://a.example/ok.jpg"]
    assert where(problems) == [(line, "Image Src", "warned") for line in range(3, 10)]


def test_a_picture_given_twice_is_shown_once(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,,,,1,5,https://a.example/a.jpg", "a,,,,,,,https://a.example/a.jpg")
    assert len(mug.images) == 1
    assert where(problems) == [(3, "Image Src", "skipped")]


def test_a_variants_own_picture_joins_the_products_pictures(feed: Feed) -> None:
    (mug,), _ = feed("a,Mug,,,,1,5,https://a.example/a.jpg", Variant_Image="https://a.example/v.jpg")
    assert [image.source for image in mug.images] == ["https://a.example/a.jpg", "https://a.example/v.jpg"]


# --------------------------------------------------------------------------------------------------------- the table


def test_a_quote_that_is_never_closed_is_reported_where_it_opened(feed: Feed) -> None:
    products, problems = feed("a,Mug,,,,1,5,", 'b,"Linen,,,,1,5,', "c,Cup,,,,1,6,", "d,Can,,,,1,7,")
    assert [p.key for p in products] == ["a", "c", "d"]
    assert where(problems) == [(3, None, "refused")]


def test_too_many_cells_are_refused_and_missing_ones_mentioned(feed: Feed) -> None:
    products, problems = feed("a,Mug, blue,,,,1,5,", "b,Cup,,,,1,6", "", ",,,,,,,", "c,Can,,,,1,7,")
    assert [(p.key, p.variants[0].price.minor) for p in products] == [("b", 600), ("c", 700)]
    assert where(problems) == [(2, None, "refused"), (3, None, "warned")]


def test_a_nul_character_refuses_its_row(feed: Feed) -> None:
    products, problems = feed("a,Mug,Size,S,,1,5,", "a,,,M\0,,1,5,", "b,Cup,,,,1,6,")
    assert [(p.key, len(p.variants)) for p in products] == [("a", 1), ("b", 1)]
    assert where(problems) == [(3, "Option1 Value", "refused")]


def test_a_repeated_header_is_skipped(feed: Feed) -> None:
    products, problems = feed("a,Mug,,,,1,5,", HEADER, "b,Cup,,,,1,6,")
    assert (len(products), where(problems)) == (2, [(3, None, "skipped")])


def test_a_second_column_of_the_same_meaning_is_mentioned(feed: Feed) -> None:
    (mug,), problems = feed("a,Mug,,,,1,5,", Price="9")
    assert mug.variants[0].price.minor == 500
    assert where(problems) == [(1, "Price", "warned")]


def test_very_long_texts_are_mentioned_and_cut(feed: Feed) -> None:
    (mug,), problems = feed(f"a,{'very long ' * 60},,,,1,5,", **{"Body (HTML)": "<p>" + "words " * 60_000 + "</p>"})
    assert len(mug.names["en"]) <= 255
    assert 190_000 < len(mug.descriptions["en"]) <= 200_000
    assert mug.descriptions["en"].endswith("words</p>")
    assert where(problems) == [(2, "Title", "warned"), (2, "Body (HTML)", "warned")]


def test_formula_cells_stay_text(feed: Feed) -> None:
    (mug,), problems = feed("a,=1+1,,,+1+1,1,5,")
    assert (mug.names["en"], mug.variants[0].sku, problems) == ("=1+1", "+1+1", [])
