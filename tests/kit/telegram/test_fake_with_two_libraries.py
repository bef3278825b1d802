"""One story, told by aiogram and by python-telegram-bot, polling and by webhook."""

from __future__ import annotations

import pytest

from tests.kit.telegram.ask import FakeBot
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.pictures import small_jpeg
from tests.kit.telegram.two_bots import INVOICE, running

BOTH = pytest.mark.parametrize("library", ["aiogram", "ptb"])
WAYS = pytest.mark.parametrize("by", ["polling", "webhook"])


@BOTH
@WAYS
async def test_a_picture_a_press_and_a_payment(library: str, by: str, fake: FakeTelegram, tea_bot: FakeBot) -> None:
    anna = fake.user(tea_bot, "Anna")
    async with running(library, by, fake, tea_bot):
        await anna.opens("p1a2")
        await anna.waits_for("Oolong & tea")
        assert anna.bottom.marked("bold") == ["Oolong"]
        assert fake.files.kept[anna.bottom.photo[-1]].data == small_jpeg()
        await anna.taps("Buy")
        await anna.waits_for("In your cart")
        assert anna.toasts[-1].text == "Added"
        await anna.waits_for("Oolong\n100 g")
        outcome = await anna.pays()
        await anna.waits_for("Thank you!")
    assert (outcome.paid, outcome.total, fake.charges[0].payload) == (True, 500, INVOICE["payload"])


@BOTH
@WAYS
async def test_words_are_answered_and_the_answer_edited(
    library: str, by: str, fake: FakeTelegram, tea_bot: FakeBot
) -> None:
    anna = fake.user(tea_bot, "Anna")
    async with running(library, by, fake, tea_bot):
        await anna.sends("green tea")
        await anna.waits_for("… green tea!")
    assert anna.bottom.edits == 1
    assert tea_bot.commands[("default", "")][0]["command"] == "start"


@BOTH
async def test_updates_of_before_the_start_are_taken(library: str, fake: FakeTelegram, tea_bot: FakeBot) -> None:
    anna = fake.user(tea_bot, "Anna")
    await anna.sends("early")
    async with running(library, "polling", fake, tea_bot):
        await anna.waits_for("… early!")
