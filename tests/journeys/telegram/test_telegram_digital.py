"""Digital goods inside Telegram: for Stars alone, apart from what is paid in money, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from domain.catalog.models import Product, Variant
from domain.digital.actions import add_keys
from tests.kit.store import AUSTIN, PHONE, Store


@pytest.fixture
async def shelf(shop: Any, stage: Any) -> Store:
    """A teapot, a game for 150 Stars, and a song without a price in Stars."""
    store = await Store.open(shop)
    await shop.product("Teapot", price="24.00", stock=5)
    for name, stars in (("Game", 150), ("Song", None)):
        product = await shop.product(name, price="3.00", stock=0)
        await Product.filter(id=product).update(kind="digital", requires_shipping=False)
        await Variant.filter(product_id=product).update(stars=stars)
        await add_keys(shop.owner, await shop.variant(name), f"{name}-1\n{name}-2")
    return store


@pytest.fixture
async def anna(shelf: Store, person: Any) -> Any:
    return person("anna")


async def product(shop: Any, name: str) -> int:
    return int((await Product.get(shop_id=shop.id, key=name.lower())).id)


async def puts_in(anna: Any, shop: Any, *names: str) -> None:
    for name in names:
        await anna.opens(f"p{await product(shop, name)}")
        await anna.taps_on("Add to cart")


async def test_a_product_says_its_price_in_stars_and_how_it_comes(anna: Any, shop: Any) -> None:
    await anna.opens(f"p{await product(shop, 'Game')}")
    assert anna.sees("Buy now · ⭐ 150")
    assert anna.sees("Digital: delivered in this chat right after payment")


async def test_without_a_price_in_stars_nothing_is_sold_and_nothing_is_a_dead_end(anna: Any, shop: Any) -> None:
    await anna.opens(f"p{await product(shop, 'Song')}")
    assert anna.sees("Not sold in this messenger. Our chat on the web sells it.")
    assert not anna.sees("3.00")
    assert not anna.can_tap("Buy now")
    await anna.taps_on("See similar")
    assert anna.sees("not sold here")


async def test_a_cart_of_both_kinds_is_bought_in_two_parts(anna: Any, shop: Any) -> None:
    await puts_in(anna, shop, "Teapot", "Game")
    await anna.taps_on("Cart")
    assert anna.sees("Digital items, paid apart ⭐ 150")
    await anna.taps_on("Checkout · $24.00 + ⭐ 150")
    assert anna.sees("Digital items are paid in Stars, the others in money. Buy one part, then the other.")
    assert anna.can_tap("Buy the rest · $24.00")
    await anna.taps_on("Buy the digital items · ⭐ 150")
    assert anna.sees("The other items stay in your cart: they are paid apart.")
    assert anna.sees("Total ⭐ 150")


async def test_the_other_part_is_one_press_away(anna: Any, shop: Any, shelf: Store) -> None:
    await puts_in(anna, shop, "Teapot", "Game")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout")
    await anna.taps_on("Buy the digital items")
    await anna.taps_on("Buy the rest")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await anna.fills("phone", phone=PHONE)
    await anna.taps_on("Order · pay $27.00 on delivery")
    await anna.taps_on("Cart")
    assert anna.sees("Game")
    assert not anna.sees("paid apart")
    await anna.taps_on("Checkout · ⭐ 150")
    assert anna.sees("Total ⭐ 150")
