"""What goes wrong between a look and a press: nobody pays what they did not see, nobody loses their cart."""

from __future__ import annotations

from domain.customers.desk import block
from domain.shop.actions import change_facts
from tests.kit.store import AUSTIN, PHONE


async def test_sold_out_between_the_look_and_buying(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await store.sells_out("Teapot")
    await anna.taps_on("Buy now")
    assert anna.sees("Teapot has just sold out. Nothing was charged.")
    assert anna.can_tap("Tell me when it's back")


async def test_sold_out_between_the_review_and_paying(shop, store, reviewing):
    await store.sells_out("Teapot")
    await reviewing.taps_on("Order · pay")
    assert reviewing.screen.title == "Not available now: Teapot (sold out)"
    assert reviewing.can_tap("Tell me when it's back")
    assert await store.orders() == []


async def test_the_rest_of_the_cart_is_safe_when_one_thing_sells_out(shop, store, with_basket):
    await store.sells_out("Teapot")
    await with_basket.taps_on("Order · pay $36.00")
    assert with_basket.sees("Teapot sold out. The rest of your cart is safe.")
    await with_basket.taps_on("Order · pay $12.00 on delivery")
    assert [line.title for o in await store.orders() for line in o.lines] == ["Enamel mug"]
    await with_basket.taps_on("Cart")
    assert with_basket.sees("Not available now: Teapot (sold out)")


async def test_fewer_left_than_wanted_is_shown_before_it_is_charged(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("＋")
    await anna.taps_on("＋")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await store.sells_out("Teapot", left=2)
    await anna.taps_on("Order · pay")
    assert anna.sees("2 × Teapot $48.00")
    assert await store.orders() == []
    await anna.taps_on("Order · pay $51.00")
    assert (await store.orders())[0].units == 2


async def test_a_price_that_rose_is_accepted_in_words(store, reviewing):
    await store.reprice("Teapot", "25.00")
    await reviewing.taps_on("Order · pay $27.00 on delivery")
    assert reviewing.sees("Something has changed since you looked.")
    assert reviewing.sees("Teapot went from $24.00 to $25.00.")
    assert await store.orders() == []
    await reviewing.taps_on("Accept and pay $28.00 on delivery")
    assert (await store.orders())[0].total.minor == 2800


async def test_a_price_that_fell_is_just_shown(store, reviewing):
    await store.reprice("Teapot", "20.00")
    await reviewing.taps_on("Order · pay $27.00 on delivery")
    await reviewing.taps_on("Order · pay $23.00 on delivery")
    assert (await store.orders())[0].total.minor == 2300


async def test_the_review_of_yesterday_is_not_charged(reviewing, store, clock):
    old = reviewing.button("Order · pay")
    clock.passes(hours=20)
    await reviewing.presses(old)
    assert await store.orders() == []
    await reviewing.taps_on("Order · pay")
    assert len(await store.orders()) == 1


async def test_a_shop_that_takes_no_orders_keeps_the_cart(shop, store, with_basket):
    await shop.settings(orders_closed=True, closed_notice="Back on Monday.")
    await with_basket.taps_on("Order · pay")
    assert with_basket.sees("We are not taking orders right now. Your cart is saved.")
    assert with_basket.screen.id == "S-20"
    assert with_basket.sees("Back on Monday.")
    await with_basket.taps_on("Tell me when you open")
    assert await store.orders() == []


async def test_buying_now_in_a_closed_shop_offers_to_tell(shop, store, anna, teapot):
    await anna.opens(f"p{teapot}")
    press = anna.button("Buy now")
    await shop.settings(orders_closed=True)
    await anna.presses(press)
    assert anna.can_tap("Tell me when you open")
    assert not anna.can_tap("Order · pay")


async def test_a_notice_of_closing_stands_on_the_review(shop, store, with_basket):
    await shop.settings(closed_notice="Orders placed now ship on Monday.")
    await with_basket.taps_on("Edit cart")
    await with_basket.taps_on("Checkout")
    assert with_basket.screen.notice == "Orders placed now ship on Monday."


async def test_below_the_minimum_there_is_a_way_to_add(shop, store, anna, teapot):
    await shop.settings(minimum_order=3000)
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    assert anna.sees("Add $6.00 more to order.")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    assert anna.can_tap("Add $6.00 more to order")


async def test_a_blocked_customer_is_told_whom_to_ask(shop, store, reviewing):
    await change_facts(shop.by, email="hello@tea.example")
    await block(store.owner, 1, True)
    await reviewing.taps_on("Order · pay")
    assert reviewing.sees("This shop can't take orders from this account. Questions: hello@tea.example")
    assert await store.orders() == []


async def test_too_many_unpaid_orders_are_too_many(shop, store, anna, teapot):
    await store.transfers()
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    for _ in range(3):
        await anna.taps_on("by transfer")
        await anna.opens(f"p{teapot}")
        await anna.taps_on("Buy now")
    await anna.taps_on("by transfer")
    assert anna.sees("3 of your orders are waiting for payment.")
    assert len(await store.orders()) == 3
