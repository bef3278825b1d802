"""Customers and what is kept about them: taken along as a file, deleted by themselves, and by nobody else."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.backup.erasures import NAME, noted
from domain.kit.db import sql
from domain.privacy import files
from handlers.privacy.buttons import EraseMe


async def customers():
    """id → (name, erased) of everybody."""
    rows = await sql("SELECT id, name, phone, erased_at FROM customer ORDER BY id")
    return {row["id"]: (row["phone"], row["erased_at"] is not None) for row in rows}


async def times(action: str) -> int:
    return int((await sql("SELECT COUNT(*) AS n FROM audit WHERE action = $1", action))[0]["n"])


def inside(data: bytes):
    return json.loads(zipfile.ZipFile(io.BytesIO(data)).read("data.json"))


def handouts(settings):
    return list((settings.data_dir / "handouts").iterdir())


async def done(store) -> None:
    await store.moves(1001, "packing", "shipped", "delivered")


@pytest.fixture
async def delivered(ordered, store, app):
    await done(store)
    await app.jobs.run_outbox()
    return ordered


async def test_while_an_order_is_under_way_nothing_is_deleted(ordered, store):
    anna = ordered
    await anna.types("/settings")
    await anna.taps_on("Privacy")
    assert anna.sees("Phone +1 … 123")
    await anna.taps_on("Delete my data")
    assert anna.sees("Not while your orders are under way: #1001.")
    assert not anna.can_tap("Yes, delete")
    (who,) = await customers()
    await anna.presses(EraseMe(rev=who).pack())
    assert anna.screen.alert.startswith("Not while your orders are under way: #1001.")
    assert await customers() == {who: ("+15124720123", False)}


async def test_a_double_press_deletes_once_and_who_comes_back_is_somebody_new(delivered, boris, store, app, db):
    anna = delivered
    await boris.types("/privacy")
    (who, other) = await customers()
    await boris.presses(EraseMe(rev=who).pack())
    assert "Nothing was changed." in boris.screen.alert
    await anna.types("/privacy")
    await anna.taps_on("Delete my data")
    assert anna.sees("Stays: 1 order, without your name, phone and street.")
    yes = anna.button("Yes, delete")
    await asyncio.gather(anna.presses(yes), anna.presses(yes))
    assert anna.screen.title == "Your data is deleted"
    assert await customers() == {who: ("", True), other: ("", False)}
    assert await times("customer.erased") == 1
    await app.jobs.run_outbox()
    assert [one.customer_id for one in noted(db.data_dir / NAME)] == [who]
    await anna.taps_on("Start again")
    assert anna.screen.id == "S-01"
    await anna.types("/orders")
    assert not anna.screen.choices
    assert len(await customers()) == 3
    assert (await store.order(1001)).status == "delivered"
    await anna.presses(yes)
    assert "Nothing was changed." in anna.screen.alert
    assert await times("customer.erased") == 1


async def test_ones_data_come_as_a_file_once_a_day_behind_a_link_that_ends(delivered, app, clock, shop, db):
    anna = delivered
    await anna.types("/privacy")
    for _ in range(2):
        await anna.taps_on("Send me my data")
    assert await times("customer.exported") == 1
    file = anna.cards["my-data"].document
    assert [str(one) for one in handouts(db)] == [file.path]
    async with TestClient(TestServer(app.web_app())) as client:
        answer = await client.get(file.url)
        assert (answer.status, inside(await answer.read())["orders"][0]["number"]) == (200, 1001)
        assert (await client.get(file.url[:-3])).status == 410
        clock.passes(hours=25)
        assert (await client.get(file.url)).status == 410
    assert await files.sweep_handed() == 1
    await anna.taps_on("Send me my data")
    assert await times("customer.exported") == 2
    await anna.taps_on("Delete my data")
    await anna.taps_on("Yes, delete")
    assert [one for one in handouts(db) if one.suffix == ".zip"] == []
