"""One act on many products: what it does, what it leaves, and the way back."""

import pytest

from domain.catalog.actions import set_price
from domain.catalog.bulk import TooLate, undo
from domain.catalog.bulk_prices import price_effect, reprice, restore_prices
from domain.catalog.bulk_verbs import (
    add_tag,
    move_to_category,
    restore_places,
    restore_statuses,
    restore_tags,
    set_statuses,
)
from domain.catalog.filters import ProductFilter
from domain.catalog.queries import product_rows, product_total
from domain.catalog.queries_edit import product_to_edit
from domain.catalog.repricing import Repricing, Rounding
from domain.imports.removing import ever_ordered, remove_products
from domain.kit.errors import BadInput, NotAllowed
from domain.kit.money import Money
from domain.stock.bulk import set_stock, stock_effect
from domain.stock.shelf import shelf
from tests.kit.market import Market
from tests.kit.shop import ShopKit

RESTORES = {
    "status": restore_statuses, "category": restore_places, "tag": restore_tags, "price": restore_prices,
}  # fmt: skip
ALL = ProductFilter()


@pytest.fixture
async def market(db, clock):
    return await Market.open()


@pytest.fixture
async def goods(db, clock):
    shop = await ShopKit.open()
    await shop.product("Pot", price="38.00", stock=7, category=("Kitchen",))
    await shop.product("Shirt", price="20.00", stock=5, sizes=("S", "M"), category=("Clothes",))
    await shop.product("Soap", price="4.99", stock=0, category=("Bath",))
    return shop


async def prices(shop):
    found = await product_rows(shop.owner, ProductFilter(status="any"))
    return {row.name: row.price.minor for row in found.items}


async def statuses(shop):
    return {row.name: row.status for row in (await product_rows(shop.owner, ProductFilter(status="any"))).items}


async def test_filters_and_sorts_of_the_list(goods):
    async def names(sort="new", **wanted):
        return [row.name for row in (await product_rows(goods.owner, ProductFilter(**wanted), sort)).items]

    assert await names(stock="out") == ["Soap"]
    assert await names(stock="low", low=6) == ["Shirt"]
    assert await names("name") == ["Pot", "Shirt", "Soap"]
    assert await names("up") == ["Soap", "Shirt", "Pot"]
    assert await names(lacks="picture", search="pot") == ["Pot"]
    kitchen = (await product_to_edit(goods.owner, (await product_rows(goods.owner)).items[-1].id)).category_ids[0]
    assert await names(category_id=kitchen) == ["Pot"]


async def test_what_has_no_name_in_the_shops_language_comes_last_by_name(goods):
    pot = (await product_rows(goods.owner, ProductFilter(search="pot"))).items[0]
    from domain.kit.db import sql

    await sql("UPDATE product_text SET locale = 'ru' WHERE product_id = $1 RETURNING id", pot.id)
    found = await product_rows(goods.owner, ALL, "name", size=2)
    assert [row.name for row in found.items] == ["Shirt", "Soap"]
    assert [row.name for row in (await product_rows(goods.owner, ALL, "name", 2, size=2)).items] == ["Pot"]


async def test_prices_move_by_percent_are_said_before_and_taken_back(goods):
    change = Repricing("percent", bp=1000, rounding=Rounding(100, 1))
    said = await price_effect(goods.owner, ALL, change)
    assert (said.variants, said.stay, said.before, said.after) == (3, 1, (2000, 3800), (2199, 4199))
    done = await reprice(goods.owner, ALL, change)
    assert await prices(goods) == {"Pot": 4199, "Shirt": 2199, "Soap": 499}
    assert await undo(goods.owner, done.act, RESTORES) == 3
    assert await prices(goods) == {"Pot": 3800, "Shirt": 2000, "Soap": 499}
    with pytest.raises(TooLate):
        await undo(goods.owner, done.act, RESTORES)


async def test_a_price_somebody_has_changed_since_is_not_put_back(goods):
    done = await reprice(goods.owner, ALL, Repricing("set", to=1000))
    pot = await goods.variant("Pot")
    await set_price(goods.owner, pot, Money(1000, "USD"), Money(1111, "USD"))
    await undo(goods.owner, done.act, RESTORES)
    assert await prices(goods) == {"Pot": 1111, "Shirt": 2000, "Soap": 499}


async def test_ten_minutes_later_there_is_no_way_back(goods, clock):
    done = await reprice(goods.owner, ALL, Repricing("set", to=1000))
    clock.passes(minutes=11)
    with pytest.raises(TooLate):
        await undo(goods.owner, done.act, RESTORES)


async def test_a_sale_shows_the_price_before_and_ends_at_it(goods):
    await reprice(goods.owner, ALL, Repricing("sale", bp=2500))
    pot = (await product_rows(goods.owner, ProductFilter(search="pot"))).items[0]
    assert (pot.price.minor, pot.on_sale) == (2850, True)
    await reprice(goods.owner, ALL, Repricing("end"))
    assert await prices(goods) == {"Pot": 3800, "Shirt": 2000, "Soap": 499}


async def test_statuses_move_and_come_back(goods):
    one = await product_rows(goods.owner, ProductFilter(search="soap"))
    await set_statuses(goods.owner, ProductFilter(ids=(one.items[0].id,)), "draft")
    done = await set_statuses(goods.owner, ALL, "archived")
    assert (done.products, set((await statuses(goods)).values())) == (3, {"archived"})
    await undo(goods.owner, done.act, RESTORES)
    assert await statuses(goods) == {"Pot": "active", "Shirt": "active", "Soap": "draft"}


async def test_products_move_to_a_category_get_a_tag_and_come_back(goods):
    before = {row.id: (await product_to_edit(goods.owner, row.id)).category_ids for row in await _all(goods)}
    bath = next(iter(before.values()))[0]
    moved, tagged = await move_to_category(goods.owner, ALL, bath), await add_tag(goods.owner, ALL, "gift")
    assert {(await product_to_edit(goods.owner, key)).category_ids for key in before} == {(bath,)}
    assert await product_total(goods.owner, ProductFilter(tag="gift")) == 3
    assert (moved.rows, await undo(goods.owner, moved.act, RESTORES)) == (2, 2)
    await undo(goods.owner, tagged.act, RESTORES)
    assert {key: (await product_to_edit(goods.owner, key)).category_ids for key in before} == before
    assert await product_total(goods.owner, ProductFilter(tag="gift")) == 0


async def _all(shop):
    return (await product_rows(shop.owner, ProductFilter(status="any"))).items


async def test_stock_is_counted_for_all_with_its_moves(goods):
    assert await stock_effect(goods.owner, ALL, 9) == (4, 17, 0)
    done = await set_stock(goods.owner, ALL, 9)
    assert (done.rows, done.act) == (4, "")
    rows = await shelf(goods.owner, [row.id for row in await _all(goods)])
    assert {row.on_hand for own in rows.values() for row in own} == {9}


async def test_only_what_was_never_ordered_is_deleted(market):
    tea = await market.item("Green tea")
    await market.item("Kettle")
    await market.order(await market.buyer(), (tea, 1))
    assert await ever_ordered(market.owner, ALL) == 1
    await remove_products(market.owner, ALL)
    assert [(row.name, row.status) for row in await _all(market)] == [("Green tea", "archived")]


async def test_refusals(goods):
    for change in (Repricing("percent", bp=0), Repricing("percent", bp=-10_000), Repricing("set", to=-1)):
        with pytest.raises(BadInput):
            await reprice(goods.owner, ALL, change)
    with pytest.raises(BadInput):
        await add_tag(goods.owner, ALL, "a, b")
    stranger = await ShopKit.open("cups", "Cups")
    mine = ProductFilter(ids=tuple(row.id for row in await _all(goods)))
    assert (await set_statuses(stranger.owner, mine, "archived")).products == 0
    with pytest.raises(NotAllowed):
        await set_statuses(goods.owner.__class__(goods.id, "staff", 2), ALL, "archived")
