"""The only filters routes use. All asynchronous: aiogram runs synchronous ones in threads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from domain.chats.views import ChatView

_NO_ID = re.compile(r"(?:\d_?){19}")  # an integer may be written "1_000"


class Presses(BaseFilter):
    """One look-up that keeps a journey's whole router away from presses of other journeys.

    A number no database could hold was drawn by nobody: such a button is unknown everywhere.
    """

    def __init__(self, *classes: type[CallbackData]) -> None:
        self.prefixes = frozenset(c.__prefix__ for c in classes)

    async def __call__(self, query: CallbackQuery) -> bool:
        data = query.data or ""
        return data.partition(":")[0] in self.prefixes and not _NO_ID.search(data)


def on_presses(router: Router, handlers: Mapping[type[CallbackData], Callable[..., Any]]) -> None:
    """Let a journey's router carry out these buttons, and look at no others."""
    router.callback_query.filter(Presses(*handlers))
    for button, handler in handlers.items():
        router.callback_query.register(handler, button.filter())


class Awaits(BaseFilter):
    """A typed text that answers the field the chat waits for; commands never do.

    The field may carry an argument after a dot ("qty.77").
    """

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, message: Message, chat: ChatView) -> bool | dict[str, Any]:
        name, _, argument = chat.field.partition(".")
        if name != self.name or not message.text or message.text.startswith("/"):
            return False
        return {"typed": message.text.strip(), "argument": argument}


class Submits(BaseFilter):
    """A form of a channel that shows forms: `form` holds its values, `rev` the revision it was drawn from."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        data = _told(message.web_app_data.data) if message.web_app_data else {}
        if data.get("form") != self.name:
            return False
        return {"form": {k: str(v) for k, v in data.get("values", {}).items()}, "rev": int(data.get("rev") or 0)}


def _told(text: str) -> dict[str, Any]:
    """A messenger lets its apps send any words at all: what is no form of ours is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    forms = (
        isinstance(data, dict) and isinstance(data.get("values", {}), dict) and str(data.get("rev") or 0).isdecimal()
    )
    return data if forms else {}
