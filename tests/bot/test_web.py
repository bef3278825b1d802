"""What every answer of the process says, and who may read its figures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import structlog
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.app import App
from bot.config import Settings
from domain.kit.network import household, is_loopback
from tests.kit.browser import served

SAFE = ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "X-Request-Id")


async def eventually(holds: Callable[[], object]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.02)


async def opened(settings: Settings, **more: str) -> TestClient:
    client = TestClient(TestServer(App(settings.model_copy(update=more)).web_app()))
    await client.start_server()
    return client


@pytest.fixture
async def client(sqlite: Settings) -> AsyncIterator[TestClient]:
    found = await opened(sqlite)
    yield found
    await found.close()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/", 200),
        ("GET", "/robots.txt", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/chat/nobody", 404),
        ("GET", "/chat/nobody/ws", 404),
        ("GET", "/static/tokens.css", 200),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/media/1/aa/nothing.png", 404),
        ("POST", "/healthz", 405),
        ("GET", "/admin/login", 200),
    ],
)
async def test_every_answer_carries_the_safe_headers(client: TestClient, method: str, path: str, status: int) -> None:
    answer = await client.request(method, path)
    assert answer.status == status
    assert [name for name in SAFE if name not in answer.headers] == []


async def test_who_hangs_up_before_all_is_sent_has_broken_nothing(sqlite: Settings) -> None:
    async with served(sqlite) as app:
        with structlog.testing.capture_logs() as said:
            _, writer = await asyncio.open_connection("127.0.0.1", URL(app.base_url).port)
            writer.write(b"POST /admin/login HTTP/1.1\r\nHost: shop\r\nOrigin: http://shop\r\nContent-Length: 90\r\n")
            writer.write(b"Content-Type: application/x-www-form-urlencoded\r\n\r\nemail=")
            await writer.drain()
            await asyncio.sleep(0.1)
            writer.transport.abort()
            await eventually(lambda: said)
    assert [line["event"] for line in said] == ["gone before it was read"]


async def test_what_was_uploaded_runs_nothing_even_when_it_is_missing(client: TestClient) -> None:
    answer = await client.get("/media/1/aa/nothing.svg")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_over_https_errors_keep_browsers_on_https_too(sqlite: Settings) -> None:
    client = await opened(sqlite, public_url="https://shop.example.com")
    answer = await client.get("/nowhere")
    await client.close()
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


async def test_figures_are_told_on_this_machine(client: TestClient) -> None:
    answer = await client.get("/metrics")
    assert answer.status == 200
    assert "hawker_updates_total" in await answer.text()


async def test_figures_are_not_passed_on_to_others(client: TestClient) -> None:
    answer = await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert answer.status == 403
    assert "hawker_" not in await answer.text()


@pytest.mark.parametrize(("client_address", "status"), [("203.0.113.9", 403), ("10.0.0.7", 403), ("127.0.0.1", 200)])
async def test_a_trusted_proxy_asks_for_itself_and_not_for_others(
    sqlite: Settings, client_address: str, status: int
) -> None:
    client = await opened(sqlite, trusted_proxies="127.0.0.1")
    answer = await client.get("/metrics", headers={"X-Forwarded-For": client_address})
    await client.close()
    assert answer.status == status


@pytest.mark.parametrize(
    ("authorization", "status"),
    [("Bearer figures", 200), ("bearer figures", 200), ("Bearer guess", 401), ("Basic figures", 401), ("", 401)],
)
async def test_with_a_token_only_who_knows_it_is_told(sqlite: Settings, authorization: str, status: int) -> None:
    client = await opened(sqlite, metrics_token="figures")
    answer = await client.get("/metrics", headers={"Authorization": authorization, "X-Forwarded-For": "203.0.113.9"})
    await client.close()
    assert answer.status == status


@pytest.mark.parametrize("path", ["/admin/login", "/admin/setup/guess"])
async def test_strangers_send_little(client: TestClient, path: str) -> None:
    heavy = {"email": "maria@example.com", "password": "x" * 20_000}
    answer = await client.post(path, data=heavy, headers={"Origin": str(client.make_url("/")).rstrip("/")})
    assert answer.status == 413
    assert "That is more at once than this page takes." in await answer.text()


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("-", "-"),
    ],
)
def test_a_household_counts_as_one(address: str, counted: str) -> None:
    assert household(address) == counted


@pytest.mark.parametrize(
    ("address", "near"),
    [("127.0.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("10.0.0.1", False), ("", False)],
)
def test_this_machine_is_known(address: str, near: bool) -> None:
    assert is_loopback(address) is near
