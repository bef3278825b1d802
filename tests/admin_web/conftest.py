"""The panel as people use it: a browser that keeps its cookies, and shops with people in them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.app import App
from bot.config import Settings
from domain.kit.actor import system
from domain.staff import actions
from tests.kit.clock import Clock
from tests.kit.market import Market
from tests.kit.shop import ShopKit

WORDS = "three wet umbrellas"


@dataclass
class Answer:
    """What came back: status, words of the page, where it sends to."""

    status: int
    text: str
    headers: Any

    @property
    def goes_to(self) -> str:
        return str(self.headers.get("Location", ""))

    @property
    def plain(self) -> str:
        """The page as it is read: without tags, spaces as one."""
        body = re.sub(r"<(script|style|svg|title)\b.*?</\1>", " ", self.text, flags=re.S)
        return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").replace("&amp;", "&").split())


class Browser:
    """One browser: its cookies, and the word its pages' forms carry."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client
        self.csrf = ""

    async def get(self, path: str, **headers: str) -> Answer:
        return await self._read(await self.client.get(path, allow_redirects=False, headers=headers))

    async def post(
        self, path: str, /, *, data: Any = None, headers: dict[str, str] | None = None, **fields: Any
    ) -> Answer:
        """Send a form of the last page: with its csrf word and from its origin, unless told otherwise."""
        fields = {"csrf": self.csrf, **fields}
        origin = {"Origin": str(self.client.make_url("/")).rstrip("/")}
        response = await self.client.post(
            path, data=data or fields, headers={**origin, **(headers or {})}, allow_redirects=False
        )
        return await self._read(response)

    async def follow(self, answer: Answer) -> Answer:
        assert answer.status == 303, answer.plain[:500]
        return await self.get(answer.goes_to)

    async def login(self, email: str, password: str = WORDS) -> Answer:
        answer = await self.post("/admin/login", email=email, password=password)
        await self.get("/admin/me")
        return answer

    async def _read(self, response: ClientResponse) -> Answer:
        text = await response.text(errors="replace")  # a page may be a file
        found = re.search(r'name="csrf" value="([^"]+)"', text)
        self.csrf = found[1] if found else self.csrf
        return Answer(response.status, text, response.headers)


@pytest.fixture
async def server(db: Settings, clock: Clock) -> AsyncIterator[TestServer]:
    async with TestServer(App(db).web_app()) as running:
        yield running


@pytest.fixture
async def browser(server: TestServer) -> AsyncIterator[Callable[[], Browser]]:
    """Open another browser: `anna = browser()`."""
    opened: list[TestClient[Any, Any]] = []

    def open_one() -> Browser:
        opened.append(TestClient(server, cookie_jar=CookieJar(unsafe=True)))
        return Browser(opened[-1])

    yield open_one
    for client in opened:
        await client.session.close()


@pytest.fixture
async def tea(server: TestServer) -> ShopKit:
    """The shop whose panel is looked at."""
    return await ShopKit.open()


@pytest.fixture
async def enter(browser: Callable[[], Browser]) -> Callable[..., Any]:
    """A browser logged in as somebody new: `await enter(tea, "packer")`."""

    async def go_in(shop: ShopKit, role: str = "owner", email: str = "") -> Browser:
        email = email or f"{role}.{shop.id}@example.com"
        token = await actions.invite(system(shop.id), email, role)
        await actions.set_up_owner(token, email, role.capitalize(), WORDS)
        entered = browser()
        await entered.login(email)
        return entered

    return go_in


@pytest.fixture
async def owner(enter: Callable[..., Any], tea: ShopKit) -> Browser:
    return await enter(tea)


@pytest.fixture
async def market(server: TestServer) -> Market:
    """A shop with a courier, and the shortest way to orders."""
    return await Market.open()


@pytest.fixture
async def boss(enter: Callable[..., Any], market: Market) -> Browser:
    """The owner of the market, at the panel."""
    return await enter(market)
