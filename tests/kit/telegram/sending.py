"""The methods that put a message into a chat."""

from __future__ import annotations

from typing import Any

from tests.kit.telegram import keyboards
from tests.kit.telegram.ask import Ask
from tests.kit.telegram.chats import MEDIA, Chat, FakeMessage, Raw
from tests.kit.telegram.marks import read_text, units
from tests.kit.telegram.refusals import bad

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker"
    " find_location record_video_note upload_video_note"
).split()


def words_of(ask: Ask) -> Raw:
    """text and entities"""
    text, marks = read_text(ask["text"], ask.get("parse_mode"), ask.get("entities"))
    if not text:
        raise bad("message text is empty")
    if units(text) > LONGEST_TEXT:
        raise bad("message is too long")
    preview = ask.get("link_preview_options")
    return (
        {"text": text} | ({"entities": marks} if marks else {}) | ({"link_preview_options": preview} if preview else {})
    )


def caption_of(given: Raw) -> Raw:
    """caption and caption_entities, from a call or from an album's item"""
    text, marks = read_text(given.get("caption") or "", given.get("parse_mode"), given.get("caption_entities"))
    if units(text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    extra = {"show_caption_above_media": True} if given.get("show_caption_above_media") else {}
    return ({"caption": text} if text else {}) | ({"caption_entities": marks} if marks else {}) | extra


def put(ask: Ask, content: Raw, *, invoice: bool = False) -> FakeMessage:
    """Into the chat of this call, with its keyboard, its topic and what it answers."""
    chat = ask.writable()
    around = place(ask, chat)
    markup = keyboards.checked(ask.get("reply_markup"), invoice=invoice)
    if keyboards.too_wide(markup):
        ask.fake.violations.append(f"{ask.method}: a row of more than {keyboards.WIDEST} buttons is cut by the apps")
    inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    message = ask.fake.put_message(chat, ask.bot.user, around | content | inline, ask.bot)
    message.keyboard = markup if markup and not inline else None
    message.silent = bool(ask.get("disable_notification"))
    return message


def place(ask: Ask, chat: Chat) -> Raw:
    """The topic and the message answered."""
    around: Raw = {}
    thread = ask.get("message_thread_id")
    if thread:
        if thread not in chat.topics:
            raise bad("message thread not found")
        if chat.topics[thread].get("closed"):
            raise bad("TOPIC_CLOSED")
        around = {"message_thread_id": thread, "is_topic_message": True}
    answered = answered_by(ask, chat)
    if answered:
        around["reply_to_message"] = {k: v for k, v in answered.raw.items() if k != "reply_to_message"}
    return around


def answered_by(ask: Ask, chat: Chat) -> FakeMessage | None:
    reply = ask.get("reply_parameters") or {}
    if not reply:
        return None
    found = chat.messages.get(int(reply.get("message_id", 0)))
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return found


def send_message(ask: Ask) -> Raw:
    ask.writable()
    return put(ask, words_of(ask)).raw


def send_photo(ask: Ask) -> Raw:
    ask.writable()
    photo = ask.fake.files.photo(ask.get("photo", ""), ask.files)
    return put(ask, {"photo": photo} | caption_of(ask.values)).raw


def send_document(ask: Ask) -> Raw:
    ask.writable()
    document = ask.fake.files.document(ask.get("document", ""), ask.files)
    return put(ask, {"document": document} | caption_of(ask.values)).raw


def send_media_group(ask: Ask) -> list[Raw]:
    """An album: two to ten pictures or documents, without a keyboard."""
    ask.writable()
    media = ask["media"]
    if not isinstance(media, list) or not 2 <= len(media) <= 10:
        raise bad("there must be from 2 to 10 items in the album" if media else "media is empty")
    if len({item.get("type") in ("photo", "video") for item in media}) > 1:
        raise bad("document can't be mixed with other media types")
    contents = [media_of(ask, item) for item in media]
    group = str(ask.fake.fresh())
    return [put(ask, {"media_group_id": group} | content).raw for content in contents]


def media_of(ask: Ask, item: Raw) -> Raw:
    """The content of an InputMedia object."""
    kind = item.get("type")
    if kind not in ("photo", "document"):
        raise bad(f"can't parse InputMedia: media type {kind} is not read by this server")
    source = str(item.get("media", ""))
    files = ask.fake.files
    found: Any = files.photo(source, ask.files, "") if kind == "photo" else files.document(source, ask.files, "")
    return {kind: found} | caption_of(item)


def send_location(ask: Ask) -> Raw:
    where = {"latitude": ask["latitude"], "longitude": ask["longitude"]}
    return put(ask, {"location": where}).raw


def send_venue(ask: Ask) -> Raw:
    where = {"latitude": ask["latitude"], "longitude": ask["longitude"]}
    venue = {"location": where, "title": ask["title"], "address": ask["address"]}
    return put(ask, {"venue": venue, "location": where}).raw


def send_contact(ask: Ask) -> Raw:
    contact = {name: ask[name] for name in ("phone_number", "first_name", "last_name") if ask.get(name)}
    return put(ask, {"contact": contact}).raw


def send_chat_action(ask: Ask) -> bool:
    if ask["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    ask.writable().actions.append(ask["action"])
    return True


CONTENT = ("text", "entities", "caption", "caption_entities", *MEDIA, "location", "venue", "contact")


def source_of(ask: Ask, what: str) -> FakeMessage:
    chat = ask.chat("from_chat_id")
    return chat.find(ask["message_id"], what)


def copy_message(ask: Ask) -> Raw:
    """The content alone; of an invoice nothing can be copied."""
    source = source_of(ask, "copy")
    if source.kind in ("invoice", "service", "successful_payment"):
        raise bad("message can't be copied")
    content = {name: source.raw[name] for name in CONTENT if name in source.raw}
    if "caption" in ask.values and source.kind != "text":
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | caption_of(ask.values)
    return {"message_id": put(ask, content).id}


def forward_message(ask: Ask) -> Raw:
    source = source_of(ask, "forward")
    if source.kind == "service" or source.raw.get("has_protected_content"):
        raise bad("message can't be forwarded")
    message = put(ask, forwarded(source, ask.bot.username))
    message.invoice = source.invoice
    return message.raw


def forwarded(source: FakeMessage, username: str) -> Raw:
    """A copy that says where it is from. Of an invoice it can be paid by anybody, or it leads back to the bot."""
    content = {name: source.raw[name] for name in (*CONTENT, "invoice") if name in source.raw}
    origin = {"type": "user", "date": source.raw["date"], "sender_user": source.raw.get("from", {})}
    key: Raw = {}
    if source.kind == "invoice":
        start = source.raw["invoice"]["start_parameter"]
        link = {"url": f"https://t.me/{username}?start={start}"} if start else {"pay": True}
        key = {"reply_markup": {"inline_keyboard": [[{"text": source.labels[0], **link}]]}}
    return content | key | {"forward_origin": origin}
