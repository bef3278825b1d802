"""The panel's lists are searched by any part of a word, and counted no further than somebody turns pages."""

import pytest

from domain.catalog import queries_panel
from domain.catalog.filters import ProductFilter
from domain.catalog.queries import product_rows, product_total
from domain.imports.actions import upsert_product
from domain.reports.find import find
from domain.stock.inventory import inventory
from tests.kit.goods import goods, variant

ALL = ProductFilter(locales=("en",))
FOUND = {
    "reen": ["Green_tea 100%"], "REEN LULU": ["Green_tea 100%"], "n_t 100%": ["Green_tea 100%"], "n.t": [],
    "gt-0": ["Green_tea 100%"], "00123": ["Green_tea 100%"], "чАЙ": ["Чайник"], "lac": ["Green_tea 100%", "Lamp"],
    "green lamp": [], "!": [], "%": ["Green_tea 100%"],
}  # fmt: skip


@pytest.fixture
async def shelf(shop):
    tea = goods("Green_tea 100%", variant(stock=3, sku="GT-01", gtin="4006381001234"), brand="Lulu", key="black")
    for row in (tea, goods("Lamp", brand="Glacier"), goods("Чайник", names={"en": "Чайник"})):
        await upsert_product(shop.by, row)
    return shop


async def test_every_word_is_a_part_of_something_of_the_product(shelf):
    for words, names in FOUND.items():
        found = await product_rows(shelf.owner, ProductFilter(search=words), "name")
        assert [row.name for row in found.items] == names, words
        assert found.total == await product_total(shelf.owner, ProductFilter(search=words)) == len(names)


async def test_the_shelf_and_the_one_field_find_parts_as_well(shelf):
    for words in ("reen", "gt-0", "black", "00123"):
        assert [row.name for row in (await inventory(shelf.owner, words, "", 3)).items] == ["Green_tea 100%"], words
    for words in ("чай", "ЧАЙНИК"):
        assert [one.name for one in (await find(shelf.owner, words, own_locale="en")).products] == ["Чайник"]
    assert [one.name for one in (await find(shelf.owner, "GT-01", own_locale="en")).products] == ["Green_tea 100%"]


async def test_a_list_is_counted_so_far_and_its_last_page_is_there(shelf, monkeypatch):
    monkeypatch.setattr(queries_panel, "COUNTED", 2)
    page = await product_rows(shelf.owner, ALL, "name", 9, size=1)
    assert (page.total, page.more, page.number, page.items[0].name) == (2, True, 2, "Lamp")
    whole = await product_rows(shelf.owner, ALL, size=9)
    assert (whole.total, whole.more, len(whole.items)) == (2, True, 3)
