"""A chaos run can only be trusted if it sees what is wrong: faults planted in the books, one by one."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from domain.chats.models import Chat
from domain.kit.clock import now
from domain.kit.db import sql
from integrations.testgateway.books import Books, Order
from integrations.testgateway.switches import Switches
from tests.chaos.books import Told, compared
from tests.chaos.plan import Rates
from tests.chaos.report import Report
from tests.chaos.settling import unsettled
from tests.chaos.weather import Weather
from tests.kit.market import Market
from tests.kit.telegram.ask import Call
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.purse import Charge
from tests.kit.telegram_stage import TOKEN


@pytest.fixture
async def fake() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path / "gateway.sqlite3")


def taken(fake: FakeTelegram, ref: str = "tg_1", amount: int = 500) -> None:
    fake.treasury.charges.append(Charge(ref, "", fake.bot(TOKEN), 7, "USD", amount, "q:1:1", 0))


def said(fake: FakeTelegram, words: str, method: str = "sendMessage") -> None:
    fake.calls.append(Call(fake.bot(TOKEN), method, {"chat_id": 7, "text": words}, now()))


async def booked(market: Market, ref: str, provider: str = "telegram", amount: int = 2300) -> None:
    """An order whose payment says it came by this charge."""
    order = await market.paid(await market.buyer(), (await market.item("Teapot"), 1))
    await sql(
        "UPDATE payment SET provider = $1, provider_ref = $2, amount = $3 WHERE order_id = $4",
        provider, ref, amount, order.id,
    )  # fmt: skip


async def faults(fake: FakeTelegram, books: Books) -> str:
    return "\n".join((await compared(fake, books)).faults)


async def test_nothing_is_found_where_nothing_is_wrong(sqlite, fake, books):
    found = await compared(fake, books)
    assert (found.faults, found.duplicates, await unsettled(fake, books)) == ([], 0, {})


async def test_a_charge_nobody_has_booked(sqlite, fake, books):
    taken(fake)
    assert "charge tg_1 of 500 is not in our books" in await faults(fake, books)
    assert await unsettled(fake, books) == {"charges not booked": 1}


async def test_a_charge_of_the_gateway_nobody_has_booked(sqlite, fake, books):
    books.open_account("tea", "Tea")
    asked: Any = books.ask("tea", Order("k", 500, "EUR", "#1", "en", "/b", "/h"))
    books.approve(asked["token"], Switches())
    assert "is not in our books" in await faults(fake, books)


async def test_money_nobody_took_that_is_booked(sqlite, fake, books):
    await booked(await Market.open(), "tg_9")
    assert "our books hold tg_9 of 2300, which nobody took" in await faults(fake, books)


async def test_a_payer_who_was_never_told(sqlite, fake, books):
    market = await Market.open()
    await booked(market, "tg_1")
    taken(fake, "tg_1", 2300)
    [buyer] = await sql("SELECT id FROM customer")
    await Chat.add(market.by, channel="telegram", bot="4242", external_id="7", customer_id=buyer["id"])
    assert "its payer was never told" in await faults(fake, books)
    said(fake, "Order #1001: €23.00 has arrived. Thank you.")
    assert await faults(fake, books) == ""
    said(fake, "Order #1001: the payment did not go through.")
    assert "charged, and told" in await faults(fake, books)


async def test_more_kept_than_the_order_costs(sqlite, fake, books):
    await booked(await Market.open(), "tg_1", amount=4600)
    taken(fake, "tg_1", 4600)
    assert "keeps 4600 of 2300" in await faults(fake, books)


async def test_news_that_were_said_twice_are_counted(fake):
    for method in ("sendMessage", "sendMessage", "editMessageText"):
        said(fake, "Order #1001: €5.00 has arrived. Thank you.", method)
    for _ in range(2):
        said(fake, "Order #1001: €1.00 is on its way back to you.")
    assert Told(fake).duplicates == 1


async def test_a_call_against_the_description(sqlite, fake, books):
    fake.violations.append("sendMessage: no text")
    assert "Telegram was called wrongly" in await faults(fake, books)


def test_weather_is_only_made_while_there_is_a_storm():
    weather = Weather(dice=Random(1), rates=Rates(refuse=1.0, lose=1.0))
    assert (weather.on_call("sendMessage", "7"), weather.due("lose", "sendMessage")) == (None, None)
    weather.storm = True
    assert weather.on_call("getUpdates", "") is None
    assert weather.on_call("sendMessage", "7") is not None
    assert weather.due("lose", "sendMessage") is not None
    assert (weather.done["refused"], weather.done["sends lost"]) == (1, 1)


def test_a_report_with_a_fault_is_not_held():
    report = Report(1, "SQLite", faults=["something is missing"])
    assert not report.held
    assert "FAULT      something is missing" in "\n".join(report.lines())
