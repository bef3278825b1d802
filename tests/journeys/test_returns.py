"""A return from the card of a delivered order to the money that is back, in the chat."""

from __future__ import annotations

from io import BytesIO

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from domain.kit.db import sql
from domain.returns import deciding, queries
from domain.shop.actions import change_settings
from handlers.returns.buttons import OpenReturn
from tests.kit.market import Market
from tests.kit.store import AUSTIN, PHONE, news
from tests.kit.telegram_person import TelegramPerson
from tests.kit.telegram_stage import telegram_app


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""


@pytest.fixture
async def delivered(anna, store, shop, app):
    """Anna has two teapots and a mug, paid at the door."""
    things = [await shop.product("Teapot", price="24.00", stock=5), await shop.product("Mug", price="9.00", stock=5)]
    for product, taps in zip(things, (2, 1), strict=True):
        await anna.opens(f"p{product}")
        for _ in range(taps):
            await anna.taps_on("Add to cart" if _ == 0 else "＋")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await anna.taps_on("Order · pay")
    await store.moves(1001, "packing", "shipped", "delivered")
    await app.jobs.run_outbox()
    return anna


async def asks(person, *, why: str = "Changed my mind", units: int = 1) -> None:
    await person.taps_on("↩ Return")
    for _ in range(units):
        await person.taps_on("＋ Teapot")
    await person.taps_on("Continue with")
    await person.taps_on(why)
    await person.taps_on("Send request")


def told(person) -> list[str]:
    return [screen.body for key, screen in person.cards.items() if key.startswith("return-news:")]


async def test_a_return_from_the_wish_to_the_money(delivered, store, app, shop):
    await asks(delivered, units=2)
    assert delivered.screen.title == "Request R-1 sent ↓"
    await deciding.approve(store.owner, 1, "Leave it at the counter.")
    await app.jobs.run_outbox()
    assert told(delivered) == ["Return R-1 is approved. Leave it at the counter."]
    line = (await queries.order_return(store.owner, 1)).lines[0]
    await deciding.receive(store.owner, 1, {line.line_id: 1})
    assert await shop.stock("Teapot") == (4, 0)
    await deciding.refund_return(store.owner, 1)
    await app.jobs.run_outbox()
    assert news(delivered) == ["Order #1001. Refund of $48.00 is on its way, 3–5 days."]
    assert [s.state for s in delivered.cards["return:1"].steps] == ["done"] * 4


async def test_an_agreed_return_has_a_label_of_its_own(delivered, store, app):
    await asks(delivered)
    assert not delivered.can_tap("Return label")
    await change_settings(store.owner, legal_address="12 Market St\nAustin, TX 78701")
    await deciding.approve(store.owner, 1)
    await app.jobs.run_outbox()
    await delivered.taps_on("Return label")
    label = delivered.cards["return-label:1"].document
    assert (label.name, label.path.endswith(".pdf")) == ("R-1.pdf", True)
    async with TestClient(TestServer(app.web_app())) as client:
        assert (await (await client.get(label.url)).read())[:5] == b"%PDF-"
        assert (await client.get(label.url.replace("/label/", "/paper/"))).status == 410


async def test_no_more_is_returned_than_there_is(delivered):
    await asks(delivered, units=2)
    await delivered.taps_on("↩ Return")
    assert not delivered.can_tap("＋ Teapot")
    assert delivered.sees("Mug 1 1 of 1")  # the only unit there is, is chosen


async def test_after_the_window_people_can_still_be_asked(delivered, clock):
    clock.passes(days=15)
    await delivered.taps_on("↩ Return")
    assert delivered.sees("It could be returned until")
    assert delivered.can_tap("Ask anyway")


async def test_it_is_kept_after_all_as_long_as_nobody_has_decided(delivered, store):
    await asks(delivered)
    keep = delivered.button("Keep it after all")
    await deciding.reject(store.owner, 1, "Used")
    await delivered.presses(keep)
    assert (await queries.order_return(store.owner, 1)).status == "rejected"


async def test_an_old_button_changes_nothing(delivered, store):
    await delivered.taps_on("↩ Return")
    old = delivered.button("＋ Teapot")
    await delivered.presses(old)
    await delivered.presses(old)
    assert sum(row["quantity"] for row in await sql("SELECT quantity FROM order_return_line")) == 1


COLOURS = ("red", "green", "blue", "white", "gray")


def picture(colour: str = "red") -> bytes:
    held = BytesIO()
    Image.new("RGB", (60, 40), colour).save(held, "JPEG")
    return held.getvalue()


async def test_photos_are_sent_from_a_page_of_their_own(db, app):
    """A browser without scripts."""
    market = await Market.open()
    tea = await market.item("Teapot")
    async with TestClient(TestServer(app.web_app())) as client:
        origin = {"Origin": str(client.make_url("/")).rstrip("/")}

        async def sends(kind: str, **fields: str) -> None:
            answer = await client.post(f"/chat/market/{kind}", data=fields, headers=origin)
            assert answer.status == 200

        await client.get("/chat/market")
        await sends("press", press="h")
        buyer = await sql("SELECT id, customer_id FROM chat")
        order = await market.delivered_to(int(buyer[0]["customer_id"]), tea)
        await sends("press", press=OpenReturn(order=order.id).pack())
        page = await client.get("/chat/market/photos/1")
        assert "Choose photos" in await page.text()
        form = FormData()
        form.add_field("photos", picture(), filename="crack.jpg", content_type="image/jpeg")
        await client.post("/chat/market/photos/1", data=form, headers=origin)
    assert len((await queries.order_return(market.owner, 1)).photos) == 1


async def test_in_telegram_an_album_is_simply_sent(sqlite):
    market = await Market.open()
    async with telegram_app(sqlite, market, by_hand=True) as stage:
        anna = TelegramPerson(stage, market.id, "anna")
        await anna.opens()
        await anna.taps_on("Orders")
        customer = int((await sql("SELECT customer_id FROM chat"))[0]["customer_id"])
        order = await market.delivered_to(customer, await market.item("Teapot"))
        await anna.presses(OpenReturn(order=order.id).pack())
        await anna.taps_on("Continue with 1 item")
        await anna.taps_on("Damaged")
        await anna.user.sends_album(*map(picture, COLOURS), caption="The spout is broken")
        await anna.user.sends_photo(picture("black"))
        assert anna.user.sees("5 pictures are enough.")
        await anna.taps_on("Send request")
        await stage.settle()
        view = await queries.order_return(market.owner, 1)
    assert (view.status, view.note, len(set(view.photos))) == ("requested", "The spout is broken", 5)
