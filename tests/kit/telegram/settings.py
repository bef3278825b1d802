"""The methods about the bot itself: who it is, its commands, its words, its menu button; and about chats."""

from __future__ import annotations

import re
from typing import Any

from tests.kit.telegram.ask import Ask
from tests.kit.telegram.chats import Chat, Raw
from tests.kit.telegram.files import DOWNLOAD_LIMIT
from tests.kit.telegram.refusals import bad

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(ask: Ask) -> Raw:
    return ask.bot.user | {
        "can_join_groups": True,
        "can_read_all_group_messages": not ask.bot.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
        "supports_join_request_queries": False,
    }


def yes(ask: Ask) -> bool:
    return True


def scope_of(ask: Ask) -> tuple[str, str]:
    """(scope and its ids as words, language)"""
    scope = ask.get("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    language = ask.get("language_code") or ""
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad("invalid language code specified")
    ids = [str(scope.get(name, "")) for name in SCOPES[kind]]
    if ids and ask.fake.find_chat(ask.bot, int(scope.get("chat_id", 0))) is None:
        raise bad("chat not found")
    return ":".join([kind, *ids]), language


def set_commands(ask: Ask) -> bool:
    commands = ask["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    ask.bot.commands[scope_of(ask)] = commands
    return True


def get_commands(ask: Ask) -> list[Raw]:
    return ask.bot.commands.get(scope_of(ask), [])


def delete_commands(ask: Ask) -> bool:
    ask.bot.commands.pop(scope_of(ask), None)
    return True


def set_words(ask: Ask) -> bool:
    """setMyName, setMyDescription, setMyShortDescription"""
    name = words_name(ask)
    text = ask.get(name) or ""
    if len(text) > LIMITS[name]:
        raise bad(f"{name.replace('_', ' ')} is too long")
    ask.bot.words[(name, ask.get("language_code") or "")] = text
    return True


def get_words(ask: Ask) -> Raw:
    name = words_name(ask)
    words = ask.bot.words
    own = words.get((name, ask.get("language_code") or "")) or words.get((name, ""), "")
    return {name: own or (ask.bot.name if name == "name" else "")}


def words_name(ask: Ask) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", ask.method[5:]).lower()


def set_menu(ask: Ask) -> bool:
    button = ask.get("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad("can't parse menu button: Unsupported type specified")
    if ask.get("chat_id"):
        ask.chat().menu = button
    else:
        ask.bot.menu = button
    return True


def get_menu(ask: Ask) -> Raw:
    menu = ask.chat().menu if ask.get("chat_id") else None
    return menu or ask.bot.menu


def get_chat(ask: Ask) -> Raw:
    chat = ask.chat()
    refusal = chat.refusal(ask.bot.id)
    if refusal and not (chat.kind == "private" and chat.started):
        raise refusal
    kinds = {"unlimited_gifts": True, "limited_gifts": True, "unique_gifts": True, "premium_subscription": True}
    gifts = {"accepted_gift_types": kinds | {"gifts_from_channels": True}}
    full: Raw = {"accent_color_id": 0, "max_reaction_count": 11}
    pinned = [chat.messages[n] for n in chat.pinned if n in chat.messages]
    if pinned:
        full["pinned_message"] = pinned[-1].raw
    return chat.as_raw() | full | gifts


def member_of(chat: Chat, ask: Ask, user_id: int) -> Raw:
    user = chat.members.get(user_id) or ask.fake.users.get(user_id)
    if user is None:
        raise bad("PARTICIPANT_ID_INVALID")
    if user_id not in chat.members:
        return {"user": user, "status": "left"}
    if user_id in chat.admins:
        return administrator(user) if user.get("is_bot") else {"user": user, "status": "creator", "is_anonymous": False}
    return {"user": user, "status": "member"}


def administrator(user: Raw) -> Raw:
    rights = (
        "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members"
        " can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_post_messages"
        " can_edit_messages can_pin_messages can_manage_topics"
    )
    given = dict.fromkeys(rights.split(), True)
    return {"user": user, "status": "administrator", "can_be_edited": False, "is_anonymous": False} | given


def get_member(ask: Ask) -> Raw:
    return member_of(ask.writable(), ask, ask["user_id"])


def get_admins(ask: Ask) -> list[Raw]:
    chat = ask.writable()
    if chat.kind == "private":
        raise bad("there are no administrators in the private chat")
    return [member_of(chat, ask, user_id) for user_id in sorted(chat.admins)]


def get_member_count(ask: Ask) -> int:
    return len(ask.writable().members)


def leave_chat(ask: Ask) -> bool:
    chat = ask.writable()
    chat.members.pop(ask.bot.id, None)
    chat.admins.discard(ask.bot.id)
    chat.gone[ask.bot.id] = "left"
    return True


def pin(ask: Ask) -> bool:
    chat = ask.writable()
    if chat.kind != "private" and ask.bot.id not in chat.admins:
        raise bad("not enough rights to manage pinned messages in the chat")
    chat.pinned.append(chat.find(ask["message_id"], "pin").id)
    return True


def unpin(ask: Ask) -> bool:
    chat = ask.writable()
    unpinned = ask.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if unpinned not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(unpinned)
    return True


def create_topic(ask: Ask) -> Raw:
    chat = forum(ask)
    if not 1 <= len(ask["name"]) <= 128:
        raise bad("TOPIC_TITLE_EMPTY" if not ask["name"] else "topic name is too long")
    topic = {"message_thread_id": ask.fake.next_message_id(chat, ask.bot), "name": ask["name"], "icon_color": 7322096}
    chat.topics[topic["message_thread_id"]] = topic
    return topic


def change_topic(ask: Ask) -> bool:
    """editForumTopic, closeForumTopic, reopenForumTopic"""
    topic: dict[str, Any] | None = forum(ask).topics.get(ask["message_thread_id"])
    if topic is None:
        raise bad("message thread not found")
    if ask.method == "editForumTopic":
        topic["name"] = ask.get("name") or topic["name"]
        return True
    closing = ask.method == "closeForumTopic"
    if bool(topic.get("closed")) is closing:
        raise bad("TOPIC_NOT_MODIFIED")
    topic["closed"] = closing
    return True


def forum(ask: Ask) -> Chat:
    chat = ask.writable()
    if not chat.forum:
        raise bad("the chat is not a forum")
    if ask.bot.id not in chat.admins:
        raise bad("not enough rights to create a topic")
    return chat


def get_file(ask: Ask) -> Raw:
    stored = ask.fake.files.kept.get(ask["file_id"])
    if stored is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    known = {"file_id": stored.id, "file_unique_id": stored.unique, "file_size": len(stored.data)}
    return known | {"file_path": stored.path}
