"""Price and stock side by side."""

import pytest

from domain.catalog.actions import VariantEdit
from domain.catalog.errors import PriceMoved
from domain.kit.actor import Actor, Permission
from domain.kit.errors import NotAllowed, NotFound, Stale
from domain.kit.money import Money
from domain.stock.errors import StockMoved
from domain.stock.shelf import ShelfEdit, ShelfRow, save_shelf_row, shelf
from tests.kit.shop import ShopKit


async def rows(shop: ShopKit, product_id: int) -> tuple[ShelfRow, ...]:
    return (await shelf(shop.owner, [product_id]))[product_id]


async def test_variants_come_in_order_with_their_values(shop: ShopKit) -> None:
    shirt = await shop.product("Shirt", sizes=("S", "M", "L"), stock=4)
    assert [(r.label, r.on_hand) for r in await rows(shop, shirt)] == [("S", 4), ("M", 4), ("L", 4)]


async def test_all_of_a_row_is_saved_or_nothing(shop: ShopKit) -> None:
    (row,) = await rows(shop, pot := await shop.product("Pot", price="20.00", stock=5))
    both = ShelfEdit(price=(2000, 1500), on_hand=(4, 9))
    with pytest.raises(StockMoved):
        await save_shelf_row(shop.owner, row.id, both)
    assert await rows(shop, pot) == (row,)
    after = await save_shelf_row(shop.owner, row.id, ShelfEdit(price=(2000, 1500), on_hand=(5, 9)))
    assert (after.price, after.on_hand) == (Money(1500, "USD"), 9)


async def test_a_price_that_moved_is_not_written_over(shop: ShopKit) -> None:
    (row,) = await rows(shop, await shop.product("Pot", price="20.00"))
    await save_shelf_row(shop.owner, row.id, ShelfEdit(price=(2000, 2500)))
    with pytest.raises(PriceMoved):
        await save_shelf_row(shop.owner, row.id, ShelfEdit(price=(2000, 1500)))


async def test_a_new_price_keeps_the_sale_until_it_is_ended(shop: ShopKit) -> None:
    (row,) = await rows(shop, await shop.product("Pot", price="20.00", compare_at="30.00"))
    kept = await save_shelf_row(shop.owner, row.id, ShelfEdit(price=(2000, 1900)))
    assert kept.compare_at == Money(3000, "USD")
    ended = await save_shelf_row(shop.owner, row.id, ShelfEdit(compare_at=(None,)))
    assert (ended.compare_at, ended.price) == (None, Money(1900, "USD"))


async def test_the_rest_of_a_variant_names_the_revision_it_was_drawn_from(shop: ShopKit) -> None:
    (row,) = await rows(shop, await shop.product("Pot"))
    edit = ShelfEdit(variant=VariantEdit(sku="P-1"), revision=row.revision)
    assert (await save_shelf_row(shop.owner, row.id, edit)).sku == "P-1"
    with pytest.raises(Stale):
        await save_shelf_row(shop.owner, row.id, edit)


async def test_who_counts_stock_sets_no_price(shop: ShopKit) -> None:
    (row,) = await rows(shop, await shop.product("Pot", price="20.00", stock=5))
    packer = Actor(shop.id, "staff", 2, frozenset({Permission.EDIT_STOCK}))
    assert (await save_shelf_row(packer, row.id, ShelfEdit(on_hand=(5, 6)))).on_hand == 6
    with pytest.raises(NotAllowed):
        await save_shelf_row(packer, row.id, ShelfEdit(price=(2000, 1)))
    with pytest.raises(NotAllowed):
        await shelf(Actor(shop.id, "customer", 1), [row.product_id])


async def test_a_variant_of_another_shop_is_not_there(shop: ShopKit) -> None:
    (row,) = await rows(shop, pot := await shop.product("Pot"))
    other = await ShopKit.open("cups", "Cups")
    with pytest.raises(NotFound):
        await save_shelf_row(other.owner, row.id, ShelfEdit(on_hand=(10, 0)))
    assert (await shelf(other.owner, [pot]))[pot] == ()
