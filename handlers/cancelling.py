"""A command ends what was being typed, and says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from domain.kit.i18n import Translator
from handlers.reply import Reply, parts
from handlers.screen import Screen

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
ENTRIES = frozenset("qty name label tracking money".split())


class CancelledEntries(BaseMiddleware):
    """Inner middleware of messages. Fields that only wait for words beside their buttons end without a word."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Reply:
        reply: Reply = await handler(event, data)
        if not isinstance(event, Message) or not (event.text or "").startswith("/"):
            return reply
        words = cancelled(data["chat"].field, data["t"])
        return said_first(reply, words) if words else reply


def cancelled(field: str, t: Translator) -> str:
    """The sentence for a field that is given up, "" for one nobody was filling in."""
    name = field.partition(".")[0]
    match name:
        case "coupon":
            return t("S-22", "Coupon entry cancelled.")
        case "address" | "part" | "place":
            return t("S-30", "Address entry cancelled.")
        case "phone":
            return t("S-32", "Phone entry cancelled.")
        case "extra":
            return t("S-24", "Note entry cancelled.")
        case _:
            return t("S-24", "Entry cancelled.") if name in ENTRIES else ""


def said_first(reply: Reply, words: str) -> Reply:
    """The reply with these words on top of its screen."""
    first, *others = parts(reply) or (None,)
    if not isinstance(first, Screen):
        return reply
    notice = "\n".join(part for part in (words, first.notice) if part)
    return first.saying(notice=notice), *others
