"""The methods that change or take away a message."""

from __future__ import annotations

from datetime import timedelta

from domain.kit.clock import now
from tests.kit.telegram import keyboards
from tests.kit.telegram.ask import Ask
from tests.kit.telegram.chats import MEDIA, Chat, FakeMessage, Raw, stamp
from tests.kit.telegram.refusals import NOT_MODIFIED, bad
from tests.kit.telegram.sending import caption_of, media_of, words_of

DELETABLE = timedelta(hours=48)
CAPTION = ("caption", "caption_entities", "show_caption_above_media")
CONTENT = ("text", "entities", "link_preview_options", *CAPTION, *MEDIA)


def changed(ask: Ask, message: FakeMessage, content: Raw, replaced: tuple[str, ...]) -> Raw | bool:
    """Put the content in place of the old one; a keyboard that is not given again goes away."""
    markup = keyboards.checked(ask.get("reply_markup"), invoice=message.kind == "invoice")
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    kept = {k: v for k, v in message.raw.items() if k not in (*replaced, "reply_markup", "edit_date")}
    fresh = kept | content | ({"reply_markup": markup} if markup else {})
    if fresh == {k: v for k, v in message.raw.items() if k != "edit_date"}:
        raise bad(NOT_MODIFIED)
    message.raw = fresh | {"edit_date": stamp()}
    message.edits += 1
    return True if ask.get("inline_message_id") else message.raw


def edit_text(ask: Ask) -> Raw | bool:
    message = ask.target()
    if message.kind != "text":
        raise bad("there is no text in the message to edit")
    return changed(ask, message, words_of(ask), ("text", "entities", "link_preview_options"))


def edit_caption(ask: Ask) -> Raw | bool:
    message = ask.target()
    if message.kind not in MEDIA:
        raise bad("there is no caption in the message to edit")
    return changed(ask, message, caption_of(ask.values), CAPTION)


def edit_media(ask: Ask) -> Raw | bool:
    """A picture in place of another, or of a text: never a text in place of a picture."""
    message = ask.target()
    if message.kind not in ("text", *MEDIA):
        raise bad("message can't be edited")
    if message.raw.get("media_group_id") and ask["media"].get("type") != message.kind:
        raise bad("message can't be edited to the specified type")
    return changed(ask, message, media_of(ask, ask["media"]), CONTENT)


def edit_markup(ask: Ask) -> Raw | bool:
    return changed(ask, ask.target(), {}, ())


def delete_message(ask: Ask) -> bool:
    chat = ask.writable()
    message = chat.find(ask["message_id"], "delete")
    if not deletable(ask, chat, message):
        raise bad("message can't be deleted for everyone")
    del chat.messages[message.id]
    return True


def delete_messages(ask: Ask) -> bool:
    """Those that cannot be found are passed over."""
    chat = ask.writable()
    ids = ask["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad("too many messages specified" if ids else "message identifiers are not specified")
    found = [chat.messages[i] for i in ids if i in chat.messages]
    if found and not all(deletable(ask, chat, message) for message in found):
        raise bad("message can't be deleted for everyone")
    for message in found:
        del chat.messages[message.id]
    return True


def deletable(ask: Ask, chat: Chat, message: FakeMessage) -> bool:
    """Within 48 hours: its own anywhere, and others' in a private chat or as an administrator."""
    mine = message.sender == ask.bot.id or chat.kind == "private" or ask.bot.id in chat.admins
    return mine and now() - message.sent_at < DELETABLE


def set_reaction(ask: Ask) -> bool:
    message = ask.writable().find(ask["message_id"], "react")
    reaction = ask.get("reaction") or []
    if len(reaction) > 1:
        raise bad("too many reactions specified")
    message.reaction = [r.get("emoji", "") for r in reaction]
    return True
