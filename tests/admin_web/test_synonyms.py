"""What searched words mean: said beside a search that found nothing, used by the next one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer

from bot.app import App
from bot.config import Settings
from domain.events.actions import flush, note
from domain.search.actions import reindex, remember_search
from domain.search.queries import search
from tests.admin_web.conftest import Browser
from tests.kit.market import Market


@pytest.fixture
async def server(sqlite: Settings) -> AsyncIterator[TestServer]:
    """Words are kept with the shop, and no statement is special to one kind of database."""
    async with TestServer(App(sqlite).web_app()) as running:
        yield running


async def test_a_search_without_result_is_told_what_it_means(boss: Browser, market: Market) -> None:
    await market.item("Linen shirt")
    await reindex(market.by, [1])
    anna = await market.buyer()
    note(anna, "search", await remember_search(anna, "Chemise", found=0), found=0)
    await flush()
    page = await boss.get("/admin/analytics/searches")
    assert 'href="/admin/synonyms?word=Chemise"' in page.text
    assert 'value="Chemise"' in (await boss.get("/admin/synonyms?word=Chemise")).text
    assert (await search(anna, "chemise")).total == 0
    await boss.follow(await boss.post("/admin/synonyms", word="Chemise", meaning="shirts"))
    page = await boss.get("/admin/synonyms")
    assert "chemise shirts English Remove" in page.plain
    found = await search(anna, "a Chemise")
    assert (found.total, found.corrected, (await search(anna, "chemise", exact=True)).total) == (1, None, 0)
    refused = await boss.post("/admin/synonyms", word="!!", meaning="shirts")
    assert (refused.status, "at most four words" in refused.plain) == (422, True)
    await boss.post("/admin/synonyms/remove", locale="en", word="chemise")
    assert (await search(anna, "chemise")).total == 0
    assert "No synonyms yet" in (await boss.get("/admin/synonyms")).plain
