"""One's own data inside Telegram: a document in the chat, and a chat that goes on with somebody new."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest

from domain.kit.db import sql
from tests.kit.store import AUSTIN, PHONE, Store


@pytest.fixture
async def anna(shop: Any, stage: Any, person: Any) -> Any:
    """Anna's teapot has been delivered."""
    store = await Store.open(shop)
    anna = person("anna")
    await anna.opens(f"p{await shop.product('Teapot', price='24.00', stock=5)}")
    await anna.taps_on("Buy now")
    await anna.fills("checkout", **AUSTIN, phone=PHONE)
    await anna.taps_on("Order · pay")
    await store.moves(1001, "packing", "shipped", "delivered")
    await stage.settle()
    return anna


async def test_ones_data_come_as_a_document_and_go_when_asked(anna: Any, stage: Any) -> None:
    await anna.types("/privacy")
    await anna.taps_on("Send me my data")
    (file,) = [stored for stored in stage.fake.files.kept.values() if stored.kind == "document"]
    assert "12 Main St" in zipfile.ZipFile(BytesIO(file.data)).read("data.html").decode()
    await anna.taps_on("Delete my data")
    (question,) = anna._with(yes := anna.button("Yes, delete"))
    for _ in range(2):
        await anna.user.presses(question, yes)
    assert anna.screen.title == "Your data is deleted"
    (row,) = await sql("SELECT name, phone, erased_at FROM customer")
    assert (row["name"], row["phone"], bool(row["erased_at"])) == ("", "", True)
    await anna.taps_on("Start again")
    assert anna.screen.id == "S-01"
    await anna.types("/orders")
    assert anna.sees("No orders")
    assert await sql("SELECT error FROM failed_update") == []
