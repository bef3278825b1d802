"""What can go wrong with a call to Telegram, as few words as the rest of the house needs."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, ClassVar

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiohttp import ClientConnectorError

TEXT, CAPTION = 4096, 1024
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class SendError(Exception):
    """A call to Telegram that came to nothing; the text says why in Telegram's words."""

    outcome: ClassVar[str] = "refused"


class Unreachable(SendError):
    """They have blocked the bot, left, or never were: nothing more can be said there."""

    outcome = "unreachable"


class Moved(SendError):
    """The group has another id now."""

    outcome = "moved"

    def __init__(self, text: str, new_chat_id: int) -> None:
        super().__init__(text)
        self.new_chat_id = new_chat_id


class Gone(SendError):
    """The message to change, or the press to answer, is not there any more or too old."""

    outcome = "gone"


class Same(SendError):
    """The message says this already."""

    outcome = "same"


class Refused(SendError):
    """Telegram does not take what was said."""


class Revoked(Refused):
    """The bot's token is not valid any more."""

    outcome = "revoked"


class Busy(SendError):
    """Given up for now; worth another try in so many seconds. `maybe`: it may have been carried out all the same."""

    outcome = "busy"

    def __init__(self, text: str, *, seconds: float, maybe: bool = False) -> None:
        super().__init__(text)
        self.seconds = seconds
        self.maybe = maybe


_SAME = ("message is not modified",)
_AWAY = (
    "chat not found", "user not found", "user is deactivated", "peer_id_invalid", "chat_write_forbidden",
    "not enough rights to send", "have no rights to send", "group chat was deactivated", "chat_restricted",
    "user_is_blocked", "bot is not a member", "need administrator rights in the channel",
)  # fmt: skip
_GONE = (
    "message to edit not found", "message can't be edited", "message to delete not found", "message can't be deleted",
    "message_id_invalid", "message identifier is not specified", "query is too old", "query_id_invalid",
    "there is no text in the message", "there is no caption in the message", "there is no media in the message",
    "message to forward not found", "message to copy not found",
)  # fmt: skip
_KINDS: tuple[tuple[type[SendError], tuple[str, ...]], ...] = ((Same, _SAME), (Unreachable, _AWAY), (Gone, _GONE))
_UNREADABLE = ("can't parse entities", "can't find end", "unsupported start tag", "entity_bounds_invalid")
_LONG = ("message is too long", "message_too_long", "caption is too long", "media_caption_too_long")


def typed(error: TelegramAPIError) -> SendError | None:
    """What this answer means; None when it says nothing about whether the call was carried out."""
    words = error.message
    match error:
        case TelegramForbiddenError():
            return Unreachable(words)
        case TelegramMigrateToChat():
            return Moved(words, error.migrate_to_chat_id)
        case TelegramUnauthorizedError() | TelegramNotFound():
            return Revoked(words)
        case TelegramBadRequest():
            return _bad_request(words)
        case TelegramEntityTooLarge():
            return Refused(words)
        case _:
            unsure = isinstance(error, TelegramServerError | TelegramNetworkError)
            return None if unsure else Refused(words)


def _bad_request(words: str) -> SendError:
    said = words.casefold()
    for kind, signs in _KINDS:
        if any(sign in said for sign in signs):
            return kind(words)
    return Refused(words)


def misread(error: AiogramError) -> bool:
    """Whether Telegram did answer, in a way we do not understand: asking again would only do it again."""
    return isinstance(error, ClientDecodeError) and isinstance(error.data, dict)


def never_arrived(error: AiogramError) -> bool:
    """Whether the call cannot have been carried out: there was nobody to tell."""
    return isinstance(error.__cause__, ClientConnectorError)


# ---------------------------------------------------------------------------------------------------- words as they are


def plainer(method: TelegramMethod[Any], error: SendError) -> TelegramMethod[Any] | None:
    """The same call without markup, cut to what Telegram takes; None when markup and length were not to blame."""
    said = str(error).casefold()
    if not any(sign in said for sign in (*_UNREADABLE, *_LONG)):
        return None
    changes = _plain_fields(method)
    return method.model_copy(update=changes) if changes else None


def _plain_fields(method: Any) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name, most in (("text", TEXT), ("caption", CAPTION)):
        if getattr(method, name, None):
            changes |= _plain_words(name, getattr(method, name), most)
    media = getattr(method, "media", None)
    if isinstance(media, list):
        changes["media"] = [_plain_media(one) for one in media]
    elif media is not None:
        changes["media"] = _plain_media(media)
    return changes


def _plain_media(media: Any) -> Any:
    words = getattr(media, "caption", None)
    return media.model_copy(update=_plain_words("caption", words, CAPTION)) if words else media


def _plain_words(name: str, words: str, most: int) -> dict[str, Any]:
    entities = "entities" if name == "text" else "caption_entities"
    return {name: shortened(stripped(words), most), "parse_mode": None, entities: None}


def stripped(html: str) -> str:
    """The words without their tags."""
    return unescape(_TAG.sub("", html))


def shortened(words: str, most: int) -> str:
    """At most so many UTF-16 units: Telegram counts so, and an emoji may be two."""
    units = words.encode("utf-16-le")
    return words if len(units) <= 2 * most else units[: 2 * most - 2].decode("utf-16-le", "ignore") + "…"
