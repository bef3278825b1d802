"""A stocked shop for the stories of buying; what must always hold is checked after each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.kit.store import AUSTIN, PHONE, Store, buys


@pytest.fixture
async def store(shop: Any, app: Any) -> AsyncIterator[Store]:
    """A shop with a courier, and nothing on its shelves."""
    store = await Store.open(shop)
    yield store
    await app.jobs.run_outbox()
    await store.nothing_broke()


@pytest.fixture
async def teapot(shop, store):
    return await shop.product("Teapot", price="24.00", stock=5)


@pytest.fixture
async def reviewing(anna, teapot):
    """Anna looks at the review of one teapot."""
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    return anna


@pytest.fixture
async def with_basket(anna, teapot, shop):
    """Anna's basket holds a teapot and a mug; the shop knows where she lives."""
    mug = await shop.product("Enamel mug", price="9.00", stock=5)
    for product in (teapot, mug):
        await anna.opens(f"p{product}")
        await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    return anna


@pytest.fixture
async def ordered(anna, teapot):
    """Anna has ordered a teapot, to be paid at the door."""
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await buys(anna)
    return anna


@pytest.fixture
async def transferring(store, anna, teapot):
    """Anna has ordered a teapot and is to send the money."""
    await store.transfers("cash")
    await anna.opens(f"p{teapot}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE, payment="transfer")
    await anna.taps_on("by transfer")
    return anna


@pytest.fixture
async def bank(app, store, shop):
    """The shop takes payments by link, and both sides listen; their books are compared at the end."""
    from tests.kit.gateway import CODE, Bank, listening

    await shop.settings(payment_methods=[CODE, "cash"])
    async with listening(app):
        bank = Bank(app, store)
        yield bank
        await bank.tells()
        await bank.books_agree()


@pytest.fixture
async def waiting(bank, anna, teapot):
    """Anna has ordered a teapot and stands before the payment page."""
    from tests.kit.gateway import orders_online

    await orders_online(anna, teapot)
    return anna


@pytest.fixture
async def paid(waiting, bank):
    """Anna has paid, and the shop knows it."""
    await bank.approves(waiting)
    await bank.tells()
    return waiting


@pytest.fixture
async def unheard(waiting, bank):
    """Anna has paid, and no webhook has been sent."""
    await bank.approves(waiting, drop="on")
    return waiting


@pytest.fixture
async def till(app, store, shop, monkeypatch):
    """The shop takes cards by Stripe, and a Stripe of ours answers; their books are compared at the end."""
    from tests.kit.stripe.till import CODE, LIVE, Till, in_a_hurry

    in_a_hurry(monkeypatch)
    async with Till.open(app, store) as till:
        await till.connects()
        await shop.settings(payment_methods=[CODE, LIVE, "cash"])
        yield till
        await till.tells()
        await till.books_agree()


@pytest.fixture
async def cashier(db, shop, clock):
    """Telegram takes the money."""
    from tests.kit.cashier import telegram_takes_money

    async with telegram_takes_money(db, shop) as cashier:
        yield cashier
