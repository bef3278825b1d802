"""Yandex's price list: groups of offers become products, and what is hostile in XML stays outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.imports.port import UnreadableFile
from integrations.feeds import xml
from integrations.feeds.detect import feed_of
from tests.kit.feeds import read_text, sold, told

TOP = """<?xml version="1.0" encoding="UTF-8"?>
<yml_catalog date="2026-01-15 12:00"><shop>
<categories><category id="1">Одежда</category><category id="2" parentId="1">Футболки</category></categories>
<offers>
"""
END = "</offers></shop></yml_catalog>"
RED = """<offer id="t-s" group_id="tee" available="true"><name>Футболка, S</name><price>1 200,50</price>
<currencyId>RUR</currencyId><categoryId>2</categoryId><param name="Размер">S</param><param name="Ткань">хлопок</param>
<picture>https://img.example.test/s.jpg</picture><count>3</count></offer>
"""
MUG = """<offer id="mug" available="false"><typePrefix>Кружка</typePrefix><vendor>Гжель</vendor><model>350</model>
<price>349.00</price><oldprice>399</oldprice><currencyId>RUB</currencyId><categoryId>9</categoryId>
<param name="Объём" unit="мл">350</param><barcode>4006381333931</barcode><weight>0.3</weight></offer>
"""


def big(name: str) -> str:
    return RED.replace("t-s", name).replace(", S", ", M").replace(">S<", ">M<").replace("1 200,50", "1300")


def test_offers_of_one_group_are_a_product_wherever_they_stand(tmp_path: Path) -> None:
    products, problems = read_text(tmp_path / "f", TOP + RED + MUG + big("t-m") + END, format="yml", currency="RUB")
    mug, tee = products
    assert (tee.key, tee.names, tee.options) == ("tee", {"en": "Футболка"}, ("Размер",))
    assert sold(tee) == {("S",): (120050, 3), ("M",): (130000, 3)}
    assert (tee.categories, tee.attributes) == ((("Одежда", "Футболки"),), {"Ткань": "хлопок"})
    assert (mug.names, mug.attributes) == ({"en": "Кружка Гжель 350"}, {"Объём": "350 мл"})
    variant = mug.variants[0]
    assert (variant.compare_at and variant.compare_at.minor, variant.stock, variant.weight_g) == (39900, 0, 300)
    assert told(problems) == [(8, "categoryId", "warned"), (8, "picture", "warned")]


def test_every_offer_that_cannot_go_in_is_told_by_its_line(tmp_path: Path) -> None:
    offers = RED.replace(' group_id="tee"', "") + "<offer><name>x</name></offer>\n" + MUG.replace("RUB", "USD") + MUG
    products, problems = read_text(tmp_path / "f", TOP + offers + END, format="yml", currency="RUB")
    assert [product.key for product in products] == ["t-s"]
    refused = [place for place in told(problems) if place[2] == "refused"]
    assert refused == [(8, "id", "refused"), (9, "currencyId", "refused"), (12, "id", "refused")]


def test_a_file_that_breaks_off_gives_what_came_before_and_says_where(tmp_path: Path) -> None:
    products, problems = read_text(tmp_path / "f", TOP + MUG + "<offer id='2'><na", format="yml", currency="RUB")
    assert [product.key for product in products] == ["mug"]
    assert told(problems)[-1] == (8, None, "refused")


def test_the_kinds_of_offers_keep_their_facts_and_gifts_are_no_offers(tmp_path: Path) -> None:
    book = "<offer id='b' type='book'><name>Том 1</name><author>М.</author><price>80</price><ISBN>9785699236473</ISBN>"
    book += "<downloadable>true</downloadable></offer>" + END[:9]
    gifts = "<gifts><gift id='33'><name>Кружка</name></gift></gifts>" + END[9:]
    products, _ = read_text(tmp_path / "f", TOP + book + gifts, format="yml", currency="RUB")
    assert [(p.attributes, p.requires_shipping, p.variants[0].gtin) for p in products] == [
        ({"Автор": "М."}, False, "9785699236473")
    ]


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "http://10.0.0.1/x">']
)
def test_entities_are_refused_before_anything_is_read(tmp_path: Path, entity: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(f"<?xml version='1.0'?><!DOCTYPE yml_catalog [{entity}]><yml_catalog><shop/></yml_catalog>")
    with pytest.raises(UnreadableFile, match="declares entities"):
        feed_of(path, "en").read(path, currency="RUB")


def test_an_offer_that_is_too_long_is_refused_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml, "LONGEST", 5_000)
    long = MUG.replace('id="mug"', 'id="long"').replace("350<", "x" * 5_001 + "<")
    products, problems = read_text(tmp_path / "f", TOP + long + MUG + END, format="yml", currency="RUB")
    assert [product.key for product in products] == ["mug"]
    assert told(problems)[0][2] == "refused"


def test_elements_nested_without_end_are_where_reading_stops(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path / "f", TOP + MUG + "<a>" * 100 + END, format="yml", currency="RUB")
    assert "nested" in problems[-1].problem
