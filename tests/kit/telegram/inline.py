"""Inline mode: `@bot words` in any chat, the results, and the message that is sent through the bot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from domain.kit.clock import now
from tests.kit.telegram.ask import FakeBot
from tests.kit.telegram.chats import Chat, FakeMessage, Raw
from tests.kit.telegram.marks import read_text

if TYPE_CHECKING:
    from tests.kit.telegram.people import TelegramUser

INLINE_LIFE = 30.0
ACCESSIBLE = timedelta(days=365)


def pressed(message: FakeMessage) -> Raw:
    """What a callback query tells of its message; one that is gone is only named."""
    if message.id in message.chat.messages and now() - message.sent_at < ACCESSIBLE:
        return message.raw
    return {"chat": message.chat.as_raw(), "message_id": message.id, "date": 0}


async def ask(person: TelegramUser, bot: FakeBot, words: str, offset: str, chat_type: str) -> list[Raw]:
    query = person.fake.ask("inline", bot, person.id, INLINE_LIFE)
    body = {"id": query.id, "from": person.raw, "query": words, "offset": offset, "chat_type": chat_type}
    pending = bot.updates.put("inline_query", body, f"inline:{person.id}")
    if pending and bot.updates.listened:
        await person.fake.until(lambda: query.answered.is_set())
    answer = query.answer or {}
    person.offered = (bot, words, answer)
    return list(answer.get("results", []))


async def pick(person: TelegramUser, result: Raw, chat: Any) -> FakeMessage:
    """The message through the bot; `chosen_inline_result` tells the bot when it asked for that kind of update."""
    bot, words, _ = person.offered
    place = where(person, chat)
    message = person.fake.put_message(place, person.raw, content_of(person, result) | {"via_bot": bot.user}, bot)
    chosen = {"result_id": result["id"], "from": person.raw, "query": words}
    if message.markup:
        name = f"AQAAAK{person.fake.fresh()}"
        message.inline_id = name
        person.fake.inline[name] = message
        chosen["inline_message_id"] = name
    await tell(person, bot, message, chosen)
    return message


def where(person: TelegramUser, chat: Any) -> Chat:
    if chat is None:
        person.chat.started = True
        return person.chat
    if chat == "elsewhere":
        return person.outside
    return chat if isinstance(chat, Chat) else chat.chat


async def tell(person: TelegramUser, bot: FakeBot, message: FakeMessage, chosen: Raw) -> None:
    lane = f"chat:{message.chat.id}"
    seen = message.chat is person.chat or bot.id in message.chat.members
    for kind, body in (("message", message.raw), ("chosen_inline_result", chosen)):
        if kind == "message" and not seen:
            continue
        await person.fake.delivered(bot.updates.put(kind, dict(body), lane), bot)


def content_of(person: TelegramUser, result: Raw) -> Raw:
    """What the chosen result becomes: a text, or a picture with its words."""
    markup = {"reply_markup": result["reply_markup"]} if result.get("reply_markup") else {}
    content = result.get("input_message_content") or {}
    if "message_text" in content:
        text, marks = read_text(content["message_text"], content.get("parse_mode"), content.get("entities"))
        return {"text": text, "entities": marks} | markup
    caption, marks = read_text(result.get("caption", ""), result.get("parse_mode"), result.get("caption_entities"))
    words = {"caption": caption, "caption_entities": marks} if caption else {}
    return {"photo": picture(person, result)} | words | markup


def picture(person: TelegramUser, result: Raw) -> list[Raw]:
    source = result.get("photo_file_id") or result.get("photo_url", "")
    return person.fake.files.photo(source, {})
