"""A web process and a worker share nothing but the database: open chats and panels hear what the worker does."""

import asyncio

import pytest

from admin_web.live import Live
from bot.channels.webchat.hub import Hub
from bot.follow import Follower
from domain.payments.actions import advance
from tests.kit.store import AUSTIN, PHONE, Store


class Ear:
    """A socket that remembers."""

    def __init__(self):
        self.frames = []

    async def send_str(self, text):
        self.frames.append(text)


@pytest.fixture
async def ordered(app, shop, anna):
    """Anna has ordered a kettle in one process."""
    store = await Store.open(shop)
    await shop.product("Red kettle", price="20.00", stock=5)
    await anna.types("kettle")
    await anna.taps_on("Red kettle")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await anna.taps_on("Order ·")
    await app.jobs.run_outbox()
    return store


async def test_an_open_chat_hears_what_a_worker_says(app, shop, anna, ordered):
    hub, ear = Hub(), Ear()
    hub.join(shop.id, anna.session, ear)
    follower = Follower(hub, Live())
    await follower.round()
    before = len(ear.frames)
    await advance(ordered.owner, 1, "packing")
    await app.jobs.run_outbox()
    await follower.round()
    assert any("Packing" in frame for frame in ear.frames[before:])


async def test_nothing_is_said_twice(app, shop, anna, ordered):
    hub, ear = Hub(), Ear()
    hub.join(shop.id, anna.session, ear)
    follower = Follower(hub, Live())
    await follower.round()
    before = len(ear.frames)
    await follower.round()
    assert len(ear.frames) == before


async def test_an_open_panel_hears_what_a_worker_has_done(app, shop, ordered):
    live = Live()
    ear = live.listen(shop.id)
    follower = Follower(Hub(), live)
    await advance(ordered.owner, 1, "packing")
    await app.jobs.run_outbox()
    await follower.round()
    heard = [await asyncio.wait_for(ear.get(), 5)]
    while not ear.empty():
        heard.append(ear.get_nowait())
    assert "order.packing" in [h.kind for h in heard]
