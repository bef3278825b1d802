"""What came in, whatever the messenger: who, where, what, and the key that makes it happen once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.types import Update

from domain.kit.clock import now

_ids = count(1)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One input. `key` is unique for ever ("web:<chat>:<client id>"); None for looking, which changes nothing.

    `bot` is the shop's account at the messenger, `native` the Update itself where the messenger gives one; "other" is
    what only such an Update can say (a place, a photo, a payment).
    `looks` means a page view: nobody is born by it. `address` is the network address, for limits.
    """

    shop_id: int
    channel: str
    external_id: str
    kind: Literal["press", "text", "form", "start", "other"]
    data: str
    key: str | None = None
    locale: str = ""
    name: str = ""
    looks: bool = False
    address: str = ""
    bot: str = ""
    native: dict[str, Any] | None = None
    line: str = ""

    @property
    def queue(self) -> str:
        """The line this input stands in: those of one chat wait for each other."""
        return ":".join(filter(None, (self.channel, self.bot, self.external_id, self.line)))

    def as_update(self, bot: Bot) -> Update:
        """The aiogram Update of this input: the messenger's own, else one built of what it said."""
        if self.native is not None:
            return Update.model_validate(self.native, context={"bot": bot})
        return Update.model_validate(_BUILDERS[self.kind](self, next(_ids)), context={"bot": bot})


def form_data(form: str, rev: int, values: dict[str, str]) -> str:
    """What a web form is inside an Update."""
    return json.dumps({"form": form, "rev": rev, "values": values})


_CHAT = {"id": 1, "type": "private"}
_USER = {"id": 1, "is_bot": False, "first_name": "-"}


def _message(update_id: int, **content: Any) -> dict[str, Any]:
    message = {"message_id": update_id, "date": int(now().timestamp()), "chat": _CHAT, "from": _USER, **content}
    return {"update_id": update_id, "message": message}


def _text(incoming: Incoming, update_id: int) -> dict[str, Any]:
    return _message(update_id, text=incoming.data)


def _form(incoming: Incoming, update_id: int) -> dict[str, Any]:
    return _message(update_id, web_app_data={"data": incoming.data, "button_text": "form"})


def _start(incoming: Incoming, update_id: int) -> dict[str, Any]:
    command = {"type": "bot_command", "offset": 0, "length": 6}
    return _message(update_id, text=f"/start {incoming.data}".strip(), entities=[command])


def _press(incoming: Incoming, update_id: int) -> dict[str, Any]:
    query = {"id": str(update_id), "from": _USER, "chat_instance": "-", "data": incoming.data}
    return {"update_id": update_id, "callback_query": query}


_BUILDERS = {"text": _text, "form": _form, "start": _start, "press": _press}


class RefusingSession(BaseSession):
    """Handlers and middlewares send nothing: a channel that is not Telegram refuses every request."""

    async def close(self) -> None:
        return None

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:
        raise RuntimeError(f"{type(method).__name__} was sent from a handler; return a Screen instead")

    async def stream_content(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("nothing is downloaded in a handler")
        yield b""  # type: ignore[unreachable]  # makes this an async generator, as the base class wants


def silent_bot() -> Bot:
    """The Bot of every channel that is not Telegram."""
    return Bot("1:channel-without-telegram", session=RefusingSession())
