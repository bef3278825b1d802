"""The live stream."""

import asyncio
from typing import Any

from admin_web.live import KEPT, LIVE, WAITING, Live
from bot.config import Settings
from domain.kit.actor import system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.outbox import actions as outbox
from domain.outbox.models import OutboxItem
from domain.staff import sessions
from tests.admin_web.conftest import Browser
from tests.kit.clock import Clock
from tests.kit.market import Market


async def carried_out(shop_id: int, count: int = 1) -> None:
    """Rows a worker has carried out just now, whichever process it is of."""
    async with transaction():
        for _ in range(count):
            await outbox.put(system(shop_id), "order.placed", {"order_id": 7})
    await OutboxItem.filter(shop_id=shop_id, status="waiting").update(status="sent", sent_at=now())


async def kinds(shop_id: int, last: str) -> list[str]:
    return [happening.kind for happening in await Live().missed(shop_id, last)]


async def here(shop_id: int) -> str:
    (hello,) = await Live().missed(shop_id, "")
    return hello.place


async def test_who_comes_back_to_any_process_hears_what_was_missed_and_only_that(
    db: Settings, clock: Clock, market: Market
) -> None:
    other = await Market.open("other")
    place = await here(market.id)
    clock.passes(seconds=60)
    await carried_out(market.id)
    await carried_out(other.id)
    live = Live()  # a process that has just been started
    missed = await live.missed(market.id, place)
    assert [(h.kind, h.key > 0) for h in missed] == [("order.placed", True)]
    assert b'"order_id": 7' in live.frame(missed[0])
    clock.passes(seconds=60)
    assert await kinds(market.id, await here(market.id)) == []


async def test_what_came_just_before_is_told_again_under_the_key_it_is_known_by(
    db: Settings, clock: Clock, market: Market
) -> None:
    await carried_out(market.id)
    first = await Live().missed(market.id, await here(market.id))
    again = await Live().missed(market.id, first[0].place)
    assert [h.key for h in again] == [h.key for h in first]


async def test_who_was_away_too_long_or_says_nonsense_begins_afresh(db: Settings, clock: Clock, market: Market) -> None:
    place = await here(market.id)
    await carried_out(market.id, KEPT + 1)
    assert await kinds(market.id, place) == ["fresh"]
    assert await kinds(market.id, "nonsense") == ["fresh"]


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
