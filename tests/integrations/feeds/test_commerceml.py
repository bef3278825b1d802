"""1C's exchange: the catalogue takes its offers, whatever file they came in."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.imports.port import UnreadableFile
from integrations.feeds.detect import feed_of
from tests.kit.feeds import read_file, read_text, sold, told, zipped

TOP = '<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_210">\n'
END = "</КоммерческаяИнформация>"
CATALOGUE = """<Классификатор><Группы><Группа><Ид>g1</Ид><Наименование>Одежда</Наименование><Группы><Группа>
<Ид>g2</Ид><Наименование>Рубашки</Наименование></Группа></Группы></Группа></Группы>
<Свойства><Свойство><Ид>p1</Ид><Наименование>Ткань</Наименование><ВариантыЗначений><Справочник>
<ИдЗначения>v1</ИдЗначения><Значение>Лён</Значение></Справочник></ВариантыЗначений></Свойство></Свойства></Классификатор>
<Каталог><Товары><Товар><Ид>shirt</Ид><Артикул>R-1</Артикул><Наименование>Рубашка</Наименование>
<Группы><Ид>g2</Ид></Группы><Картинка>import_files/1.jpg</Картинка><Описание>Из льна</Описание>
<ЗначенияСвойств><ЗначенияСвойства><Ид>p1</Ид><Значение>v1</Значение></ЗначенияСвойства></ЗначенияСвойств>
<Изготовитель><Ид>m</Ид><Наименование>Ткачи</Наименование></Изготовитель></Товар>
<Товар Статус="Удален"><Ид>old</Ид><Наименование>Старая</Наименование></Товар>
<Товар><Ид>bare</Ид><Наименование>Без цены</Наименование></Товар></Товары></Каталог>
"""
TYPES = """<ТипыЦен><ТипЦены><Ид>opt</Ид><Наименование>Оптовая</Наименование></ТипЦены>
<ТипЦены><Ид>roz</Ид><Наименование>Розничная</Наименование></ТипЦены></ТипыЦен>"""


def offer(code: str, size: str, price: str = "", stock: str = "") -> str:
    prices = "".join(
        f"<Цена><ИдТипаЦены>{kind}</ИдТипаЦены><ЦенаЗаЕдиницу>{amount}</ЦенаЗаЕдиницу><Валюта>руб</Валюта></Цена>"
        for kind, amount in (("opt", "1"), ("roz", price))
    )
    return (
        f"<Предложение><Ид>{code}</Ид><Наименование>Рубашка ({size})</Наименование><ХарактеристикиТовара>"
        f"<ХарактеристикаТовара><Наименование>Размер</Наименование><Значение>{size}</Значение></ХарактеристикаТовара>"
        f"</ХарактеристикиТовара>{f'<Цены>{prices}</Цены>' if price else ''}"
        f"{f'<Количество>{stock}</Количество>' if stock else ''}</Предложение>\n"
    )


def offers(*said: str) -> str:
    return f"{TOP}<ПакетПредложений>{TYPES}<Предложения>{''.join(said)}</Предложения></ПакетПредложений>{END}"


BOTH = offers(offer("shirt#a", "S", "1500", "2"), offer("shirt#b", "M", "1600.50", "0"), offer("lost", "X", "5"))


def test_a_catalogue_and_its_offers_are_products_with_variants(tmp_path: Path) -> None:
    path = zipped(tmp_path / "1c.zip", import_xml=TOP + CATALOGUE + END, offers_xml=BOTH)
    (shirt,), problems = read_file(path, format="zip", currency="RUB", locale="ru")
    assert sold(shirt) == {("S",): (150000, 2), ("M",): (160050, 0)}
    assert (shirt.key, shirt.options, shirt.brand) == ("shirt", ("Размер",), "Ткачи")
    assert (shirt.categories, shirt.attributes) == ((("Одежда", "Рубашки"),), {"Ткань": "Лён"})
    assert [p.action for p in problems] == ["warned", "warned", "skipped", "refused", "refused"]
    assert "“Розничная” was taken" in problems[0].problem


def test_catalogue_and_offers_may_stand_in_one_file(tmp_path: Path) -> None:
    whole = TOP + CATALOGUE + BOTH.removeprefix(TOP)
    (shirt,), _ = read_text(tmp_path / "all.xml", whole, format="commerceml", currency="RUB")
    assert len(shirt.variants) == 2


def test_prices_and_stock_in_files_of_their_own_are_put_together(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "1c.zip",
        import_xml=TOP + CATALOGUE + END,
        prices_xml=offers(offer("shirt#a", "S", "1500")),
        rests_xml=offers(offer("shirt#a", "S", stock="7.000")),
    )
    (shirt,), _ = read_file(path, format="zip", currency="RUB")
    assert sold(shirt) == {("S",): (150000, 7)}


def test_offers_alone_are_products_by_the_name_they_share(tmp_path: Path) -> None:
    (shirt, _), _ = read_text(tmp_path / "offers.xml", BOTH, format="commerceml", currency="RUB")
    assert (shirt.key, shirt.names, len(shirt.variants)) == ("shirt", {"en": "Рубашка"}, 2)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (CATALOGUE, "one zip"),
        ("<Документ><Товары><Товар/></Товары></Документ>", "orders"),
        ("<Каталог/>", "no products"),
    ],
)
def test_what_cannot_be_sold_from_says_what_to_do(tmp_path: Path, body: str, word: str) -> None:
    path = tmp_path / "import.xml"
    path.write_text(TOP + body + END, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=word):
        feed_of(path, "ru").read(path, currency="RUB")


def test_variants_that_do_not_name_the_same_options_are_told_apart_by_name(tmp_path: Path) -> None:
    bare = offer("shirt#c", "L", "1700").replace("Размер", "Рост")
    path = zipped(
        tmp_path / "1c.zip",
        import_xml=TOP + CATALOGUE + END,
        offers_xml=BOTH.replace("</Предложения>", bare + "</Предложения>"),
    )
    (shirt,), problems = read_file(path, format="zip", currency="RUB", locale="ru")
    assert (shirt.options, list(sold(shirt))) == (("Вариант",), [("S",), ("M",), ("L",)])
    assert "do not all name the same options" in "".join(problem.problem for problem in problems)
    assert told(problems)[0][2] == "warned"
