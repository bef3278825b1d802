"""Cookies of the web chat: signed by us, good for a year, and nobody loses a cart when they change their form."""

import secrets
from contextlib import asynccontextmanager
from http.cookies import SimpleCookie

import aiohttp
import pytest
from aiohttp import web

from bot.channels.webchat.receive import Sender
from bot.channels.webchat.session import Session, give_cookie, new_session, read_cookie
from bot.config import Settings
from tests.kit.browser import served

KEY = Settings(secret_key="a key of this test")
DAY = 24 * 3600


def cookie(session, settings=KEY, slug="tea"):
    """The value of the cookie a browser is given."""
    response = web.Response()
    give_cookie(response, settings, slug, session)
    return next(iter(response.cookies.values())).value


def test_a_cookie_we_gave_is_read_back():
    session = new_session()
    assert read_cookie(cookie(session), KEY, "tea") == Session(session.secret, due=False)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value[:-1] + ("A" if value[-1] != "A" else "B"),
        lambda value: "x" + value[1:] if value[0] != "x" else "y" + value[1:],
        lambda value: value.replace(".", "", 1),
        lambda value: value + "A",
        lambda value: "",
        lambda value: "é" * 40,
        lambda value: f"{value.split('.')[0]}.9999999999.{value.split('.')[2]}",
    ],
)
def test_a_changed_cookie_is_none(change):
    assert read_cookie(change(cookie(new_session())), KEY, "tea") is None


def test_a_cookie_holds_for_its_shop_and_its_installation():
    value = cookie(new_session())
    assert read_cookie(value, KEY, "coffee") is None
    assert read_cookie(value, Settings(secret_key="another key"), "tea") is None


def test_a_cookie_is_given_again_after_a_month_and_over_after_a_year(clock):
    value = cookie(new_session())
    clock.passes(seconds=29 * DAY)
    assert not read_cookie(value, KEY, "tea").due
    clock.passes(seconds=2 * DAY)
    assert read_cookie(value, KEY, "tea").due
    clock.passes(seconds=335 * DAY)
    assert read_cookie(value, KEY, "tea") is None


@pytest.fixture
async def stall(db, shop):
    await shop.product("Blue teapot", price="34.00", stock=5)
    async with served(db) as app:
        yield app


@asynccontextmanager
async def browser(value=""):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        http.cookie = {"Cookie": f"hawker-tea={value}"} if value else {}
        yield http


async def seen(app, http):
    """The page's words, and the cookie it was given ("" for none)."""
    async with http.get(f"{app.base_url}/chat/tea", headers=http.cookie) as page:
        given = SimpleCookie(page.headers.get("Set-Cookie", ""))
        return await page.text(), given["hawker-tea"].value if given else ""


async def says(app, shop, session, text):
    await app.receiver.take(Sender(shop.id, session.id, "192.0.2.7", "en"), {"t": "text", "cid": "c1", "text": text})


async def test_a_made_up_cookie_is_replaced_by_a_fresh_one(stall):
    made_up = secrets.token_urlsafe(32)
    async with browser(made_up) as http:
        _, given = await seen(stall, http)
    assert given
    assert made_up not in given


@pytest.mark.parametrize("value", ["", "x" * 43, "x" * 43 + ".1999999999." + "y" * 43])
async def test_a_made_up_cookie_opens_no_socket_and_posts_nothing(stall, shop, value):
    async with browser(value) as http:
        headers = {"Origin": stall.base_url} | http.cookie
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(f"{stall.base_url}/chat/tea/ws", headers=headers)
        async with http.post(f"{stall.base_url}/chat/tea/text", data={"text": "teapot"}, headers=headers) as page:
            assert (page.status, "Open the chat again" in await page.text()) == (403, True)
    assert refused.value.status == 403
    assert await shop.count("chat") == 0


async def test_a_cookie_from_before_keeps_its_chat_and_is_signed(stall, shop):
    old = Session(secrets.token_urlsafe(32))
    await says(stall, shop, old, "teapot")
    async with browser(old.secret) as http:
        text, given = await seen(stall, http)
    assert "Blue teapot" in text
    assert read_cookie(given, stall.settings, "tea") == Session(old.secret, due=False)


async def test_a_cookie_from_before_works_before_it_is_signed(stall, shop):
    old = Session(secrets.token_urlsafe(32))
    await says(stall, shop, old, "teapot")
    async with browser(old.secret) as http:
        headers = {"Origin": stall.base_url} | http.cookie
        async with http.post(f"{stall.base_url}/chat/tea/text", data={"text": "kettle"}, headers=headers) as page:
            assert page.status == 200
    assert await shop.count("chat") == 1
