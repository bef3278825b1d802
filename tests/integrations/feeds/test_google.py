"""Feeds for Google Merchant and Meta: XML or a table, groups as variants, sales for a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from integrations.feeds.detect import feed_of
from tests.kit.clock import Clock
from tests.kit.feeds import read_text, sold, told

TSV = (
    "id\titem_group_id\ttitle\tprice\tsale_price\tsale_price_effective_date\tavailability\tquantity\tcolor\tsize"
    "\tproduct_type\timage_link\tadditional_image_link\tgtin\tbrand\n"
)
RED = "t-r\ttee\tTee Red\t20.00 EUR\t15.00 EUR\t2026-11-01T00:00+0100/2026-11-30T23:59+0100\tin_stock\t3\tRed\tS"
RED += "\tClothing > Tees\thttps://i.test.example/r.jpg\thttps://i.test.example/r2.jpg,https://i.test.example/r3.jpg\t\tLoom\n"
BLUE = "t-b\ttee\tTee Blue\t20.00 EUR\t\t\tout of stock\t\tBlue\tS\t\t\t\t\t\n"
MUG = "mug\t\tMug\t9.50 EUR\t\t\tpreorder\t\tWhite\t\tHome > Cups\thttps://i.test.example/m.jpg\t\t4006381333931\t\n"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
<item><g:id>mug</g:id><title>Mug</title><g:price>9.50 EUR</g:price><g:availability>in_stock</g:availability>
<g:product_type>Home &gt; Cups</g:product_type><g:image_link>https://i.test.example/m.jpg</g:image_link>
<g:product_detail><g:attribute_name>Volume</g:attribute_name><g:attribute_value>350 ml</g:attribute_value>
</g:product_detail></item>
<item><g:id>bad</g:id><title>Bad</title><g:price>9.50 USD</g:price></item></channel></rss>"""


def test_a_table_of_a_feed_is_products_with_variants(tmp_path: Path, clock: Clock) -> None:
    (mug, tee), problems = read_text(tmp_path / "f.txt", TSV + RED + MUG + BLUE, format="google")
    assert (tee.key, tee.names, tee.options, tee.brand) == ("tee", {"en": "Tee"}, ("Color",), "Loom")
    assert sold(tee) == {("Red",): (1500, 3), ("Blue",): (2000, 0)}
    assert [v.compare_at and v.compare_at.minor for v in tee.variants] == [2000, None]
    assert (tee.attributes, len(tee.images)) == ({"Size": "S"}, 3)
    assert (mug.variants[0].policy, mug.attributes, mug.variants[0].gtin) == (
        "backorder",
        {"Color": "White"},
        "4006381333931",
    )
    assert problems == []


def test_rss_is_read_as_the_same(tmp_path: Path) -> None:
    (mug,), problems = read_text(tmp_path / "f.xml", RSS, format="google")
    assert (mug.categories, mug.attributes, sold(mug)) == ((("Home", "Cups"),), {"Volume": "350 ml"}, {(): (950, None)})
    assert (6, "price", "refused") in told(problems)


def test_atom_is_read_as_the_same(tmp_path: Path) -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><g:id>1</g:id>'
    atom += "<g:title>Cup</g:title><g:price>3 EUR</g:price></entry></feed>"
    assert read_text(tmp_path / "f.xml", atom, format="google")[0][0].names == {"en": "Cup"}


def test_an_id_that_comes_back_is_refused(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path / "f.tsv", TSV + MUG + MUG, format="google")
    assert told(problems) == [(3, "id", "refused")]


@pytest.mark.parametrize(
    "text", ["<rss><channel><item><title>News</title></item></channel></rss>", "id,title,price\n1,a,2\n"]
)
def test_news_and_plain_tables_are_no_feeds_for_markets(tmp_path: Path, text: str) -> None:
    path = tmp_path / "f"
    path.write_text(text)
    assert feed_of(path, "en").name == "plain"
