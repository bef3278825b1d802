"""Lists of products: what stands in them, in which order, and at what cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.catalog import queries_list
from domain.catalog.actions import SalePrice, set_price, unpublish
from domain.catalog.models import Category, Product, Variant
from domain.catalog.queries import ListQuery, categories, category, category_path, count, home_shelf, listing, tiles
from domain.customers.models import Customer
from domain.imports.actions import upsert_product
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.saved.models import SavedItem
from domain.stock.models import StockLevel
from tests.kit.goods import goods, variant
from tests.kit.shop import ShopKit
from tests.kit.statements import statements


@pytest.fixture
def me(shop: ShopKit) -> Actor:
    return Actor(shop.id, "visitor")


async def put(shop: ShopKit, *rows: Any) -> None:
    for row in rows:
        await upsert_product(shop.by, row)


async def names(by: Actor, **query: Any) -> list[str]:
    return [tile.name for tile in (await listing(by, ListQuery(**query), locale="en")).items]


async def id_of(name: str) -> int:
    return int((await Product.get(key=name.lower())).id)


async def test_what_is_sold_out_stands_last_in_every_order(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("Gone", price="1.00", stock=0), goods("Cheap", price="2.00"), goods("Dear", price="9.00"))
    assert await names(me, sort="up") == ["Cheap", "Dear", "Gone"]
    assert await names(me, sort="down") == ["Dear", "Cheap", "Gone"]
    assert (await names(me, sort="pop"))[-1] == (await names(me, sort="new"))[-1] == "Gone"


async def test_popular_is_what_sold_then_what_was_looked_at_then_what_costs_less(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("A", price="3.00"), goods("B", price="2.00"), goods("C", price="4.00"), goods("D"))
    await Product.filter(key="d").update(units_sold_30=1)
    await Product.filter(key="c").update(views_30=9)
    assert await names(me) == ["D", "C", "B", "A"]


async def test_new_is_what_was_published_last(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("Old"), goods("Newer"), goods("Newest"))
    assert await names(me, sort="new") == ["Newest", "Newer", "Old"]


async def test_found_products_keep_their_rank(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("A"), goods("B", stock=0), goods("C"))
    ids = tuple([await id_of("B"), await id_of("C"), await id_of("A")])
    assert await names(me, source="ids", product_ids=ids, sort="rank") == ["C", "A", "B"]


async def test_a_category_lists_everything_below_it(shop: ShopKit, me: Actor) -> None:
    await put(
        shop,
        goods("Oil lamp", category=("Home", "Light", "Lamps", "Oil")),
        goods("Candle", category=("Home", "Light")),
        goods("Mug", category=("Kitchen",)),
    )
    home = (await categories(me, 0, locale="en"))[0]
    assert (home.name, home.count) == ("Home", 2)
    assert sorted(await names(me, source="category", category_id=home.id)) == ["Candle", "Oil lamp"]


async def test_a_tree_of_four_levels_is_walked_down_and_back(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("Oil lamp", category=("Home", "Light", "Lamps", "Oil")))
    at, walked = 0, []
    while children := await categories(me, at, locale="en"):
        at = children[0].id
        walked.append(children[0].name)
    trail = await category_path(me, at, locale="en")
    assert walked == [node.name for node in trail] == ["Home", "Light", "Lamps", "Oil"]
    assert [node.depth for node in trail] == [0, 1, 2, 3]


async def test_a_product_in_two_categories_is_counted_once_above_them(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("Lamp", categories=(("Home", "Light"), ("Home", "Gifts"))))
    home = (await categories(me, 0, locale="en"))[0]
    assert home.count == 1
    assert {child.name for child in await categories(me, home.id, locale="en")} == {"Light", "Gifts"}
    assert await count(me, ListQuery("category", home.id)) == 1


async def test_empty_and_hidden_categories_are_not_shown(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("Lamp", category=("Light",)), goods("Mug", category=("Kitchen",), status="draft"))
    assert [c.name for c in await categories(me, 0, locale="en")] == ["Light"]
    light = (await categories(me, 0, locale="en"))[0]
    await Category.filter(id=light.id).update(hidden=True)
    await unpublish(shop.owner, await id_of("Lamp"))  # any change makes a new version
    with pytest.raises(NotFound):
        await category(me, light.id, locale="en")


async def test_on_sale_is_only_what_is_on_sale_now(shop: ShopKit, me: Actor, clock: Any) -> None:
    await put(shop, goods("Lamp", price="8.00"), goods("Mug", price="8.00"))
    price, was = Money(800, "USD"), Money(1000, "USD")
    sale = SalePrice(was, begins=clock() + timedelta(days=1), ends=clock() + timedelta(days=2))
    lamp = await Variant.get(product_id=await id_of("Lamp"))
    await set_price(shop.owner, lamp.id, price, price, sale)
    assert await names(me, source="sale") == []
    clock.passes(days=1, hours=1)
    shown = (await listing(me, ListQuery("sale"), locale="en")).items
    assert [(tile.name, tile.old_price, tile.discount_percent) for tile in shown] == [("Lamp", was, 20)]
    clock.passes(days=1)
    assert await names(me, source="sale") == []


async def test_a_page_beyond_the_end_is_the_last_one(shop: ShopKit, me: Actor) -> None:
    await put(shop, *(goods(f"Lamp {n}") for n in range(5)))
    page = await listing(me, ListQuery(page=9, size=2), locale="en")
    assert (page.number, page.pages, page.total, len(page.items)) == (3, 3, 5, 1)


async def test_an_empty_list_is_one_empty_page(me: Actor) -> None:
    page = await listing(me, ListQuery(page=4), locale="en")
    assert (page.items, page.total, page.pages) == ((), 0, 1)


async def test_a_tile_says_what_variants_cost_and_which_is_bought_first(shop: ShopKit, me: Actor) -> None:
    await put(
        shop,
        goods(
            "Shirt", variant("S", price="9.00", stock=0), variant("M", price="12.00", was="15.00"), options=("Size",)
        ),
    )
    tile = (await listing(me, ListQuery(), locale="en")).items[0]
    assert (tile.price, tile.price_to, tile.old_price) == (Money(900, "USD"), Money(1200, "USD"), None)
    assert tile.has_options
    assert tile.default_variant_id == (await Variant.get(key="M")).id


async def test_tiles_come_in_the_order_asked_without_what_is_not_sold(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("A"), goods("B"), goods("C"))
    ids = [await id_of("C"), await id_of("A"), await id_of("B"), 999_999]
    await unpublish(shop.owner, ids[1])
    assert [tile.name for tile in await tiles(me, ids, locale="en")] == ["C", "B"]


async def test_a_tile_tells_its_customer_what_is_saved(shop: ShopKit) -> None:
    await put(shop, goods("Lamp"))
    customer = await Customer.add(shop.by, name="Anna")
    await SavedItem.add(shop.by, customer_id=customer.id, product_id=await id_of("Lamp"), price=1)
    anna = Actor(shop.id, "customer", customer.id)
    assert (await listing(anna, ListQuery(), locale="en")).items[0].saved
    assert not (await listing(Actor(shop.id, "visitor"), ListQuery(), locale="en")).items[0].saved


async def test_the_shelf_at_home_offers_only_what_can_be_bought(shop: ShopKit, me: Actor) -> None:
    await put(shop, goods("A"), goods("B"), goods("C"))
    await Product.filter(key="a").update(units_sold_30=5)
    await home_shelf(me, 2, locale="en")
    await StockLevel.filter(variant_id=(await Variant.get(product_id=await id_of("A"))).id).update(reserved=10)
    assert "A" not in [tile.name for tile in await home_shelf(me, 2, locale="en")]


async def test_a_warm_list_is_one_statement(shop: ShopKit, me: Actor) -> None:
    await put(shop, *(goods(f"Lamp {n}", category=("Light",)) for n in range(8)))
    light = (await categories(me, 0, locale="en"))[0]
    query = ListQuery("category", light.id)
    await listing(me, query, locale="en")
    with statements() as seen:
        await listing(me, query, locale="en")
    assert len(seen) == 1


@pytest.mark.parametrize("sort", ["pop", "up", "down", "new"])
async def test_a_large_list_reads_as_a_small_one(
    shop: ShopKit, me: Actor, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (goods(f"L{n}", price=f"{n % 4 + 1}.00", stock=n % 3, category=("Light",)) for n in range(11))
    await put(shop, *rows)
    light = (await categories(me, 0, locale="en"))[0]
    pages = [{"source": "category", "category_id": light.id, "sort": sort, "page": n, "size": 4} for n in range(1, 5)]
    small = [await names(me, **page) for page in pages]
    monkeypatch.setattr(queries_list, "SMALL", 0)
    assert [await names(me, **page) for page in pages] == small
    assert sorted(name for page in small[:3] for name in page) == sorted(f"L{n}" for n in range(11))


async def test_another_shop_sees_nothing_of_it(shop: ShopKit) -> None:
    await put(shop, goods("Lamp", category=("Light",)))
    light = (await categories(shop.by, 0, locale="en"))[0]
    stranger = (await ShopKit.open("other", "Other")).by
    assert await names(stranger) == []
    assert await names(stranger, source="category", category_id=light.id) == []
    assert await names(stranger, source="ids", product_ids=(await id_of("Lamp"),)) == []
    assert await tiles(stranger, [await id_of("Lamp")], locale="en") == ()
    assert await categories(stranger, 0, locale="en") == ()
