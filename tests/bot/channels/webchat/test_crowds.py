"""Many pages, many windows, many people behind one address: held back with a sentence, nobody locked out."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import pytest

from bot.channels.webchat.hub import CROWDED, LATER, MOST_PER_CHAT, Hub, Seats, TooManyChats
from bot.limits import ADDRESS_MESSAGES, VISITS
from tests.kit.browser import served

HERE = "127.0.0.1"


@pytest.fixture
async def stall(sqlite):
    from tests.kit.shop import ShopKit

    await ShopKit.open()
    async with served(sqlite) as app:
        yield app


@asynccontextmanager
async def visitor(app):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.get(f"{app.base_url}/chat/tea") as page:
            assert page.status == 200
        yield http


def line(app, http):
    return http.ws_connect(f"{app.base_url}/chat/tea/ws", headers={"Origin": app.base_url})


def leave(app, limit, left):
    """The network of these tests has been here often, and time stands still."""
    at = app.limiter._clock()
    app.limiter._clock = lambda: at
    app.limiter._levels[(limit.name, HERE)] = (float(left), at)


async def frame_of(socket):
    return await asyncio.wait_for(socket.receive(), 10)


async def test_the_oldest_of_many_windows_is_put_to_rest(stall):
    async with visitor(stall) as http, AsyncExitStack() as windows:
        sockets = [await windows.enter_async_context(line(stall, http)) for _ in range(MOST_PER_CHAT + 1)]
        closed = await frame_of(sockets[0])
        assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, CROWDED)
        for socket in sockets[1:]:
            await socket.send_json({"t": "ping"})
            assert (await frame_of(socket)).json() == {"op": "pong"}
        assert len(stall.hub) == MOST_PER_CHAT


async def test_pages_of_one_network_are_counted(stall):
    async with visitor(stall) as http:
        leave(stall, VISITS, 1)
        async with http.get(f"{stall.base_url}/chat/tea") as page:
            assert page.status == 200
        async with http.get(f"{stall.base_url}/chat/tea") as page:
            assert page.status == 429
            assert "Too many pages were opened from your network at once." in await page.text()


async def test_a_hello_too_many_is_told_and_asked_to_come_later(stall):
    async with visitor(stall) as http, line(stall, http) as socket:
        leave(stall, VISITS, 0)
        await socket.send_json({"t": "hello", "since": 0})
        said = (await frame_of(socket)).json()
        assert (said["op"], said["kind"]) == ("toast", "alert")
        closed = await frame_of(socket)
        assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, LATER)


async def test_an_office_full_of_people_is_no_crowd(stall):
    async with AsyncExitStack() as people:
        for _ in range(20):
            http = await people.enter_async_context(visitor(stall))
            socket = await people.enter_async_context(line(stall, http))
            await socket.send_json({"t": "hello", "since": 0})
            await socket.send_json({"t": "ping"})
            assert (await frame_of(socket)).json() == {"op": "pong"}


def test_an_address_has_only_so_many_seats_and_gets_them_back():
    seats = Seats(most=2)
    with seats.taken(HERE), seats.taken(HERE):
        with pytest.raises(TooManyChats), seats.taken(HERE):
            pass
        with seats.taken("192.0.2.7"):
            pass
    with seats.taken(HERE):
        assert sum(seats._taken.values()) == 1


async def test_no_socket_too_many_is_opened(stall):
    async with visitor(stall) as http, AsyncExitStack() as others:
        server = next(r.handler.__self__ for r in stall.runner.app.router.routes() if "/ws" in str(r.resource))
        server.seats = Seats(most=1)
        await others.enter_async_context(line(stall, http))
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await line(stall, http)
        assert refused.value.status == 429


async def test_pages_without_scripts_are_told_why_nothing_was_done(stall):
    async with visitor(stall) as http:
        leave(stall, ADDRESS_MESSAGES, 0)
        headers = {"Origin": stall.base_url}
        async with http.post(f"{stall.base_url}/chat/tea/text", data={"text": "teapot"}, headers=headers) as page:
            assert '<p class="alert" role="alert">That was a lot at once.' in await page.text()
        async with http.get(f"{stall.base_url}/chat/tea") as page:
            assert "That was a lot at once." not in await page.text()


async def test_notes_are_read_once_and_few_are_kept():
    hub = Hub(keep_notes=2)
    for session in ("a", "b", "c"):
        hub.note_down(1, session)
        await hub.tell(1, session, {"op": "toast", "kind": "alert", "text": session})
    assert [hub.missed(1, session) for session in ("a", "b", "c", "c")] == [
        (),
        (("alert", "b"),),
        (("alert", "c"),),
        (),
    ]
