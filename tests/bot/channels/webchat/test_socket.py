"""The socket: acknowledged after commit, resent without duplicates, replayed after a gap, closed to strangers."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import pytest
import structlog

from bot.channels.webchat.receive import read
from tests.kit.browser import served


@pytest.fixture
async def stall(db, shop):
    await shop.product("Blue teapot", price="34.00", stock=5)
    async with served(db) as app:
        yield app


@asynccontextmanager
async def visitor(app):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.get(f"{app.base_url}/chat/tea") as page:
            assert page.status == 200
        yield http


@asynccontextmanager
async def line(app, http, since=0):
    url = f"{app.base_url}/chat/tea/ws"
    async with http.ws_connect(url, headers={"Origin": app.base_url}) as socket:
        await socket.send_json({"t": "hello", "since": since})
        yield socket


async def until_ack(socket, cid):
    frames = []
    while True:
        frame = await asyncio.wait_for(socket.receive_json(), 10)
        frames.append(frame)
        if frame == {"op": "ack", "cid": cid}:
            return frames


async def test_words_come_back_as_a_bubble_and_a_canvas(stall):
    async with visitor(stall) as http, line(stall, http) as socket:
        await socket.send_json({"t": "text", "cid": "c1", "text": "teapot"})
        frames = await until_ack(socket, "c1")
    assert [f["id"] for f in frames if f["op"] == "node"] == ["me-c1", "canvas"]
    assert "Blue teapot" in frames[1]["html"]


async def test_who_leaves_before_the_answer_is_heard_and_nothing_has_failed(stall, monkeypatch):
    take, leave, gone = stall.receiver.take, stall.hub.leave, asyncio.Event()

    async def leaves(sender, message):
        await take(sender, message)
        socket._response.connection.transport.abort()
        await asyncio.sleep(0.05)

    monkeypatch.setattr(stall.receiver, "take", leaves)
    monkeypatch.setattr(stall.hub, "leave", lambda *who: (leave(*who), gone.set()))
    with structlog.testing.capture_logs() as said:
        async with visitor(stall) as http, line(stall, http) as socket:
            await socket.send_json({"t": "text", "cid": "c1", "text": "teapot"})
            await asyncio.wait_for(gone.wait(), 10)
            async with http.get(f"{stall.base_url}/chat/tea") as page:
                assert "Blue teapot" in await page.text()
    assert [x for x in said if x["log_level"] == "error"] == []


async def test_a_message_sent_again_is_not_said_twice(stall):
    async with visitor(stall) as http, line(stall, http) as socket:
        for _ in range(3):
            await socket.send_json({"t": "text", "cid": "c1", "text": "teapot"})
            await until_ack(socket, "c1")
        async with http.get(f"{stall.base_url}/chat/tea") as page:
            text = await page.text()
    assert text.count('id="node-me-c1"') == 1


async def test_what_was_missed_is_replayed(stall):
    async with visitor(stall) as http:
        async with line(stall, http) as socket:
            await socket.send_json({"t": "text", "cid": "c1", "text": "teapot"})
            seen = max(f.get("n", 0) for f in await until_ack(socket, "c1"))
            await socket.send_json({"t": "text", "cid": "c2", "text": "kettle"})
            await until_ack(socket, "c2")
        async with line(stall, http, since=seen) as socket:
            first = await asyncio.wait_for(socket.receive_json(), 10)
    assert first["id"] == "me-c2"


async def test_history_is_there_after_a_reload(stall):
    async with visitor(stall) as http:
        async with line(stall, http) as socket:
            await socket.send_json({"t": "text", "cid": "c1", "text": "teapot"})
            await until_ack(socket, "c1")
        async with http.get(f"{stall.base_url}/chat/tea") as page:
            text = await page.text()
    assert "node-me-c1" in text
    assert "Blue teapot" in text


async def test_another_site_cannot_open_the_socket(stall):
    async with visitor(stall) as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(f"{stall.base_url}/chat/tea/ws", headers={"Origin": "https://elsewhere.example"})
    assert refused.value.status == 403


async def test_without_a_session_nothing_is_answered(stall):
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(f"{stall.base_url}/chat/tea/ws", headers={"Origin": stall.base_url})


async def test_looking_at_the_page_makes_no_customer(stall, shop):
    async with visitor(stall):
        pass
    assert await shop.count("customer") == 0


async def test_garbage_is_refused_with_a_sentence_and_the_line_stays_open(stall):
    async with visitor(stall) as http, line(stall, http) as socket:
        await socket.send_str("{not json")
        await socket.send_json({"t": "steal", "cid": "c0"})
        await socket.send_json({"t": "press", "cid": "c1", "data": "zz:9:9:9"})
        frames = await until_ack(socket, "c1")
    assert any(f["op"] == "toast" and f["kind"] == "alert" for f in frames)


async def test_everything_works_as_plain_posts(stall):
    async with visitor(stall) as http:
        headers = {"Origin": stall.base_url}
        async with http.post(f"{stall.base_url}/chat/tea/text", data={"text": "teapot"}, headers=headers) as page:
            text = await page.text()
    assert "Blue teapot" in text
    assert page.url.path == "/chat/tea"


async def test_a_form_heavier_than_a_page_of_ours_sends_is_refused(stall):
    async with visitor(stall) as http:
        heavy = {"text": "x" * 100_000}
        async with http.post(f"{stall.base_url}/chat/tea/text", data=heavy, headers={"Origin": stall.base_url}) as said:
            assert said.status == 413


async def test_the_sign_of_the_cart_goes_when_the_goods_are_ordered(shop, app, anna):
    from tests.kit.store import AUSTIN, PHONE, Store

    await Store.open(shop)
    await shop.product("Red kettle", price="20.00", stock=5)
    await anna.types("kettle")
    await anna.taps_on("Red kettle")
    await anna.taps_on("Add to cart")
    await anna.taps_on("Cart")
    await anna.taps_on("Checkout")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    visit, _ = await app.conversation.handle(read(anna.sender, press(anna.button("Order ·"))))
    assert visit.chat.cart_units == 0


def press(data):
    return {"t": "press", "cid": "last", "data": data, "node": "canvas"}
