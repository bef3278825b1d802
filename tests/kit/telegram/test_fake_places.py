"""Groups, channels, inline mode, the bot's own words, and what people share."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.people import TelegramUser
from tests.kit.telegram.pictures import small_jpeg

KEYS = {"inline_keyboard": [[{"text": "Buy", "callback_data": "b"}]]}
ARTICLE: dict[str, Any] = {
    "type": "article",
    "id": "p1",
    "title": "Oolong",
    "input_message_content": {"message_text": "<b>Oolong</b>", "parse_mode": "HTML"},
    "reply_markup": KEYS,
}


async def waiting(call: Any) -> list[dict[str, Any]]:
    return list((await call("getUpdates"))["result"])


async def test_a_group_speaks_to_the_bot_by_command_mention_and_answer(call: Any, fake: Any, ann: Any) -> None:
    group = fake.group(ann.bot, "Staff", [ann])
    await call("sendMessage", chat_id=group.id, text="New order")
    await group.says(ann, "just talk")
    await group.says(ann, "/find tea")
    await group.says(ann, "/find@another_bot tea")
    await group.says(ann, "help", mention=True)
    await group.says(ann, "mine", reply=group.from_bot[0])
    heard = [update["message"]["text"] for update in await waiting(call)]
    assert heard == ["/find tea", "@hawker_test_bot help", "mine"]


async def test_a_group_that_grew_has_a_new_id(refusal: Any, call: Any, fake: Any, ann: TelegramUser) -> None:
    group = fake.group(ann.bot, "Staff", [ann])
    grown = await group.upgrade()
    answer = await call("sendMessage", chat_id=group.id, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": grown.id}
    assert await refusal("sendMessage", chat_id=grown.id, text="x") == ""
    said = [update["message"] for update in await waiting(call)]
    assert (said[0]["migrate_to_chat_id"], said[1]["migrate_from_chat_id"]) == (grown.id, group.id)


async def test_a_bot_that_was_thrown_out_is_told_so(refusal: Any, fake: Any, ann: TelegramUser) -> None:
    group = fake.group(ann.bot, "Staff", [ann])
    await group.kicks_bot(ann)
    refused = await refusal("sendMessage", chat_id=group.id, text="x")
    assert refused == "Forbidden: bot was kicked from the group chat"


async def test_topics_keep_their_messages_apart(call: Any, refusal: Any, fake: Any, ann: TelegramUser) -> None:
    forum = fake.group(ann.bot, "Staff", [ann], forum=True, admin=True)
    topic = (await call("createForumTopic", chat_id=forum.id, name="Anna"))["result"]["message_thread_id"]
    said = await call("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert said["result"]["is_topic_message"]
    await call("closeForumTopic", chat_id=forum.id, message_thread_id=topic)
    closed = await refusal("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert closed == "Bad Request: TOPIC_CLOSED"


async def test_a_channel_takes_posts_of_its_administrators(call: Any, refusal: Any, fake: Any, ann: Any) -> None:
    channel = fake.channel(ann.bot, "News", "tea_news")
    post = (await call("sendMessage", chat_id="@tea_news", text="x"))["result"]
    assert await refusal("editMessageText", chat_id=channel.id, message_id=post["message_id"], text="y") == ""
    await channel.forbids()
    refused = await refusal("sendMessage", chat_id=channel.id, text="x")
    assert refused == "Bad Request: need administrator rights in the channel chat"


async def test_results_are_offered_picked_pressed_and_edited(call: Any, fake: FakeTelegram, ann: TelegramUser) -> None:
    await call("getUpdates", allowed_updates=["inline_query", "chosen_inline_result", "callback_query"])
    asking = asyncio.create_task(ann.asks_inline(query="tea"))
    update = (await call("getUpdates", timeout=5))["result"][-1]["inline_query"]
    await call("answerInlineQuery", inline_query_id=update["id"], results=[ARTICLE])
    fake.waits = 0.01
    sent = await ann.picks((await asking)[0], "elsewhere")
    await ann.presses(sent, "b")
    chosen, pressed = [list(u.values())[1] for u in (await waiting(call))[-2:]]
    assert chosen["inline_message_id"] == pressed["inline_message_id"]
    await call("editMessageText", inline_message_id=pressed["inline_message_id"], text="Sold out")
    assert (update["query"], sent.text) == ("tea", "Sold out")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"results": [ARTICLE, ARTICLE]}, "RESULT_ID_DUPLICATE"),
        ({"results": [ARTICLE | {"id": str(n)} for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [], "next_offset": "ж" * 33}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Open", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
    ],
)
async def test_inline_answers_are_refused(refusal: Any, params: dict[str, Any], words: str) -> None:
    assert await refusal("answerInlineQuery", inline_query_id="1", **params) == f"Bad Request: {words}"


async def test_a_link_nobody_could_follow_is_not_followed(ann: TelegramUser) -> None:
    with pytest.raises(AssertionError, match="no deep link carries"):
        await ann.opens("p1 a2")


async def test_commands_have_scopes_and_languages(call: Any, ann: TelegramUser) -> None:
    command = {"command": "cart", "description": "Корзина"}
    scope = {"type": "chat", "chat_id": ann.id}
    await call("setMyCommands", commands=[command], scope=scope, language_code="ru")
    assert (await call("getMyCommands", scope=scope, language_code="ru"))["result"] == [command]
    await call("deleteMyCommands", scope=scope, language_code="ru")
    assert (await call("getMyCommands", scope=scope, language_code="ru"))["result"] == []


async def test_the_bots_words_and_menu(call: Any, ann: TelegramUser) -> None:
    await call("setMyShortDescription", short_description="Tea")
    assert (await call("getMyShortDescription", language_code="ru"))["result"] == {"short_description": "Tea"}
    await call("setChatMenuButton", chat_id=ann.id, menu_button={"type": "commands"})
    assert (await call("getChatMenuButton", chat_id=ann.id))["result"] == {"type": "commands"}


async def test_what_people_share_arrives_whole(call: Any, fake: FakeTelegram, ann: TelegramUser) -> None:
    await ann.shares_location(30.27, -97.74)
    await ann.shares_contact()
    await ann.sends_photo(caption="this one")
    await ann.sends_voice()
    await ann.sends_sticker()
    await ann.sends_document()
    got = [update["message"] for update in await waiting(call)]
    kinds = ["location", "contact", "photo", "voice", "sticker", "document"]
    assert [kind in message for kind, message in zip(kinds, got, strict=True)] == [True] * 6
    path = (await call("getFile", file_id=got[2]["photo"][-1]["file_id"]))["result"]["file_path"]
    async with fake.http.get(f"{fake.url}/file/bot{ann.bot.token}/{path}") as answer:
        assert await answer.read() == small_jpeg()


async def test_an_album_is_copied_forwarded_and_pinned_piece_by_piece(call: Any, fake: FakeTelegram, ann: Any) -> None:
    fake.files.web |= {f"https://example.com/{n}.jpg": small_jpeg(100 + n) for n in range(2)}
    media = [{"type": "photo", "media": url, "caption": url} for url in fake.files.web]
    album = (await call("sendMediaGroup", chat_id=ann.id, media=media))["result"]
    first = {"chat_id": ann.id, "from_chat_id": ann.id, "message_id": album[0]["message_id"]}
    await call("copyMessage", **first)
    await call("forwardMessage", **first)
    await call("pinChatMessage", chat_id=ann.id, message_id=album[1]["message_id"])
    assert [message.text for message in ann.messages] == [*fake.files.web, *list(fake.files.web)[:1] * 2]
    assert album[0]["media_group_id"] == album[1]["media_group_id"]


async def test_a_reaction_is_seen(call: Any, ann: TelegramUser) -> None:
    hers = await ann.sends("thanks")
    reaction = [{"type": "emoji", "emoji": "👍"}]
    await call("setMessageReaction", chat_id=ann.id, message_id=hers.id, reaction=reaction)
    assert hers.reaction == ["👍"]
