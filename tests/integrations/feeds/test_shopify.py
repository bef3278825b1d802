"""Shopify files as merchants have them: our two samples, the public ones, and every damage by its line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.imports.port import ImageRow, Problem, ProductRow, UnreadableFile
from domain.kit.money import Money, UnreadableAmount
from integrations.feeds.shopify import ShopifyFeed

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).parents[4] / "shared" / "data"
SOLIDUS = "shopify-csv-solidus_importer/spec/fixtures/solidus_importer"
HEADER = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src"

Read = tuple[list[ProductRow], list[Problem]]
Feed = Callable[..., Read]


def read(path: Path, currency: str = "USD") -> Read:
    items = list(ShopifyFeed().read(path, currency=currency))
    return [i for i in items if isinstance(i, ProductRow)], [i for i in items if isinstance(i, Problem)]


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs the public sample ../shared/data/{name}, which is not here")
    return path


def where(problems: list[Problem]) -> list[tuple[int | None, str | None, str]]:
    return [(problem.line, problem.column, problem.action) for problem in problems]


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """Read rows under a short header, or under one of their own."""

    def write_and_read(*rows: str, header: str = HEADER, currency: str = "USD") -> Read:
        path = tmp_path / "products.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="")
        return read(path, currency)

    return write_and_read


# -------------------------------------------------------------------------------------------------- our own samples


def test_the_classic_sample_gives_its_products_and_says_what_was_left_out() -> None:
    products, problems = read(FIXTURES / "shopify-classic.csv")
    assert [product.key for product in products] == ["linen-apron", "tea-tin", "brass-hook"]
    assert [len(product.variants) for product in products] == [3, 1, 1]
    assert [(p.line, p.key, p.action) for p in problems] == [
        (10, "lane-card", "skipped"),
        (13, "brass-hook", "refused"),
    ]
    assert problems[1].column == "Variant Price"


def test_a_product_carries_everything_its_first_row_says() -> None:
    apron = read(FIXTURES / "shopify-classic.csv")[0][0]
    assert apron.names == {"en": "Linen apron"}
    assert (apron.brand, apron.status, apron.line) == ("Lantern Lane", "active", 2)
    assert apron.categories == (("Apparel & Accessories", "Clothing", "Aprons"),)
    assert apron.tags == ("linen", "kitchen")
    assert apron.options == ("Colour", "Size")
    assert '<li>Two pockets, "deep" ones</li>' in apron.descriptions["en"]
    assert "track" not in apron.descriptions["en"]


def test_variants_carry_prices_stock_codes_and_pictures() -> None:
    first, second, third = read(FIXTURES / "shopify-classic.csv")[0][0].variants
    assert (first.key, first.values, first.line) == ("AP-SA-S", ("Sand", "S"), 2)
    assert (first.price, first.compare_at) == (Money(3900, "USD"), Money(4900, "USD"))
    assert (first.gtin, first.weight_g, first.image) == (
        "4006381333931",
        410,
        "https://pictures.example/apron-sand.jpg",
    )
    assert (first.stock, first.policy, second.stock, second.policy) == (4, "deny", 0, "backorder")
    assert (third.line, third.image, third.price.minor) == (7, "", 4250)


def test_pictures_come_in_the_order_of_their_positions_with_their_words() -> None:
    apron = read(FIXTURES / "shopify-classic.csv")[0][0]
    assert apron.images == (
        ImageRow("https://pictures.example/apron-front.jpg", "Seen from the front"),
        ImageRow("https://pictures.example/apron-back.jpg", "Seen from behind"),
        ImageRow("https://pictures.example/apron-sand.jpg"),
    )


def test_an_unpublished_untaxed_untracked_product_without_options() -> None:
    tin = read(FIXTURES / "shopify-classic.csv")[0][1]
    assert (tin.status, tin.tax_class, tin.requires_shipping) == ("draft", "exempt", True)
    assert (tin.options, tin.variants[0].values, tin.variants[0].key) == ((), (), "default")
    assert (tin.variants[0].stock, tin.variants[0].policy) == (None, "untracked")
    assert tin.categories == (("Storage",),)


def test_the_newer_template_is_read_like_the_classic_one() -> None:
    (stool, notes), problems = read(FIXTURES / "shopify-template.csv")
    assert problems == []
    assert (stool.key, stool.variants[0].price, stool.variants[0].weight_g) == ("oak-stool", Money(12900, "USD"), 3400)
    assert stool.categories == (("Furniture", "Chairs"),)
    assert (notes.status, notes.requires_shipping) == ("draft", False)
    assert notes.options == ("Paper", "Size", "Cover")
    assert [(v.values, v.policy) for v in notes.variants] == [
        (("Plain", "A5", "Red"), "backorder"),
        (("Lined", "A5", "Red"), "deny"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_reads_the_same(tmp_path: Path, encoding: str, line_end: str) -> None:
    sample = (FIXTURES / "shopify-template.csv").read_text(encoding="utf-8")
    path = tmp_path / "products.csv"
    path.write_bytes(sample.replace("Oak stool", "Øre–stool").replace("\n", line_end).encode(encoding))
    products, problems = read(path)
    assert [(p.names["en"], p.line) for p in products] == [("Øre–stool", 2), ("Field notes", 3)]
    assert problems == []


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_separators_are_noticed(feed: Feed, mark: str) -> None:
    products, problems = feed("a;Mug, blue;;;;2;12,50;".replace(";", mark), header=HEADER.replace(",", mark))
    assert (products[0].names["en"], products[0].variants[0].price.minor, problems) == ("Mug, blue", 1250, [])


def test_an_old_encoding_is_read_and_mentioned(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes(f"{HEADER}\ncafe,Café crème,,,,1,2.50,\n".encode("cp1252"))
    products, problems = read(path)
    assert products[0].names["en"] == "Café crème"
    assert where(problems) == [(1, None, "warned")]
    assert "Windows-1252" in problems[0].problem


# ----------------------------------------------------------------------------------------------- the public samples


@pytest.mark.parametrize(
    ("name", "products", "variants", "images", "problems"),
    [
        ("shopify-csv-packt/Product-data.csv", 20, 21, 21, 0),
        (f"{SOLIDUS}/apparel.csv", 20, 22, 20, 0),
        (f"{SOLIDUS}/home-and-garden.csv", 20, 21, 21, 0),
        (f"{SOLIDUS}/jewelery.csv", 20, 23, 41, 0),
        (f"{SOLIDUS}/products.csv", 1, 3, 1, 4),
        ("shopify-csv-solidus_importer/examples/csvs/products.csv", 1, 2, 3, 2),
        (f"{SOLIDUS}/invalid_product.csv", 0, 0, 0, 1),
        ("hostile-made-here/01-shopify-utf8-bom-crlf.csv", 3, 3, 3, 0),
        ("hostile-made-here/05-shopify-3-options-image-rows.csv", 1, 8, 5, 1),
        ("hostile-made-here/06-shopify-split-handles-dup-sku.csv", 3, 3, 0, 4),
    ],
)
def test_public_samples_give_what_a_person_counts(
    name: str, products: int, variants: int, images: int, problems: int
) -> None:
    found, said = read(shared(name))
    assert (len(found), len(said)) == (products, problems)
    assert sum(len(product.variants) for product in found) == variants
    assert sum(len(product.images) for product in found) == images


def test_a_product_row_may_stand_above_its_variants() -> None:
    (shoe,), problems = read(shared(f"{SOLIDUS}/products.csv"))
    assert shoe.options == ("Color", "Size")
    assert [(v.sku, v.values, v.stock, v.policy) for v in shoe.variants] == [
        ("a-123", ("White", "9.5"), 100, "backorder"),
        ("a-456", ("Black", "10"), 150, "deny"),
        ("b-001", ("Blue", "6"), 150, "deny"),
    ]
    assert shoe.images[0].alt == "hightop sole view"
    assert [(p.line, p.action) for p in problems] == [(2, "skipped"), (3, "skipped"), (7, "warned"), (8, "warned")]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        (f"{SOLIDUS}/customers.csv", "customers"),
        (f"{SOLIDUS}/custom_data_validator_invalid.csv", "customers"),
        (f"{SOLIDUS}/orders.csv", "orders"),
        (f"{SOLIDUS}/invalid_headers.csv", "no column Handle"),
        ("shopify-csv-solidus_importer/examples/csvs/orders.csv", "orders"),
        ("shopify-csv-solidus_importer/examples/csvs/customer.csv", "customers"),
        (f"{SOLIDUS}/thinking-cat.jpg", "a picture"),
        ("hostile-made-here/23-zip-bomb.xlsx", "Excel workbook"),
    ],
)
def test_other_public_files_are_refused_by_name(name: str, word: str) -> None:
    with pytest.raises(UnreadableFile, match=word):
        ShopifyFeed().read(shared(name), currency="USD")


# --------------------------------------------------------------------------------------------- what is no such file


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty"),
        (b"PK\x03\x04 and the rest of a workbook", "Excel workbook"),
        (bytes(range(32)) * 20, "not a text file"),
        (b"Name,Email,Financial Status\n#1,a@b.example,paid\n", "export of orders.*Products, choose Export"),
        (b"First Name,Last Name,Email\nA,B,a@b.example\n", "export of customers"),
        (b"Handle,Title,Option1 Name,SKU,HS Code,COO,Location\n", "export of inventory"),
        (b"Title,Variant Price\nMug,5\n", "no column Handle"),
        (b"Handle,Variant Price\nmug,5\n", "no column Title"),
        (b"Handle,Title\nmug,Mug\n", "no column Variant Price"),
        (b'Handle,"Title,Variant Price\nmug,Mug,5\n', "row of column names"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=words):
        ShopifyFeed().read(path, currency="USD")


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ("Handle,Title,Variant Price", True),
        ("\ufeffTitle;URL handle;Price", True),
        ("Name,Email,Financial Status,Lineitem name", True),
        ("sku,name,price,stock", False),
        ("ID,Type,SKU,Name,Published,Regular price", False),
        ("Handle,Title", False),
    ],
)
def test_only_shopify_headers_are_recognised(tmp_path: Path, header: str, known: bool) -> None:
    path = tmp_path / "some.csv"
    path.write_text(header + "\n", encoding="utf-8")
    assert ShopifyFeed().recognises(path) is known


def test_an_empty_or_binary_file_is_not_recognised(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert not ShopifyFeed().recognises(tmp_path / "empty.csv")
    assert not ShopifyFeed().recognises(tmp_path / "picture.csv")


def test_a_header_without_rows_is_an_empty_catalogue(feed: Feed) -> None:
    assert feed() == ([], [])


def test_an_unknown_currency_is_refused_before_reading(feed: Feed) -> None:
    with pytest.raises(UnreadableAmount, match="EUX"):
        feed("a,Mug,,,,,5,", currency="EUX")
