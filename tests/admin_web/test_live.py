"""The live stream."""

import asyncio
from typing import Any

from admin_web.live import KEPT, LIVE, WAITING, Live
from domain.staff import sessions
from tests.admin_web.conftest import Browser
from tests.kit.market import Market


def frames(live: Live, shop_id: int, last: str) -> str:
    return b"".join(live.frame(h) for h in live.missed(shop_id, last)).decode()


def last_id(live: Live, shop_id: int) -> str:
    ear = live.listen(shop_id)
    live.tell(shop_id, "order.seen")
    return live.frame(ear.get_nowait()).decode().split("\n")[0].removeprefix("id: ")


def test_who_comes_back_hears_what_was_missed_and_only_that() -> None:
    live = Live()
    heard = last_id(live, 1)
    live.tell(1, "order.placed", {"order_id": 7})
    live.tell(2, "order.placed", {"order_id": 8})
    missed = frames(live, 1, heard)
    assert missed.count("event: order\n") == 1
    assert '"order_id": 7' in missed
    assert live.missed(1, "") == ()


def test_who_was_away_too_long_or_knew_another_process_begins_afresh() -> None:
    live = Live()
    heard = last_id(live, 1)
    for _ in range(KEPT + 1):
        live.tell(1, "order.placed")
    assert "event: fresh" in frames(live, 1, heard)
    assert "event: fresh" in frames(live, 1, "other.1")
    assert "event: fresh" in frames(live, 1, "nonsense")


def test_a_panel_that_no_longer_reads_fills_no_memory() -> None:
    live = Live()
    ear = live.listen(1)
    for _ in range(WAITING * 3):
        live.tell(1, "order.placed")
    assert ear.qsize() <= WAITING


def test_a_line_break_in_the_data_begins_no_event_of_its_own() -> None:
    live = Live()
    ear = live.listen(1)
    live.tell(1, "order.placed", {"name": "x\n\nevent: fresh\ndata: {}"})
    assert live.frame(ear.get_nowait()).decode().count("\n\n") == 1


async def until(response: Any, words: str) -> str:
    read = ""
    async with asyncio.timeout(10):
        while words not in read:
            read += (await response.content.readany()).decode()
    return read


async def test_an_open_panel_hears_its_own_shop(boss: Browser, server: Any, market: Market) -> None:
    live = server.app[LIVE]
    async with boss.client.get("/admin/events", headers={"Accept": "text/event-stream"}) as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        await until(response, "retry")
        live.tell(market.id + 1, "order.placed", {"order_id": 1})
        live.tell(market.id, "order.paid", {"order_id": 2})
        heard = await until(response, "order.paid")
    assert '"order_id": 1' not in heard


async def test_a_stream_ends_with_the_process_and_leaves_nothing_behind(
    boss: Browser, server: Any, market: Market
) -> None:
    live = server.app[LIVE]
    async with boss.client.get("/admin/events") as response:
        await until(response, "retry")
        assert live.listeners(market.id) == 1
        await live.close()
        async with asyncio.timeout(10):
            await response.content.read()
    assert live.listeners(market.id) == 0


async def test_a_stream_of_a_session_that_is_over_ends(boss: Browser, market: Market, monkeypatch: Any) -> None:
    monkeypatch.setattr("admin_web.panel.live.BREATH", 0.05)
    async with boss.client.get("/admin/events") as response:
        await until(response, "still here")
        await boss.post("/admin/logout")
        async with asyncio.timeout(10):
            await response.content.read()


async def test_strangers_hear_nothing(browser: Any, boss: Browser) -> None:
    answer = await browser().get("/admin/events", Accept="text/event-stream")
    assert answer.status == 303
    assert await sessions.sweep_staff() == 0
