"""Keys and files, bought in the chat and handed over in it."""

from __future__ import annotations

import re

import pytest

from domain.catalog.models import Product, Variant
from domain.digital.actions import add_keys, send_again, set_file
from domain.kit.db import sql
from domain.orders.queries import order_by_number
from domain.payments.actions import confirm_transfer
from tests.kit.store import AUSTIN, PHONE


@pytest.fixture
async def code(shop, store):
    """A gift code with three keys."""
    return await digital(shop, store, "Gift code", "AAAA-1111\nBBBB-2222\nCCCC-3333")


async def digital(shop, store, name, keys=""):
    product = await shop.product(name, price="10.00", stock=0, requires_shipping=False)
    await Product.filter(id=product).update(kind="digital")
    await Variant.filter(product_id=product).update(stars=150)
    if keys:
        await add_keys(shop.owner, await shop.variant(name), keys)
    await store.transfers("cash")
    return product


async def orders(person, product):
    """To the order's card: nothing but the way to pay is asked."""
    await person.opens(f"p{product}")
    await person.taps_on("Buy now")
    await person.taps_on("by transfer")
    return int(re.search(r"#(\d+)", card(person, "order:").title)[1])


def card(person, prefix):
    return next(screen for key, screen in reversed(person.cards.items()) if key.startswith(prefix))


async def is_paid(app, shop, number):
    order = await order_by_number(shop.owner, number)
    await confirm_transfer(shop.owner, order.id, order.total, f"R{number}")
    await app.jobs.run_outbox()
    return await order_by_number(shop.owner, number)


async def test_the_product_says_how_it_comes(anna, code):
    await anna.opens(f"p{code}")
    assert anna.sees("Digital: delivered in this chat right after payment")


async def test_a_key_is_bought_and_comes_in_a_message_of_its_own(app, anna, shop, code):
    number = await orders(anna, code)
    order = await is_paid(app, shop, number)
    assert order.status == "delivered"
    said = card(anna, "digital:")
    assert said.lines == ("Gift code: AAAA-1111",)
    assert [action.copy for action in said.actions] == ["AAAA-1111"]
    assert [action.copy for action in card(anna, "order:").actions if action.copy] == ["AAAA-1111"]


async def test_a_hand_over_that_was_cut_off_happens_once(app, anna, shop, code):
    number = await orders(anna, code)
    await is_paid(app, shop, number)
    await sql("UPDATE outbox SET status = 'waiting', taken_at = NULL WHERE topic = 'digital.deliver' RETURNING id")
    await app.jobs.run_outbox()
    assert card(anna, "digital:").lines == ("Gift code: AAAA-1111",)
    assert (await sql("SELECT COUNT(order_line_id) AS n FROM digital_key"))[0]["n"] == 1


async def test_a_key_is_shown_again_five_times(app, anna, shop, code):
    await is_paid(app, shop, await orders(anna, code))
    for _ in range(5):
        await anna.taps_on("Show the key")
        assert anna.cards[card_key(anna)].lines == ("Gift code: AAAA-1111",)
    await anna.taps_on("Show the key")
    assert "This was sent again 5 times already. Write to us and we will help." in anna.words


def card_key(person):
    return next(key for key in reversed(person.cards) if key.startswith("digital:"))


async def test_a_file_is_kept_by_a_link_that_ends(app, anna, shop, store, clock):
    product = await digital(shop, store, "Booklet")
    await Variant.filter(product_id=product).update(policy="untracked")
    await set_file(shop.owner, await shop.variant("Booklet"), "recipes.pdf", b"%PDF-1.4 recipes")
    await is_paid(app, shop, await orders(anna, product))
    document = card(anna, "digital:").document
    assert document.name == "recipes.pdf"
    async with browser(app) as client:
        answer = await client.get(document.url)
        assert (answer.status, await answer.read()) == (200, b"%PDF-1.4 recipes")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        clock.passes(hours=25)
        assert (await client.get(document.url)).status == 410
        assert (await client.get("/chat/tea/file/made-up")).status == 410


def browser(app):
    from aiohttp.test_utils import TestClient, TestServer

    return TestClient(TestServer(app.web_app()))


async def test_the_last_key_goes_to_one_of_two(app, anna, boris, shop, store):
    product = await digital(shop, store, "Gift code", "ONLY-ONE")
    await orders(anna, product)
    await boris.opens(f"p{product}")
    assert boris.sees("Sold out right now.")
    assert not boris.can_tap("Buy now")


async def test_the_key_of_a_mixed_order_does_not_wait_for_the_parcel(app, anna, shop, code, teapot):
    for product in (code, teapot):
        await anna.opens(f"p{product}")
        await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout")
    await anna.fills("checkout", **AUSTIN, phone=PHONE, payment="transfer")
    await anna.taps_on("by transfer")
    order = await is_paid(app, shop, int(re.search(r"#(\d+)", card(anna, "order:").title)[1]))
    assert order.status == "placed"
    assert card(anna, "digital:").lines == ("Gift code: AAAA-1111",)
    assert anna.can_tap("Ask to cancel")


async def test_staff_send_it_once_more(app, anna, shop, code):
    order = await is_paid(app, shop, await orders(anna, code))
    anna.cards.clear()
    await send_again(shop.owner, order.lines[0].id)
    await app.jobs.run_outbox()
    assert card(anna, "digital:").lines == ("Gift code: AAAA-1111",)


async def test_nobody_pays_for_a_key_at_the_door(anna, shop, store):
    product = await digital(shop, store, "Gift code", "AAAA")
    await shop.settings(payment_methods=["cash"])
    await anna.opens(f"p{product}")
    await anna.taps_on("Buy now")
    assert anna.sees("There is no way to pay for this here. Write to us.")
    assert anna.can_tap("Help")
