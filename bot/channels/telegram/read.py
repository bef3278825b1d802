"""What a raw Telegram update is for us. Pure; whatever it holds, it is read or passed over, never raised about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.incoming import Incoming

CHANNEL = "telegram"
PAY = "pay"  # the line of payment sheets, which wait for nothing
MOST = 2000
Raw = dict[str, Any]
Kind = Literal["chat", "group", "pay", "inline", "member", "moved", "none"]


@dataclass(frozen=True, slots=True)
class Taken:
    """One update as we take it. `chat` is the Telegram chat it belongs to, `message` the message it is or was pressed
    on, `query` what has to be answered. `moved_to` is the chat that a group has become.
    """

    kind: Kind
    incoming: Incoming | None = None
    chat: int = 0
    message: int = 0
    query: str = ""
    blocked: bool = False
    moved_to: int = 0


NONE = Taken("none")


def read(raw: Raw, shop_id: int, bot_id: str) -> Taken:
    """Which of our inputs this update is; kind "none" for what does not concern a shop."""
    name = next((key for key in raw if key in _READERS and isinstance(raw[key], dict)), "")
    if not name:
        return NONE
    person = raw[name].get("from") or {}
    given = Incoming(
        shop_id=shop_id,
        channel=CHANNEL,
        external_id=str(person.get("id") or ""),
        kind="other",
        data="",
        key=f"tg:{bot_id}:{raw.get('update_id', 0)}",
        locale=str(person.get("language_code") or "").replace("-", "_"),
        name=" ".join(filter(None, (person.get("first_name"), person.get("last_name"))))[:80],
        bot=bot_id,
        native=raw,
    )
    return _READERS[name](raw[name], given) if given.external_id else NONE


def _message(message: Raw, given: Incoming) -> Taken:
    chat = message.get("chat") or {}
    if moved := message.get("migrate_to_chat_id"):
        return Taken("moved", given, int(chat["id"]), moved_to=int(moved))
    number = int(message.get("message_id") or 0)
    if chat.get("type") != "private":
        group = replace(given, looks=True, line=f"group {chat.get('id')}")
        return Taken("group", group, int(chat.get("id") or 0), number)
    return Taken("chat", _said(message, given), int(chat["id"]), number)


def _said(message: Raw, given: Incoming) -> Incoming:
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        return given
    command, _, payload = text.partition(" ")
    if command.partition("@")[0] == "/start":
        return replace(given, kind="start", data=payload.strip()[:64])
    return replace(given, kind="text", data=text.strip()[:MOST])


def _pressed(query: Raw, given: Incoming) -> Taken:
    message = query.get("message") or {}
    chat = message.get("chat") or {}
    private = chat.get("type") == "private"
    press = replace(given, kind="press", data=str(query.get("data") or "")[:64], looks=not private)
    number = int(message.get("message_id") or 0)
    return Taken("chat" if private else "group", press, int(chat.get("id") or 0), number, str(query.get("id") or ""))


def _paying(query: Raw, given: Incoming) -> Taken:
    return Taken("pay", replace(given, line=PAY), int(given.external_id), query=str(query.get("id") or ""))


def _searching(query: Raw, given: Incoming) -> Taken:
    looking = replace(given, key=None, looks=True, line="inline")
    return Taken("inline", looking, int(given.external_id), query=str(query.get("id") or ""))


def _picked(_result: Raw, given: Incoming) -> Taken:
    return Taken("inline", replace(given, looks=True, line="inline"), int(given.external_id))


def _member(change: Raw, given: Incoming) -> Taken:
    chat, now = change.get("chat") or {}, (change.get("new_chat_member") or {}).get("status")
    if chat.get("type") != "private":
        return NONE
    return Taken("member", replace(given, looks=True), int(chat["id"]), blocked=now in ("kicked", "left"))


_READERS = {
    "message": _message,
    "callback_query": _pressed,
    "pre_checkout_query": _paying,
    "shipping_query": _paying,
    "inline_query": _searching,
    "chosen_inline_result": _picked,
    "my_chat_member": _member,
}
