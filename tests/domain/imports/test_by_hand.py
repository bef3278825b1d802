"""Options and categories made in the panel."""

import pytest

from domain.catalog.queries_edit import lacks, product_to_edit
from domain.imports.by_hand import add_category, set_options
from domain.kit.errors import BadInput, NotFound
from domain.stock.shelf import ShelfEdit, save_shelf_row, shelf
from tests.kit.shop import ShopKit


async def grid(shop: ShopKit, product_id: int) -> list[tuple[str, int, int]]:
    rows = (await shelf(shop.owner, [product_id]))[product_id]
    return [(row.label, row.price.minor, row.on_hand) for row in rows]


async def test_the_one_variant_becomes_the_first_of_several(shop: ShopKit) -> None:
    pot = await shop.product("Pot", price="20.00", stock=5)
    await set_options(shop.owner, pot, [("Colour", ("Red", "Blue"))])
    assert await grid(shop, pot) == [("Red", 2000, 5), ("Blue", 2000, 0)]


async def test_a_value_more_leaves_price_and_stock_of_the_others(shop: ShopKit) -> None:
    shirt = await shop.product("Shirt", price="20.00", stock=5, sizes=("S", "M"))
    small = (await shelf(shop.owner, [shirt]))[shirt][0]
    await save_shelf_row(shop.owner, small.id, ShelfEdit(price=(2000, 1500), on_hand=(5, 2)))
    await set_options(shop.owner, shirt, [("Size", ("S", "M", "L"))])
    assert await grid(shop, shirt) == [("S", 1500, 2), ("M", 2000, 5), ("L", 1500, 0)]


async def test_a_value_less_switches_its_variant_off_and_back_on(shop: ShopKit) -> None:
    shirt = await shop.product("Shirt", stock=5, sizes=("S", "M"))
    await set_options(shop.owner, shirt, [("Size", ("M",))])
    assert [label for label, _, _ in await grid(shop, shirt)] == ["M"]
    await set_options(shop.owner, shirt, [("Size", ("S", "M"))])
    assert [label for label, _, _ in await grid(shop, shirt)] == ["S", "M"]


async def test_two_options_make_every_combination(shop: ShopKit) -> None:
    shirt = await shop.product("Shirt", stock=5)
    await set_options(shop.owner, shirt, [("Size", ("S", "M")), ("Colour", ("Red", "Blue"))])
    assert [label for label, _, _ in await grid(shop, shirt)] == ["S · Red", "S · Blue", "M · Red", "M · Blue"]


async def test_nothing_else_about_the_product_changes(shop: ShopKit) -> None:
    pot = await shop.product("Pot", tags=("tea", "gift"), attributes={"Material": "clay"}, brand="Mossgate")
    before = await product_to_edit(shop.owner, pot)
    await set_options(shop.owner, pot, [("Colour", ("Red",))])
    after = await product_to_edit(shop.owner, pot)
    same = ("texts", "brand", "tags", "attributes", "category_ids", "status", "tax_class", "requires_shipping")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]


@pytest.mark.parametrize(
    "options",
    [
        [("Size", ())],
        [("Size", ("S", "S"))],
        [("Size", ("S",)), ("Size", ("M",))],
        [("A", tuple("abcdefghijk")), ("B", tuple("abcdefghijk"))],
        [(name, ("x",)) for name in "abcd"],
    ],
)
async def test_options_that_cannot_be_change_nothing(shop: ShopKit, options: list[tuple[str, tuple[str, ...]]]) -> None:
    pot = await shop.product("Pot", stock=5)
    with pytest.raises(BadInput):
        await set_options(shop.owner, pot, options)
    assert await grid(shop, pot) == [("", 2000, 5)]


async def test_options_of_another_shops_product_are_not_there(shop: ShopKit) -> None:
    pot = await shop.product("Pot")
    with pytest.raises(NotFound):
        await set_options((await ShopKit.open("cups", "Cups")).owner, pot, [("Size", ("S",))])


async def test_a_category_is_found_again_however_it_is_written(shop: ShopKit) -> None:
    first = await add_category(shop.owner, ("Kitchen", "Pots"), "en")
    assert await add_category(shop.owner, ("kitchen", "POTS"), "en") == first
    with pytest.raises(BadInput):
        await add_category(shop.owner, (), "en")


async def test_what_a_product_lacks_is_named(shop: ShopKit) -> None:
    bare = await shop.product("Bare")
    full = await shop.product("Full", descriptions={"en": "All there."})
    found = await lacks(shop.owner, [bare, full], ("en",))
    assert found == {bare: ("picture", "description"), full: ("picture",)}
    assert (await lacks(shop.owner, [full], ("en", "ru")))[full] == ("picture", "language")
