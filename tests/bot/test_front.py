"""Who types the bare address finds the shop."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import App
from bot.config import Settings
from tests.kit.shop import ShopKit


@pytest.fixture
async def client(sqlite: Settings) -> AsyncIterator[TestClient]:
    found = TestClient(TestServer(App(sqlite).web_app()))
    await found.start_server()
    yield found
    await found.close()


async def test_the_bare_address_leads_to_the_one_shop_there_is(client: TestClient) -> None:
    await ShopKit.open("tea")
    answer = await client.get("/", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/chat/tea")


async def test_an_empty_installation_says_how_to_make_a_shop(client: TestClient) -> None:
    assert "hawker demo" in await (await client.get("/")).text()


async def test_of_several_shops_a_stranger_is_told_no_name(client: TestClient) -> None:
    await ShopKit.open("tea", "Tea House")
    await ShopKit.open("cups", "Cup House")
    page = await (await client.get("/")).text()
    assert "Which shop?" in page
    assert "House" not in page


async def test_browsers_find_the_picture_they_ask_for_by_habit(client: TestClient) -> None:
    answer = await client.get("/favicon.ico")
    assert (answer.status, answer.content_type) == (200, "image/svg+xml")
