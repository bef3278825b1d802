"""WooCommerce's export: variations find their product wherever they stand, and nothing is left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.imports.port import Problem, ProductRow, UnreadableFile
from integrations.feeds.woocommerce import WooCommerceFeed
from tests.kit.clock import Clock

HEADER = (
    "ID,Type,SKU,Name,Published,Description,Date sale price starts,Date sale price ends,Tax status,In stock?,Stock,"
    "Backorders allowed?,Weight (lbs),Sale price,Regular price,Categories,Images,Parent,Attribute 1 name,"
    "Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)"
)
FIELDS = HEADER.split(",")
Read = tuple[list[ProductRow], list[Problem]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "products.csv"


def row(**cells: str) -> str:
    """A row with these cells."""
    names = {"sku": "SKU", "id": "ID", "price": "Regular price", "sale": "Sale price", "begins": FIELDS[6],
             "ends": FIELDS[7], "a1": FIELDS[18], "v1": FIELDS[19], "a2": FIELDS[20], "v2": FIELDS[21],
             "there": "In stock?", "more": FIELDS[11], "weight": FIELDS[12], "tax": "Tax status"}  # fmt: skip
    by_name = {names.get(name, name.capitalize()): text for name, text in cells.items()}
    return ",".join(f'"{by_name[field]}"' if field in by_name else "" for field in FIELDS)


def read(path: Path, *rows: str) -> Read:
    path.write_text("\ufeff" + "\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    assert WooCommerceFeed().recognises(path)
    items = list(WooCommerceFeed().read(path, currency="USD"))
    return [i for i in items if isinstance(i, ProductRow)], [i for i in items if isinstance(i, Problem)]


def where(problems: list[Problem]) -> list[tuple[int | None, str | None, str]]:
    return [(problem.line, problem.column, problem.action) for problem in problems]


TEE = row(id="1", type="variable", sku="tee", name="Tee", weight=".5", a1="Color", v1="Red, Blue", a2="Size", v2="S, M")


def test_variations_join_their_product_by_sku_from_anywhere(path: Path) -> None:
    red = row(type="variation", sku="tee-r", parent="tee", price="20", a1="Color", v1="Red", a2="Size", v2="S")
    blue = row(type="variation", sku="tee-b", parent="tee", price="21", a1="Color", v1="Blue", a2="Size", v2="M")
    products, problems = read(path, red, TEE, row(type="simple", sku="mug", name="Mug", price="5"), blue)
    assert [(p.key, p.options) for p in products] == [("tee", ("Color", "Size")), ("mug", ())]
    assert [(v.values, v.price.minor, v.weight_g, v.line) for v in products[0].variants] == [
        (("Red", "S"), 2000, 227, 2),
        (("Blue", "M"), 2100, 227, 5),
    ]
    assert problems == []


def test_variations_join_their_product_by_its_id(path: Path) -> None:
    tee = row(id="7", type="variable", name="Tee", a1="Size", v1="S")
    products, problems = read(path, tee, row(type="variation", parent="id:7", price="20", a1="Size", v1="S"))
    assert [(p.key, p.variants[0].values) for p in products] == [("id:7", ("S",))]
    assert problems == []


def test_a_variation_for_any_size_is_one_variant_for_each_that_is_left(path: Path) -> None:
    any_red = row(type="variation", sku="r", parent="tee", price="20", a1="Color", v1="Red", a2="Size", stock="4")
    red_s = row(type="variation", sku="rs", parent="tee", price="18", a1="Color", v1="Red", a2="Size", v2="S")
    (tee,), problems = read(path, TEE, any_red, red_s)
    assert [(v.values, v.price.minor, v.key) for v in tee.variants] == [
        (("Red", "M"), 2000, "r"),
        (("Red", "S"), 1800, "rs"),
    ]
    (tee,), problems = read(path, TEE, any_red)
    assert [(v.values, v.stock, v.sku) for v in tee.variants] == [(("Red", "S"), None, "r"), (("Red", "M"), None, "r")]
    assert where(problems) == [(3, "Stock", "warned")]


def test_a_sku_that_a_variation_shares_with_another_product_is_told(path: Path) -> None:
    red = row(type="variation", sku="mug", parent="tee", price="20", a1="Color", v1="Red", a2="Size")
    products, problems = read(path, row(type="simple", sku="mug", name="Mug", price="5"), TEE, red)
    assert (len(products), where(problems)) == (2, [(4, "SKU", "warned")])


def test_a_variation_nobody_has_room_for_is_refused(path: Path) -> None:
    red = row(type="variation", parent="tee", price="20", a1="Color", v1="Red", a2="Size", v2="S")
    products, problems = read(path, TEE, red, red)
    assert (len(products[0].variants), where(problems)) == (1, [(4, None, "refused")])


def test_a_variation_without_its_product_is_refused_by_its_line(path: Path) -> None:
    lost = row(type="variation", parent="gone", price="20")
    _, problems = read(path, row(type="simple", name="Mug", price="5"), lost, row(type="variation", price="5"))
    assert where(problems) == [(4, "Parent", "refused"), (3, "Parent", "refused")]


def test_variations_of_a_product_that_is_left_out_are_told_too(path: Path) -> None:
    nameless = row(type="variable", sku="tee", a1="Size", v1="S")
    part = row(type="variation", parent="tee", price="20", a1="Size", v1="S")
    _, problems = read(path, nameless, part)
    assert where(problems) == [(2, "Name", "refused"), (3, "Parent", "skipped")]
    _, problems = read(path, row(type="grouped", sku="tee", name="Set"), part)
    assert where(problems) == [(2, "Type", "skipped"), (3, "Parent", "skipped")]


def test_a_variable_product_without_variations_is_refused(path: Path) -> None:
    products, problems = read(path, TEE)
    assert (products, where(problems)) == ([], [(2, "Type", "refused")])


@pytest.mark.parametrize("kind", ["grouped", "external", "subscription"])
def test_what_hawker_cannot_sell_is_skipped_with_a_reason(path: Path, kind: str) -> None:
    products, problems = read(path, row(type=kind, sku="x", name="X", price="5"))
    assert (products, where(problems)) == ([], [(2, "Type", "skipped")])


def test_what_is_virtual_is_not_sent(path: Path) -> None:
    (album, mug), _ = read(
        path,
        row(type="simple, downloadable, virtual", sku="a", name="Album", price="5"),
        row(type="simple", sku="b", name="Mug", price="5", tax="none"),
    )
    assert (album.requires_shipping, mug.requires_shipping) == (False, True)
    assert (album.tax_class, mug.tax_class) == ("standard", "exempt")


def test_nested_categories_lists_and_attributes(path: Path) -> None:
    cells = {"categories": r"Clothing, Clothing > Shirts, Salt\, pepper", "a1": "Fabric", "v1": r"Linen, Wool\, soft"}
    (tee,), _ = read(path, row(type="simple", sku="t", name="T", price="5", **cells))
    assert tee.categories == (("Clothing", "Shirts"), ("Salt, pepper",))
    assert tee.attributes == {"Fabric": "Linen, Wool, soft"}


@pytest.mark.parametrize(
    ("cells", "price", "before"),
    [({"price": "20"}, 2000, None), ({"price": "20", "sale": "18"}, 1800, 2000),
     ({"price": "20", "sale": "18", "ends": "2026-11-12"}, 1800, 2000),
     ({"price": "20", "sale": "18", "ends": "2026-11-11 0:00:00"}, 2000, None),
     ({"price": "20", "sale": "18", "begins": "2026-11-13"}, 2000, None), ({"price": "20", "sale": "25"}, 2000, None)],
)  # fmt: skip
def test_a_sale_is_a_price_only_while_it_runs(
    path: Path, clock: Clock, cells: dict[str, str], price: int, before: int | None
) -> None:
    (tee,), _ = read(path, row(type="simple", sku="t", name="T", **cells))
    was = tee.variants[0].compare_at
    assert (tee.variants[0].price.minor, was.minor if was else None) == (price, before)


@pytest.mark.parametrize("cells", [{}, {"price": "free"}, {"sale": "5"}, {"price": "-1"}])
def test_without_a_readable_price_it_is_refused(path: Path, cells: dict[str, str]) -> None:
    products, problems = read(path, row(type="simple", sku="t", name="T", **cells))
    assert (products, where(problems)) == ([], [(2, "Regular price", "refused")])


@pytest.mark.parametrize(
    ("cells", "stock", "policy"),
    [({"stock": "5"}, 5, "deny"), ({"stock": "5", "more": "notify"}, 5, "backorder"), ({"there": "0"}, 0, "deny"),
     ({"there": "1"}, None, "untracked"), ({"there": "backorder"}, 0, "backorder"),
     ({"stock": "-2", "more": "1"}, 0, "backorder")],
)  # fmt: skip
def test_stock_is_counted_where_there_is_a_number(
    path: Path, cells: dict[str, str], stock: int | None, policy: str
) -> None:
    (tee,), _ = read(path, row(type="simple", sku="t", name="T", price="5", **cells))
    assert (tee.variants[0].stock, tee.variants[0].policy) == (stock, policy)


def test_drafts_and_rows_that_come_twice(path: Path) -> None:
    mug = row(type="simple", sku="m", name="Mug", price="5", published="-1")
    products, problems = read(path, mug, mug, row(type="simple", sku="m", name="Cup", price="6"))
    assert [(p.status, p.names["en"]) for p in products] == [("draft", "Mug")]
    assert where(problems) == [(3, "SKU", "skipped"), (4, "SKU", "refused")]


def test_a_file_for_updates_alone_says_what_it_lacks(path: Path) -> None:
    path.write_text("SKU,Regular price\nmug,5\n", encoding="utf-8")
    assert WooCommerceFeed().recognises(path)
    with pytest.raises(UnreadableFile, match="no column Name"):
        WooCommerceFeed().read(path, currency="USD")


def test_a_sale_price_that_is_nothing_is_told(path: Path) -> None:
    products, problems = read(path, row(type="simple", sku="t", name="T", price="5", sale="0"))
    assert (products[0].variants[0].price.minor, where(problems)) == (0, [(2, "Sale price", "warned")])
