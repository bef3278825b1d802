"""Plain tables as shops keep them: heads in three languages, and every damage by its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.imports.port import Problem, ProductRow, UnreadableFile
from integrations.feeds.plain import PlainFeed
from integrations.feeds.plain.heads import NAMES

RU = "Артикул;Наименование;Категория;Цена;Старая цена;Остаток;Картинка\n"
ZH = "商品编号,商品名称,分类,价格,库存,图片\n"
EN = "sku,name,price,stock\n"
TAOBAO = (
    "version 1.00\ntitle\tcid\tprice\tnum\tpicture\touter_id\tdescription\n"
    "宝贝名称\t宝贝类目\t宝贝价格\t宝贝数量\t新图片\t商家编码\t宝贝描述\n"
)
Read = tuple[list[ProductRow], list[Problem]]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "goods.csv"


def read(path: Path, text: str | bytes, currency: str = "USD", encoding: str = "utf-8") -> Read:
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    assert PlainFeed().recognises(path)
    items = list(PlainFeed().read(path, currency=currency))
    return [i for i in items if isinstance(i, ProductRow)], [i for i in items if isinstance(i, Problem)]


def where(problems: list[Problem]) -> list[tuple[int | None, str | None, str]]:
    return [(problem.line, problem.column, problem.action) for problem in problems]


def prices(products: list[ProductRow]) -> list[int]:
    return [product.variants[0].price.minor for product in products]


# ---------------------------------------------------------------------------------------------- how it is written down


def test_russian_heads_with_decimal_commas_in_an_old_encoding(table: Path) -> None:
    rows = "К-1;Кружка «Ёжик»;Кухня/Посуда;349,00;;12;\nК-2;Скатерть льняная;Кухня/Посуда;12\u00a0990,50;15 000;0;\n"
    products, problems = read(table, RU + rows, "RUB", "cp1251")
    assert [(p.key, p.names["en"], p.categories) for p in products] == [
        ("К-1", "Кружка «Ёжик»", (("Кухня", "Посуда"),)),
        ("К-2", "Скатерть льняная", (("Кухня", "Посуда"),)),
    ]
    assert (prices(products), products[1].variants[0].compare_at.minor) == ([34900, 1299050], 1500000)  # type: ignore[union-attr]
    assert problems[0].line == 1
    assert "Windows-1251" in problems[0].problem


def test_chinese_heads_in_gb18030(table: Path) -> None:
    products, _ = read(
        table, ZH + "A1,手工陶瓷杯，３５０毫升,餐厨,39.9,0,\nA2,𠮷野家 保温杯,餐厨,128,7,\n", "CNY", "gb18030"
    )
    assert [p.names["en"] for p in products] == ["手工陶瓷杯，３５０毫升", "𠮷野家 保温杯"]
    assert prices(products) == [3990, 12800]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "gb18030"])
def test_three_header_lines_of_taobao(table: Path, encoding: str) -> None:
    row = "保温杯\t50011999\t459.00\t20\t0123456789abcdef0123456789abcdef:1:0:|https://img.example.test/0.jpg;\tRU0\t<p>杯</p>\n"
    products, problems = read(table, TAOBAO + row, "CNY", encoding)
    (cup,) = products
    assert (cup.line, cup.key, cup.categories, cup.variants[0].stock) == (4, "RU0", (), 20)
    assert [image.source for image in cup.images] == ["https://img.example.test/0.jpg"]
    assert cup.descriptions == {"en": "<p>杯</p>"}
    assert (4, "cid", "warned") in where(problems)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(table: Path, separator: str) -> None:
    products, problems = read(table, EN.replace(",", separator) + f"A{separator}Mug{separator}1.50{separator}3\n")
    assert (prices(products), problems) == ([150], [])


def test_padded_heads_in_any_case_are_known(table: Path) -> None:
    products, problems = read(table, "  SKU , NAME\u00a0,Price ,Stock  \n  A1  ,  Mug  , 4.00 , 1 \n")
    assert ([(p.key, p.names["en"]) for p in products], problems) == ([("A1", "Mug")], [])


def test_no_head_stands_for_two_fields() -> None:
    heads = [name for names in NAMES.values() for name in names]
    assert len(heads) == len(set(heads))
    assert all(head == head.casefold() for head in heads)


# -------------------------------------------------------------------------------------------------------------- prices


@pytest.mark.parametrize(
    ("said", "minor"),
    [("12.50", 1250), ('"12,50"', 1250), ("1.299.00,", None), ('"1.299,00"', 129900), ('"1,299.00"', 129900),
     ("$12.50", 1250), ("12.50 USD", 1250), ("１２．５０", 1250), ("", None), ("-5.00", None), ("N/A", None),
     ("12.345", None), ("1e3", None), ("99999999999999", None), ("NaN", None), ("12.50-15.00", None), ("10 €", None)],
)  # fmt: skip
def test_a_price_is_read_or_the_row_is_refused(table: Path, said: str, minor: int | None) -> None:
    products, problems = read(table, f"sku,name,price\nA,Mug,{said}\n")
    assert prices(products) == ([] if minor is None else [minor])
    assert [p.action for p in problems] == (["refused"] if minor is None else [])


def test_a_price_of_nothing_goes_in_with_a_warning(table: Path) -> None:
    products, problems = read(table, EN + "A,Mug,0,1\n")
    assert (prices(products), where(problems)) == ([0], [(2, "price", "warned")])


def test_a_price_in_another_currency_is_refused(table: Path) -> None:
    text = "sku,name,price,currency\nA,Mug,5,USD\nB,Cup,5,EUR\nC,Jug,5,руб.\n"
    products, problems = read(table, text)
    assert ([p.key for p in products], where(problems)) == (
        ["A"],
        [(3, "currency", "refused"), (4, "currency", "refused")],
    )


# ------------------------------------------------------------------------------------------------------ stock and keys


@pytest.mark.parametrize(
    ("said", "stock", "warned"),
    [("5", 5, False), ("", None, False), (" 7 ", 7, False), ("1000000000", 10**9, False), ("-3", 0, True),
     ("2.5", 0, True), ("in stock", None, True), ("нет в наличии", 0, True), ("有货", None, True), ("∞", None, True)],
)  # fmt: skip
def test_stock_is_counted_only_where_it_is_a_number(table: Path, said: str, stock: int | None, warned: bool) -> None:
    products, problems = read(table, EN + f"A,Mug,5.00,{said}\n")
    variant = products[0].variants[0]
    assert (variant.stock, variant.policy) == (stock, "untracked" if stock is None else "deny")
    assert where(problems) == [(2, "stock", "warned")] * warned


def test_look_alike_keys_go_in_with_a_warning(table: Path) -> None:
    products, problems = read(table, EN + "A123,a,1,1\nА123,b,1,1\nＡ１２３,c,1,1\na123,d,1,1\n")
    assert len(products) == 4
    assert where(problems) == [(3, "sku", "warned"), (4, "sku", "warned"), (5, "sku", "warned")]


def test_the_same_row_again_is_skipped_and_another_one_under_its_key_is_refused(table: Path) -> None:
    products, problems = read(table, EN + "A,Mug,1,1\nA\u00a0,Mug ,1,1\nA,Cup,2,1\n")
    assert ([p.names["en"] for p in products], where(problems)) == (
        ["Mug"],
        [(3, "sku", "skipped"), (4, "sku", "refused")],
    )


def test_an_article_number_that_two_products_have_is_told(table: Path) -> None:
    products, problems = read(table, "key,sku,name,price\na,S1,Mug,1\nb,S1,Cup,1\n")
    assert (len(products), where(problems)) == (2, [(3, "sku", "warned")])


def test_without_a_column_of_keys_the_name_is_the_key(table: Path) -> None:
    products, problems = read(table, "name,price\nMug,1\n")
    assert ([p.key for p in products], where(problems)) == (["Mug"], [(1, None, "warned")])


# ------------------------------------------------------------------------------------------------------ words, pictures


def test_markup_formulas_and_marks_of_direction_stay_text(table: Path) -> None:
    rows = '"<b>bold","a <i>b & <script>alert(1)</script>",1\n"=1+1","@SUM(A1)",1\n"abc\u202edef\u202c",x,1\n'
    products, problems = read(table, "name,description,price\n" + rows)
    assert [p.names["en"] for p in products] == ["<b>bold", "=1+1", "abc\u202edef\u202c"]
    assert products[0].descriptions["en"] == "a &lt;i&gt;b &amp; &lt;script&gt;alert(1)&lt;/script&gt;"
    assert [p.action for p in problems if p.line != 1] == []


def test_huge_texts_are_cut_and_told(table: Path) -> None:
    products, problems = read(table, f"sku,name,description,price\nA,{'N' * 5000},{'word ' * 60_000},1\n")
    assert {(2, "name", "warned"), (2, "description", "warned")} == set(where(problems))
    assert len(products[0].names["en"]) == 255
    assert 190_000 < len(products[0].descriptions["en"]) <= 200_000


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8080/a", "http://169.254.169.254/m", "http://[::1]/", "http://2130706433/", "http://0x7f.1/",
     "http://[::ffff:10.0.0.1]/a.jpg", "https://printer.local/a.jpg", "http://localhost/a.jpg", "file:///etc/passwd",
     "ftp://example.test/a.jpg", "data:image/png;base64,iVBORw0KGgo=", "https://img.example.test/a b.jpg",
     "//img.example.test/a.jpg", "a.jpg", "", "https://user:pw@img.example.test/a.jpg", "https://[oops/a.jpg"],
)  # fmt: skip
def test_a_picture_that_cannot_be_shown_is_told_and_left_out(table: Path, url: str) -> None:
    products, problems = read(table, f'sku,name,price,image\nA,Mug,1,"{url}"\n')
    assert (products[0].images, where(problems)) == ((), [(2, "image", "warned")])


def test_several_pictures_categories_tags_and_attributes(table: Path) -> None:
    head = "sku,name,price,images,category,tags,Attribute: Colour,weight\n"
    row = "A,Mug,1,https://a.example.com/1.jpg | https://a.example.com/2.jpg,Home > Cups|Gifts,new; red,Red,0.35 kg\n"
    (mug,), _ = read(table, head + row)
    assert [image.source[-5:] for image in mug.images] == ["1.jpg", "2.jpg"]
    assert (mug.categories, mug.tags) == ((("Home", "Cups"), ("Gifts",)), ("new", "red"))
    assert (mug.attributes, mug.variants[0].weight_g) == ({"Colour": "Red"}, 350)


# ------------------------------------------------------------------------------------------------------- damaged tables


def test_ragged_rows_are_told_and_blank_ones_are_not(table: Path) -> None:
    products, problems = read(table, EN + "A,Mug,1,1\n\nB,Cup,2\nC,Jug, 2 m,3,1,x\n,,,\nD,Jar,4,1\n")
    assert [p.key for p in products] == ["A", "B", "D"]
    assert where(problems) == [(4, None, "warned"), (5, None, "refused")]


def test_a_quote_never_closed_swallows_no_other_row(table: Path) -> None:
    products, problems = read(table, EN + 'A,Mug,1,1\nB,"Cup,2,1\nC,Jug,3,1\n')
    assert ([p.key for p in products], where(problems)) == (["A", "C"], [(3, None, "refused")])


def test_old_line_ends_and_a_nul(table: Path) -> None:
    products, problems = read(table, b"sku,name,price,stock\rA,abc,1.00,1\rB,a\x00b,2.00,1\r")
    assert ([p.key for p in products], where(problems)) == (["A"], [(3, "name", "refused")])


def test_a_header_alone_gives_nothing(table: Path) -> None:
    assert read(table, EN) == ([], [])


def test_weights_without_a_unit_are_told_once(table: Path) -> None:
    products, problems = read(table, "sku,name,price,weight\nA,Mug,1,2\nB,Cup,1,1.5\nC,Jug,1,heavy\n")
    assert [p.variants[0].weight_g for p in products] == [0, 0, 0]
    assert where(problems) == [(2, "weight", "warned"), (4, "weight", "warned")]


def test_columns_that_are_not_read_are_named_once(table: Path) -> None:
    _, problems = read(table, "sku,name,price,colour of the lid\nA,Mug,1,red\nB,Cup,1,red\n")
    assert where(problems) == [(1, None, "warned")]
    assert "colour of the lid" in problems[0].problem


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "empty"), ("<?xml version='1.0'?><yml_catalog/>", "YML"), ("<rss>", "XML"),
     ("<?xml?><!-- WordPress eXtended RSS -->", "WooCommerce"), ("<!DOCTYPE html><html>", "web page"),
     ("PK\x03\x04", "archive"), ("First Name,Last Name,Email\n", "customers"), ("Имя;Телефон\n", "customers"),
     ("订单编号,商品名称,价格\n", "orders"), ("Country Code,Rate %,Tax Name\n", "tax rates"),
     ("sku,stock\nA,5\n", "no column of name"), ("sku,name,stock\nA,Mug,5\n", "no column of price"),
     ("a,b\n1,2\n", "no table of products")],
)  # fmt: skip
def test_what_is_no_table_of_products_is_refused_with_a_sentence(table: Path, text: str, said: str) -> None:
    table.write_text(text, encoding="utf-8")
    assert not PlainFeed().recognises(table)
    with pytest.raises(UnreadableFile, match=said):
        PlainFeed().read(table, currency="USD")
