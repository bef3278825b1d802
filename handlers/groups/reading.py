"""What of a group's talk is said to us: our own commands, our name, an answer to us. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiogram.types import Message

MOST = 200
_COMMAND = re.compile(r"/(?P<name>[A-Za-z_]{1,32})@(?P<bot>[A-Za-z0-9_]{3,64})(?:\s+(?P<words>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """`command` without its slash: "find" for plain words. `words` is what follows."""

    command: str
    words: str = ""


def said_to_us(message: Message, bot: str) -> Said | None:
    """What somebody wants of the bot with this user name; None for all the rest, which is not our business."""
    text = (message.text or message.caption or "").strip()
    if not text or not bot or message.via_bot:
        return None
    if text.startswith("/"):
        return _command(text, bot)
    name = re.compile(rf"(?<!\w)@{re.escape(bot)}(?!\w)", re.IGNORECASE)
    if name.search(text) or _answers_us(message, bot):
        return _words(name.sub(" ", text))
    return None


def _command(text: str, bot: str) -> Said | None:
    found = _COMMAND.fullmatch(text)
    if not found or found["bot"].casefold() != bot.casefold():
        return None
    return Said(found["name"].lower(), _tidy(found["words"] or ""))


def _answers_us(message: Message, bot: str) -> bool:
    answered = message.reply_to_message
    author = answered.from_user if answered else None
    return bool(author and author.is_bot and (author.username or "").casefold() == bot.casefold())


def _words(text: str) -> Said:
    words = _tidy(text)
    return Said("find", words) if words else Said("shop")


def _tidy(text: str) -> str:
    return " ".join(text.split())[:MOST]
