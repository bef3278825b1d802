"""Which language a browser is served: the chat, its launcher, and pages that say no."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import App
from bot.config import Settings
from domain.shop.actions import change_facts
from domain.shop.words import WordEdit, edit_words
from handlers.account.buttons import SetLanguage
from tests.kit.shop import ShopKit

CHINESE = "zh-CN,zh;q=0.9,en;q=0.8"


@pytest.fixture
async def client(db: Settings) -> AsyncIterator[TestClient]:
    """A browser before a shop that speaks three languages and writes Chinese on its notice."""
    shop = await ShopKit.open()
    await change_facts(shop.by, locales=["en", "ru", "zh_Hans"])
    await shop.settings(notice="Free tea today")
    await shop.product("Cup")
    await edit_words(shop.by, [WordEdit("zh_Hans", "Free tea today", "", "今日免费茶")])
    found = TestClient(TestServer(App(db).web_app()))
    await found.start_server()
    yield found
    await found.close()


async def page(client: TestClient, path: str, language: str) -> str:
    answer = await client.get(path, headers={"Accept-Language": language, "Accept": "text/html"})
    return await answer.text()


def spoken(html: str) -> str:
    return re.findall(r'<html lang="([^"]+)" dir="ltr">', html)[0]


@pytest.mark.parametrize(
    ("wanted", "served"),
    [(CHINESE, "zh-Hans"), ("ru", "ru"), ("zh-TW", "zh-Hans"), ("zh-TW,ru;q=0.5", "ru"), ("fr", "en"), ("", "en")],
)
async def test_the_chat_opens_in_the_browsers_language(client: TestClient, wanted: str, served: str) -> None:
    assert spoken(await page(client, "/chat/tea", wanted)) == served


async def test_the_shops_own_notice_is_in_it_too(client: TestClient) -> None:
    assert "今日免费茶" in await page(client, "/chat/tea", CHINESE)
    assert "Free tea today" in await page(client, "/chat/tea", "ru")


async def test_a_language_that_was_chosen_wins_over_the_browsers(client: TestClient) -> None:
    await page(client, "/chat/tea", CHINESE)
    origin = {"Origin": str(client.make_url("/")).rstrip("/"), "Accept-Language": CHINESE}
    await client.post("/chat/tea/press", data={"press": SetLanguage(code="ru").pack()}, headers=origin)
    html = await page(client, "/chat/tea", CHINESE)
    assert spoken(html) == "ru"
    assert re.findall(r'<article id="node-canvas" lang="([^"]+)" dir="ltr"', html) == ["ru"]


async def test_a_language_the_shop_gave_up_is_nobodys_any_more(client: TestClient, db: Settings) -> None:
    await test_a_language_that_was_chosen_wins_over_the_browsers(client)
    from domain.shop.queries import shop_by_slug

    shop = await shop_by_slug("tea")
    await change_facts(ShopKit(shop.id, "USD").by, locales=["en"])
    assert spoken(await page(client, "/chat/tea", CHINESE)) == "en"


async def test_the_launcher_is_kept_for_each_language_apart(client: TestClient) -> None:
    answer = await client.get("/chat/tea/launcher.js", headers={"Accept-Language": "ru"})
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["/chat/nobody", "/nowhere", "/admin/login"])
async def test_pages_that_say_no_say_it_in_the_browsers_language(client: TestClient, path: str) -> None:
    assert spoken(await page(client, path, CHINESE)) == "zh-Hans"
