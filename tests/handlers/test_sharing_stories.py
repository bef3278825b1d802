"""Passing on a cart or a saved list: a link holds things, never a person, and copies only when it is told to."""

from __future__ import annotations

import pytest

from bot.incoming import Incoming
from bot.limits import SHARES
from domain.cart.actions import sweep_shared
from domain.catalog.actions import unpublish
from domain.kit.db import sql
from domain.stock.actions import adjust
from handlers.cart.buttons import OpenCart
from handlers.product.buttons import Add, OpenProduct, Save
from handlers.reply import parts
from handlers.saved.buttons import OpenSaved
from handlers.screen import Screen
from handlers.sharing.buttons import AddShared, OpenShared, Share
from tests.kit.shop import ShopKit


@pytest.fixture
async def goods(shop):
    await shop.product("Enamel mug", price="9.00")
    await shop.product("Linen shirt", sizes=("S", "M"))
    return shop


@pytest.fixture
async def basket(goods, anna):
    """Anna has two mugs and a shirt, M, in her cart."""
    await anna.presses(Add(variant=await goods.variant("Enamel mug"), qty=2).pack())
    await anna.presses(Add(variant=await goods.variant("Linen shirt", "M"), qty=1).pack())
    return anna


async def shared(person, what="k") -> str:
    """The payload of the link somebody has just made."""
    await person.presses(Share(what=what).pack())
    return str(next(a.share for a in person.screen.actions if a.share)).rpartition("=")[2]


async def lines(shop, person) -> int:
    rows = await sql(
        "SELECT COUNT(*) AS n FROM cart_line l JOIN cart k ON k.id = l.cart_id WHERE k.shop_id = $1", shop.id
    )
    return int(rows[0]["n"])


async def test_a_cart_is_shared_from_the_cart(basket):
    await basket.presses(OpenCart().pack())
    await basket.taps_on("↗ Share")
    assert basket.screen.id == "S-25"
    assert basket.sees("Whoever opens it sees 2 items")
    (link,) = [a.share for a in basket.screen.actions if a.share]
    assert link.startswith("/chat/tea?start=k")
    assert len(link.rpartition("=k")[2]) == 12
    await basket.taps_on("Back")
    assert basket.screen.id == "S-20"


async def test_who_opens_it_sees_it_first_and_copies_it_by_a_press(goods, basket, boris):
    await boris.opens(await shared(basket))
    assert (boris.screen.id, boris.screen.title) == ("S-25", "Shared with you · 2 items")
    assert boris.sees("[Linen shirt, M $20.00")
    assert await lines(goods, boris) == 2
    await boris.taps_on("Add all to cart")
    assert boris.screen.id == "S-20"
    assert boris.sees("Your cart · 3 items")
    assert boris.sees("Added. Cart: 3 · $38.00")


async def test_looking_at_the_page_alone_makes_nobody_and_changes_nothing(goods, basket, app):
    payload = await shared(basket)
    before = (await goods.count("customer"), await goods.count("cart_line"))
    _, reply = await app.conversation.handle(Incoming(goods.id, "web", "somebody", "start", payload, looks=True))
    assert [p.id for p in parts(reply) if isinstance(p, Screen)] == ["S-25"]
    assert (await goods.count("customer"), await goods.count("cart_line")) == before


async def test_pressing_twice_adds_once(basket, boris):
    await boris.opens(await shared(basket))
    add = boris.button("Add all to cart")
    await boris.presses(add)
    await boris.presses(add)
    assert boris.sees("Your cart · 3 items")


async def test_what_is_in_the_cart_already_is_not_doubled_and_the_rest_stays(goods, basket, boris):
    await goods.product("Tote")
    await boris.presses(Add(variant=await goods.variant("Enamel mug"), qty=1).pack())
    await boris.presses(Add(variant=await goods.variant("Tote"), qty=1).pack())
    await boris.opens(await shared(basket))
    await boris.taps_on("Add all to cart")
    assert boris.sees("Your cart · 4 items")


async def test_what_cannot_be_had_is_said_and_left_out(goods, basket, boris):
    payload = await shared(basket)
    await adjust(goods.owner, await goods.variant("Linen shirt", "M"), -10, "lost")
    await boris.opens(payload)
    assert boris.sees("1 cannot be had right now.")
    await boris.taps_on("Add all in stock to cart")
    assert boris.sees("Not added: Linen shirt (sold out).")
    assert boris.sees("Your cart · 2 items")


async def test_what_is_no_longer_sold_keeps_its_name(goods, basket, boris):
    payload = await shared(basket)
    mug = await sql("SELECT id FROM product WHERE key = 'enamel-mug'")
    await unpublish(goods.owner, mug[0]["id"])
    await boris.opens(payload)
    assert boris.sees("[Enamel mug   no longer sold]")
    await boris.taps_on("Add all in stock to cart")
    assert boris.sees("Not added: Enamel mug (no longer sold).")


async def test_when_fewer_are_left_so_many_are_taken(goods, basket, boris):
    payload = await shared(basket)
    await adjust(goods.owner, await goods.variant("Enamel mug"), -9, "lost")
    await boris.opens(payload)
    assert boris.sees("Only 1 available")
    await boris.taps_on("Add all to cart")
    assert boris.sees("Your cart · 2 items")


async def test_when_nothing_can_be_had_nothing_is_offered(goods, anna, boris):
    await anna.presses(Add(variant=await goods.variant("Enamel mug"), qty=2).pack())
    payload = await shared(anna)
    await adjust(goods.owner, await goods.variant("Enamel mug"), -10, "lost")
    await boris.opens(payload)
    assert not boris.can_tap("to cart")
    await boris.presses(AddShared(token=payload[1:]).pack())
    assert boris.sees("Nothing in stock right now.")
    assert boris.screen.id == "S-25"


async def test_what_does_not_fit_into_the_cart_is_said(goods, basket, boris):
    await goods.product("Tote")
    await boris.presses(Add(variant=await goods.variant("Tote"), qty=1).pack())
    payload = await shared(basket)
    await goods.settings(max_cart_lines=2)
    await boris.opens(payload)
    await boris.taps_on("Add all to cart")
    assert boris.sees("Not added: Linen shirt (the cart is full).")


async def test_a_saved_list_is_shared_with_its_open_choices(goods, anna, boris):
    for product in (1, 2):
        await anna.presses(Save(id=product, on=1).pack())
    await anna.presses(OpenSaved().pack())
    await anna.taps_on("Share list")
    payload = anna.screen.actions[0].share.rpartition("=")[2]
    await boris.opens(payload)
    assert boris.sees("1 needs a choice first.")
    await boris.taps_on("Add all in stock to cart")
    assert boris.sees("Not added: Linen shirt (choose first).")
    assert boris.sees("Your cart · 1 item")


async def test_a_thing_of_the_list_opens_and_leads_back_to_it(basket, boris):
    await boris.opens(await shared(basket))
    await boris.taps_on("Linen shirt, M")
    assert boris.screen.id == "S-08"
    assert boris.sees("Size: M")
    await boris.taps_on("Back")
    assert boris.screen.title == "Shared with you · 2 items"


async def test_a_long_list_has_pages(goods, anna, boris):
    for n in range(10):
        await anna.presses(Save(id=await goods.product(f"Thing {n}"), on=1).pack())
    await boris.opens(await shared(anna, "w"))
    assert not boris.can_tap("Thing 1 ")
    await boris.taps_on("Next ›")
    assert boris.can_tap("Thing 0")
    await boris.taps_on("‹ Prev")
    assert boris.can_tap("Thing 9")


async def test_more_than_a_cart_holds_is_said_to_be_left_out(goods, basket):
    await goods.settings(max_cart_lines=1)
    await shared(basket)
    assert basket.sees("1 more did not fit in.")


async def test_the_same_things_have_the_same_link_and_no_name(goods, basket):
    assert await shared(basket) == await shared(basket)
    (row,) = await sql("SELECT * FROM shared_cart")
    assert set(row) == {"id", "shop_id", "token", "digest", "lines", "created_at", "expires_at"}


@pytest.mark.parametrize("payload", ["kzzzzzzzzzzzz", "k123", "kABCDEFGHIJKL"])
async def test_an_unknown_link_leads_home(goods, boris, payload):
    await boris.opens(payload)
    assert boris.screen.id == "S-01"
    assert boris.sees("That link has ended.")


async def test_a_link_ends_after_thirty_days_and_is_forgotten(goods, basket, boris, clock):
    payload = await shared(basket)
    clock.passes(days=31)
    await boris.opens(payload)
    assert boris.sees("That link has ended.")
    await boris.presses(AddShared(token=payload[1:]).pack())
    await boris.presses(OpenShared(token=payload[1:]).pack())
    assert boris.screen.id in ("S-01", "S-70")
    assert (await sweep_shared(), await goods.count("shared_cart")) == (1, 0)


async def test_another_shop_does_not_know_the_link(goods, basket, app):
    payload = await shared(basket)
    other = await ShopKit.open("rugs", "Rug House")
    _, reply = await app.conversation.handle(Incoming(other.id, "web", "somebody", "start", payload, looks=True))
    assert parts(reply)[0].notice == "That link has ended."


@pytest.mark.parametrize("what", ["k", "w"])
async def test_nothing_is_not_shared(goods, anna, what):
    await anna.presses(Share(what=what).pack())
    assert anna.sees("There is nothing to share yet.")
    assert await goods.count("shared_cart") == 0


async def test_links_are_not_made_without_end(basket):
    for _ in range(SHARES.burst + 1):
        await basket.presses(Share(what="k").pack())
    assert basket.sees("That was a lot of links.")


async def test_the_longest_button_of_a_shared_thing_is_short_enough(goods, basket, boris):
    await boris.opens(await shared(basket))
    long = OpenProduct(id=10**10, chosen=f"v{10**10}", photo=49, src=f"z{'a' * 12}")
    assert len(long.pack().encode()) <= 64
