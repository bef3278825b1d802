"""The fake server refuses what Telegram refuses, in its words."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaPhoto

from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.people import TelegramUser
from tests.kit.telegram.pictures import small_jpeg

MEDIA = {"type": "photo", "media": "nobody"}
COMMAND = {"command": "start", "description": "Open"}


def keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def key(text: str = "Buy", **more: Any) -> dict[str, Any]:
    return {"text": text, **(more or {"callback_data": "b"})}


TEXTS = [
    ({"text": "   "}, "message text is empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    (
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    ({"text": "é<br>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "br" at byte offset 2'),
    ({"text": "x</b>", "parse_mode": "HTML"}, "can't parse entities: Unexpected end tag at byte offset 1"),
    ({"text": "<3", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 0"),
    (
        {"text": "<b><i>x</b></i>", "parse_mode": "HTML"},
        'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"text": "x", "message_thread_id": 5}, "message thread not found"),
]
KEYBOARDS = [
    (keys([key(callback_data="ж" * 33)]), "BUTTON_DATA_INVALID"),
    (keys([key(callback_data="")]), "BUTTON_DATA_INVALID"),
    (keys([key(text=" ", callback_data="b")]), "BUTTON_TEXT_INVALID"),
    (keys([{"text": "x"}]), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    (keys([key(url="no link")]), "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL"),
    (keys([key(copy_text={"text": "x" * 257})]), "BUTTON_COPY_TEXT_INVALID"),
    (keys([key(pay=True)]), "BUTTON_POS_INVALID"),
    (keys([key(callback_data="a", url="https://example.com")]), "BUTTON_TYPE_INVALID"),
    (keys(*[[key()] for _ in range(101)]), "reply markup is too long"),
    ({"keyboard": [[" "]]}, "keyboard button text must be non-empty"),
]
CALLS = [
    ("sendPhoto", {"photo": "nobody"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"photo": "https://example.com/a.jpg"}, "failed to get HTTP URL content"),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendMediaGroup", {"media": [MEDIA]}, "there must be from 2 to 10 items in the album"),
    ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
    ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ("sendChatAction", {"action": "thinking"}, "wrong parameter action in request"),
    ("setMyCommands", {"commands": [{**COMMAND, "command": "Start"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [COMMAND] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [{**COMMAND, "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "short description is too long"),
    ("getFile", {"file_id": "nobody"}, "wrong file_id or the file is temporarily unavailable"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
]


@pytest.mark.parametrize(("params", "words"), TEXTS, ids=lambda v: str(v)[:30])
async def test_a_text_is_refused(refusal: Any, ann: TelegramUser, params: dict[str, Any], words: str) -> None:
    assert await refusal("sendMessage", chat_id=ann.id, **params) == f"Bad Request: {words}"
    assert ann.messages == []


@pytest.mark.parametrize(("markup", "words"), KEYBOARDS, ids=lambda v: str(v)[:30])
async def test_a_keyboard_is_refused(refusal: Any, ann: TelegramUser, markup: dict[str, Any], words: str) -> None:
    refused = await refusal("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)
    assert refused == f"Bad Request: {words}"


@pytest.mark.parametrize(("method", "params", "words"), CALLS, ids=lambda v: str(v)[:30])
async def test_a_call_is_refused(refusal: Any, ann: TelegramUser, method: str, params: Any, words: str) -> None:
    assert await refusal(method, chat_id=ann.id, **params) == f"Bad Request: {words}"


async def test_what_is_just_within_the_limits_is_taken(refusal: Any, ann: TelegramUser) -> None:
    markup = keys(*[[key(callback_data="ж" * 32)] for _ in range(100)])
    assert await refusal("sendMessage", chat_id=ann.id, text="😀" * 2048, reply_markup=markup) == ""
    marked = "<b>" + "x" * 4096 + "</b>"
    assert await refusal("sendMessage", chat_id=ann.id, text=marked, parse_mode="HTML") == ""


async def test_a_caption_is_shorter_than_a_text(refusal: Any, fake: FakeTelegram, ann: TelegramUser) -> None:
    fake.files.web["https://example.com/a.jpg"] = small_jpeg()
    params = {"chat_id": ann.id, "photo": "https://example.com/a.jpg"}
    assert await refusal("sendPhoto", **params, caption="x" * 1025) == "Bad Request: message caption is too long"
    assert await refusal("sendPhoto", **params, caption="x" * 1024) == ""


async def test_pictures_that_are_none_are_refused(client: Bot, ann: TelegramUser) -> None:
    for data, words in (
        (b"text", "IMAGE_PROCESS_FAILED"),
        (b"", "file must be non-empty"),
        (small_jpeg(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ):
        with pytest.raises(TelegramBadRequest, match=words):
            await client.send_photo(ann.id, BufferedInputFile(data, "a.jpg"))


async def test_the_same_again_is_no_edit(client: Bot, ann: TelegramUser) -> None:
    said = await client.send_message(ann.id, "<b>x</b>", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message content"):
        await client.edit_message_text(
            "<strong>x</strong> ", chat_id=ann.id, message_id=said.message_id, parse_mode="HTML"
        )
    await client.edit_message_text("x", chat_id=ann.id, message_id=said.message_id)
    assert (ann.bottom.entities, ann.bottom.edits) == ([], 1)


async def test_a_text_becomes_a_picture_and_never_the_other_way(client: Bot, ann: TelegramUser) -> None:
    said = await client.send_message(ann.id, "x")
    picture = InputMediaPhoto(media=BufferedInputFile(small_jpeg(), "a.jpg"), caption="y")
    await client.edit_message_media(picture, chat_id=ann.id, message_id=said.message_id)
    assert (ann.bottom.kind, ann.bottom.text) == ("photo", "y")
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await client.edit_message_text("z", chat_id=ann.id, message_id=said.message_id)


async def test_an_edit_without_the_keyboard_takes_it_away(client: Bot, call: Any, ann: TelegramUser) -> None:
    await call("sendMessage", chat_id=ann.id, text="x", reply_markup=keys([key()]))
    assert ann.bottom.labels == ["Buy"]
    await client.edit_message_text("y", chat_id=ann.id, message_id=ann.bottom.id)
    assert ann.bottom.labels == []


async def test_only_its_own_messages_without_a_keyboard_below_can_be_edited(refusal: Any, ann: TelegramUser) -> None:
    hers = await ann.sends("hello")
    await refusal("sendMessage", chat_id=ann.id, text="x", reply_markup={"keyboard": [["Cart"]]})
    assert ann.keyboard == [["Cart"]]
    for message in (hers, ann.bottom):
        refused = await refusal("editMessageText", chat_id=ann.id, message_id=message.id, text="y")
        assert refused == "Bad Request: message can't be edited"


async def test_messages_are_deleted_within_two_days(refusal: Any, clock: Any, ann: TelegramUser) -> None:
    hers = await ann.sends("hello")
    assert await refusal("deleteMessage", chat_id=ann.id, message_id=hers.id) == ""
    await refusal("sendMessage", chat_id=ann.id, text="x")
    clock.passes(hours=49)
    refused = await refusal("deleteMessages", chat_id=ann.id, message_ids=[ann.bottom.id, 99])
    assert refused == "Bad Request: message can't be deleted for everyone"


async def test_whoever_has_not_begun_or_has_blocked_is_not_reached(refusal: Any, fake: FakeTelegram, ann: Any) -> None:
    boris = fake.user(ann.bot, "Boris")
    assert await refusal("sendMessage", chat_id=boris.id, text="x") == "Bad Request: chat not found"
    await ann.blocks()
    assert await refusal("sendMessage", chat_id=ann.id, text="x") == "Forbidden: bot was blocked by the user"
    await ann.unblocks()
    assert await refusal("sendMessage", chat_id=ann.id, text="x") == ""
    await ann.deletes_account()
    assert await refusal("sendMessage", chat_id=ann.id, text="x") == "Forbidden: user is deactivated"


async def test_unknown_tokens_and_methods(refusal: Any) -> None:
    assert await refusal("getMe", token="4242:wrong") == "Unauthorized"
    assert await refusal("sendTea") == "Not Found"


async def test_a_crowd_of_messages_is_too_many(refusal: Any, fake: FakeTelegram, clock: Any, ann: TelegramUser) -> None:
    fake.limits = True
    answers = [await refusal("sendMessage", chat_id=ann.id, text=str(n)) for n in range(6)]
    assert answers == [""] * 5 + ["Too Many Requests: retry after 5"]
    assert await refusal("sendMessage", chat_id=ann.id, text="again") != ""
    assert len(fake.impatient) == 1
    clock.passes(seconds=6)
    assert await refusal("sendMessage", chat_id=ann.id, text="again") == ""
