"""Buying, counted in taps: the shortest ways from a look to an order."""

from __future__ import annotations

import pytest

from domain.kit.db import sql
from tests.kit.store import AUSTIN, PHONE, buys


@pytest.fixture
async def teapot(shop, store):
    return await shop.product("Teapot", price="24.00", stock=9, category=("Kitchen",))


async def returning(person, product: int) -> None:
    """Somebody who has ordered before, back on Home, their taps forgotten."""
    await person.opens(f"p{product}")
    await person.taps_on("Buy now")
    await buys(person)
    await person.taps_on("Home")
    person.taps = person.messages = 0


async def test_a_first_order_from_the_shelf_takes_four_taps(shop, store, anna, teapot):
    await anna.opens()
    await anna.taps_on("Teapot")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE, name="Anna Smith")
    assert anna.sees("Total $27.00")
    await anna.taps_on("Order · pay $27.00 on delivery")
    assert anna.screen.title == "Order placed ↓"
    assert anna.taps == 4
    (order,) = await store.orders()
    assert (order.total.minor, order.customer_name, order.phone) == (2700, "Anna Smith", "+15124720123")
    assert await shop.stock("Teapot") == (8, 0)


async def test_a_first_order_from_a_link_takes_three_taps(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await buys(anna)
    assert anna.taps == 3
    assert len(await store.orders()) == 1


async def test_a_first_order_through_a_category_takes_five_taps(shop, store, anna, teapot):
    for n in range(20):
        await shop.product(f"Cup {n}", category=("Cups",))
    await anna.opens()
    await anna.taps_on("Kitchen")
    await anna.taps_on("Teapot")
    await anna.taps_on("Buy now")
    await buys(anna)
    assert anna.taps == 5


async def test_a_first_order_with_a_size_takes_six_taps(shop, store, anna):
    for n in range(20):
        await shop.product(f"Cup {n}", category=("Cups",))
    await shop.product("Linen shirt", sizes=("Small", "Medium"), category=("Shirts",))
    await anna.opens()
    for label in ("Shirts", "Linen shirt", "Medium", "Buy now"):
        await anna.taps_on(label)
    await buys(anna)
    assert anna.taps == 6
    assert (await store.orders())[0].lines[0].options == "Medium"


async def test_a_first_order_by_searching_takes_four_taps_and_one_message(shop, store, anna, teapot):
    await shop.product("Tea towel")
    await anna.opens()
    await anna.types("tea")
    await anna.taps_on("Teapot")
    await anna.taps_on("Buy now")
    await buys(anna)
    assert (anna.taps, anna.messages) == (4, 1)


async def test_an_exact_search_opens_the_product_and_saves_a_tap(shop, store, anna, teapot):
    await anna.opens()
    await anna.types("teapot")
    await anna.taps_on("Buy now")
    await buys(anna)
    assert (anna.taps, anna.messages) == (3, 1)


async def test_returning_takes_three_taps_from_home(shop, store, anna, teapot):
    await shop.product("Enamel mug", price="9.00")
    await returning(anna, teapot)
    await anna.taps_on("Enamel mug")
    await anna.taps_on("Buy now")
    await anna.taps_on("Order · pay $12.00 on delivery")
    assert anna.taps == 3
    assert len(await store.orders()) == 2


async def test_buying_the_same_again_takes_two_taps(shop, store, anna, teapot):
    await returning(anna, teapot)
    await anna.taps_on("Buy again")
    await anna.taps_on("Order · pay")
    assert anna.taps == 2
    assert [o.lines[0].title for o in await store.orders()] == ["Teapot", "Teapot"]


async def test_reordering_from_the_card_takes_two_taps(shop, store, anna, teapot, app):
    await returning(anna, teapot)
    await store.moves(1001, "packing", "shipped", "delivered")
    await app.jobs.run_outbox()
    await anna.taps_on("Order again")
    assert anna.screen.id == "S-36"
    await anna.taps_on("Order · pay")
    assert anna.taps == 2


async def test_a_returning_customer_searches_and_buys_in_three_taps(shop, store, anna, teapot):
    await shop.product("Tea towel", price="7.00")
    await returning(anna, teapot)
    await anna.types("tea")
    await anna.taps_on("Tea towel")
    await anna.taps_on("Buy now")
    await anna.taps_on("Order · pay")
    assert (anna.taps, anna.messages) == (3, 1)


async def test_a_returning_customer_buys_through_a_category_in_four_taps(shop, store, anna, teapot):
    for n in range(20):
        await shop.product(f"Cup {n}", category=("Cups",))
    await returning(anna, teapot)
    for label in ("Kitchen", "Teapot", "Buy now", "Order · pay"):
        await anna.taps_on(label)
    assert anna.taps == 4


async def test_a_basket_is_bought_in_one_go(shop, store, anna, teapot):
    await shop.product("Enamel mug", price="9.00")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Home")
    await anna.taps_on("Enamel mug")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout · $33.00")
    await buys(anna)
    (order,) = await store.orders()
    assert [line.title for line in order.lines] == ["Teapot", "Enamel mug"]
    assert order.total.minor == 3600
    await anna.taps_on("Cart")
    assert anna.sees("Your cart is empty.")


async def test_buy_now_can_take_the_basket_along(shop, store, anna, teapot):
    await shop.product("Enamel mug", price="9.00")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Home")
    await anna.taps_on("Enamel mug")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await anna.taps_on("Add my cart · 1")
    assert anna.sees("Total $36.00")
    await anna.taps_on("Order · pay")
    assert (await store.orders())[0].units == 2


async def test_the_order_remembers_how_many_taps_it_took(shop, store, anna, teapot):
    await anna.opens()
    await anna.taps_on("Teapot")
    await anna.taps_on("Buy now")
    await buys(anna)
    rows = await sql("SELECT taps, messages FROM orders")
    assert [(r["taps"], r["messages"]) for r in rows] == [(4, 0)]


async def test_the_link_on_the_card_leads_back_to_the_order(shop, store, anna, boris, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await buys(anna)
    link = next(a.url for a in anna.cards["order:1001"].actions if a.url)
    payload = link.partition("?start=")[2]
    assert link.startswith("/chat/tea?start=o")
    await boris.opens(payload)
    assert "order:1001" in boris.cards
