"""`hawker bot`: a token from standard input becomes the shop's bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import StringIO

import pytest

from bot.channels.telegram.bots import BadToken, TelegramAway
from bot.commands import bots as command
from bot.config import Settings
from domain.kit.vault import unlock
from domain.shop.bots import bots_of, token_of
from tests.kit.shop import ShopKit
from tests.kit.telegram.fake import FakeTelegram

TOKEN = "4242:AAtoken-of-the-tea-house-for-tests"


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram.serving() as fake:
        fake.bot(TOKEN, username="tea_test_bot")
        yield fake


@pytest.fixture
async def tea(sqlite: Settings) -> ShopKit:
    unlock(sqlite.secret)
    return await ShopKit.open()


@pytest.fixture
def settings(sqlite: Settings, fake: FakeTelegram) -> Settings:
    return sqlite.model_copy(update={"telegram_api": fake.url})


def types(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(text))


async def test_a_bot_is_added_listed_and_removed(
    tea: ShopKit, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    types(monkeypatch, f"  {TOKEN}\n")
    await command._add(tea.by, settings, "tea")
    await command._list(tea.by)
    [bot] = await bots_of(tea.by, "telegram")
    assert await token_of(bot.id) == TOKEN
    await command._remove(tea.by, "TEA_test_bot")
    assert await bots_of(tea.by, "telegram") == ()
    said = capsys.readouterr().out
    assert "https://t.me/tea_test_bot" in said
    assert "@tea_test_bot\t4242\tsealed\tworks" in said
    assert "AAtoken" not in said


@pytest.mark.parametrize("token", ["nonsense", "4242:AAof-somebody-else-entirely-0000000"])
async def test_a_token_telegram_does_not_know_is_refused_in_a_sentence(
    tea: ShopKit, settings: Settings, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    types(monkeypatch, token)
    with pytest.raises(BadToken):
        await command._add(tea.by, settings, "tea")
    assert await bots_of(tea.by, "telegram") == ()


async def test_telegram_away_is_said_as_such(
    tea: ShopKit, settings: Settings, fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.faults.answer("getMe", 503, times=9)
    types(monkeypatch, TOKEN)
    with pytest.raises(TelegramAway):
        await command._add(tea.by, settings, "tea")


async def test_no_token_at_all_says_how_to_give_one(
    tea: ShopKit, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "\n")
    with pytest.raises(command.NoToken):
        await command._add(tea.by, settings, "tea")


async def test_a_bot_that_is_not_there_cannot_be_removed(tea: ShopKit) -> None:
    with pytest.raises(command.NoSuchBot):
        await command._remove(tea.by, "nobody_bot")
