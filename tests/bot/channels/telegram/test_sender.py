"""Calls of the Bot API: what comes of refusals, accidents and markup that Telegram cannot read."""

from __future__ import annotations

import time
from typing import Any

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramMigrateToChat, TelegramNetworkError, TelegramUnauthorizedError
from aiogram.methods import AnswerCallbackQuery, EditMessageMedia, EditMessageText, SendMessage
from aiogram.types import InputMediaPhoto
from aiohttp import ClientConnectorError

from bot.channels.telegram.sender import Busy, Gone, Lane, Moved, Refused, Revoked, Same, SendError, Unreachable
from domain.kit.db import transaction
from tests.bot.channels.telegram.sender_kit import World, bad, broken, forbidden


@pytest.fixture
def world() -> World:
    return World()


def cut(method: Any) -> Exception:
    return TelegramNetworkError(method, "ServerDisconnectedError")


def nobody_there(method: Any) -> Exception:
    error = TelegramNetworkError(method, "ClientConnectorError")
    error.__cause__ = ClientConnectorError.__new__(ClientConnectorError)
    return error


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (forbidden(), Unreachable),
        (forbidden("user is deactivated"), Unreachable),
        (bad("chat not found"), Unreachable),
        (bad("PEER_ID_INVALID"), Unreachable),
        (bad("not enough rights to send text messages to the chat"), Unreachable),
        (bad("message to edit not found"), Gone),
        (bad("message can't be edited"), Gone),
        (bad("there is no text in the message to edit"), Gone),
        (bad("query is too old and response timeout expired or query ID is invalid"), Gone),
        (bad("message is not modified: specified new message content"), Same),
        (bad("BUTTON_URL_INVALID"), Refused),
        (lambda method: TelegramUnauthorizedError(method, "Unauthorized"), Revoked),
    ],
)
async def test_every_refusal_has_its_type_and_is_not_tried_again(
    world: World, answer: Any, kind: type[SendError]
) -> None:
    world.says(answer)
    with pytest.raises(kind) as refusal:
        await world.send()
    assert type(refusal.value) is kind
    assert len(world.methods) == 1


async def test_a_group_that_has_grown_says_its_new_id(world: World) -> None:
    world.says(lambda method: TelegramMigrateToChat(method, "group chat was upgraded", -1007))
    with pytest.raises(Moved) as moved:
        await world.send(-7)
    assert moved.value.new_chat_id == -1007


async def test_an_accident_is_got_over_in_growing_steps(world: World) -> None:
    world.says(broken, cut, broken)
    edit = EditMessageText(chat_id=7, message_id=1, text="packing")
    assert await world.sender.call(world.bot, edit) is True
    assert world.times == [0, 0.5, 1.5, 3.5]


async def test_a_long_accident_is_given_up_for_now(world: World) -> None:
    """What may have been said already is not said a fourth time."""
    world.says(broken, broken, broken)
    with pytest.raises(Busy) as busy:
        await world.send(lane=Lane.NEWS)
    assert busy.value.maybe
    assert len(world.methods) == 3


async def test_what_goes_to_many_is_never_sent_twice_on_a_guess(world: World) -> None:
    world.says(cut)
    with pytest.raises(Busy) as busy:
        await world.send(lane=Lane.BULK)
    assert busy.value.maybe
    assert len(world.methods) == 1


async def test_what_goes_to_many_is_tried_again_when_nobody_was_there(world: World) -> None:
    world.says(nobody_there)
    assert await world.send(lane=Lane.BULK) is True
    assert len(world.methods) == 2


async def test_an_edit_for_many_may_be_repeated(world: World) -> None:
    world.says(cut)
    edit = EditMessageText(chat_id=7, message_id=1, text="sold out")
    assert await world.sender.call(world.bot, edit, lane=Lane.BULK) is True


async def test_an_answer_we_cannot_read_is_not_asked_for_again(world: World) -> None:
    world.says(lambda method: ClientDecodeError("Failed to deserialize object", ValueError("?"), {"ok": True}))
    with pytest.raises(Busy) as busy:
        await world.send()
    assert busy.value.maybe
    assert len(world.methods) == 1


async def test_words_with_markup_telegram_cannot_read_are_said_plainly(world: World) -> None:
    world.says(bad('can\'t parse entities: Unsupported start tag "b_*" at byte offset 0'))
    await world.send(text="<b>Order 7</b> Ann &amp; Bob 1 &lt; 2", parse_mode="HTML")
    again = world.methods[-1]
    assert (again.text, again.parse_mode) == ("Order 7 Ann & Bob 1 < 2", None)


async def test_words_that_are_too_long_are_cut_as_telegram_counts(world: World) -> None:
    world.says(bad("message is too long"))
    await world.send(text="😀" * 3000, parse_mode="HTML")
    said = world.methods[-1].text
    assert said.endswith("😀…")
    assert len(said.encode("utf-16-le")) // 2 <= 4096


async def test_a_caption_inside_a_picture_is_said_plainly_too(world: World) -> None:
    world.says(bad("can't parse entities: oh"))
    media = InputMediaPhoto(media="file", caption="<i>Shirt</i>", parse_mode="HTML")
    await world.sender.call(world.bot, EditMessageMedia(chat_id=7, message_id=1, media=media))
    assert (world.methods[-1].media.caption, world.methods[-1].media.parse_mode) == ("Shirt", None)


async def test_a_refusal_of_the_plain_words_is_raised(world: World) -> None:
    world.says(bad("can't parse entities: oh"), forbidden())
    with pytest.raises(Unreachable):
        await world.send(text="<b>x</b>")


@pytest.mark.usefixtures("db")
async def test_nothing_is_sent_inside_a_transaction(world: World) -> None:
    async with transaction():
        with pytest.raises(RuntimeError, match="before commit"):
            await world.send()
    assert world.methods == []


async def test_a_call_nothing_holds_back_costs_next_to_nothing(world: World) -> None:
    calls = [AnswerCallbackQuery(callback_query_id="1"), SendMessage(chat_id=7, text="x")]
    direct, through = [], []
    for n in range(400):
        world.at += 10
        began = time.perf_counter()
        await world.bot(calls[n % 2])
        middle = time.perf_counter()
        await world.sender.call(world.bot, calls[n % 2])
        direct.append(middle - began)
        through.append(time.perf_counter() - middle)
    assert sorted(through)[200] - sorted(direct)[200] < 0.0002
