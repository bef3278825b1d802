"""What a browser sends, as inputs of the conversation; what comes back, shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.channels.webchat.show import Said, WebChat
from bot.conversation import Conversation, Visit
from bot.incoming import Incoming, form_data
from bot.limits import ADDRESS_MESSAGES, MESSAGES, Limiter
from domain.kit.errors import BadInput, ShopError
from domain.kit.i18n import Translator
from handlers.channel import Place
from handlers.reply import Reply, parts

MAX_TEXT = 2000
KINDS = ("press", "text", "form", "start")


@dataclass(frozen=True, slots=True)
class Sender:
    """A browser: its shop, session, address and languages."""

    shop_id: int
    session: str
    address: str
    locale: str


def read(sender: Sender, message: dict[str, Any]) -> Incoming:
    """One client message as an input. Raises `BadInput` for what our page never sends."""
    kind, cid = message.get("t"), _plain(message.get("cid", ""), 64)
    if kind not in KINDS or not cid:
        raise BadInput({"t": "Unknown message."})
    return Incoming(
        shop_id=sender.shop_id,
        channel="web",
        external_id=sender.session,
        kind=kind,
        data=_data(kind, message),
        key=f"web:{sender.shop_id}:{sender.session[:32]}:{cid}",
        locale=sender.locale,
        address=sender.address,
    )


def _data(kind: str, message: dict[str, Any]) -> str:
    if kind == "text":
        return _plain(message.get("text", "")).strip()[:MAX_TEXT] or "?"
    if kind == "form":
        values = message.get("values")
        pairs = list(values.items())[:40] if isinstance(values, dict) else []
        clean = {_plain(k, 40): _plain(v, MAX_TEXT) for k, v in pairs}
        return form_data(_plain(message.get("form", ""), 40), whole(message.get("rev")), clean)
    if kind == "start":
        payload = _plain(message.get("payload", ""), 64)
        return f"add-{payload}" if message.get("add") else payload
    return _plain(message.get("data", ""), 64)


def _plain(value: Any, most: int = -1) -> str:
    """Text a database can hold: no NUL, no half of a surrogate pair."""
    text = str(value).replace("\x00", "").encode("utf-8", "ignore").decode()
    return text if most < 0 else text[:most]


def whole(value: Any) -> int:
    """A revision or frame number as the page sends it; 0 for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class Receiver:
    """From a client message to frames on the sockets."""

    def __init__(self, conversation: Conversation, channel: WebChat, limiter: Limiter) -> None:
        self.conversation = conversation
        self.channel = channel
        self.limiter = limiter
        self.after: Callable[[], None] = _nothing

    async def take(self, sender: Sender, message: dict[str, Any]) -> None:
        """Handle one message and show the reply. A limit or a malformed message is answered with its sentence."""
        try:
            self._limit(sender)
            incoming = read(sender, message)
            async with self.conversation.turn(incoming) as (visit, reply):
                self.after()
                await self._show(visit, reply, message)
        except ShopError as refusal:
            await self.refuse(sender, refusal)

    def _limit(self, sender: Sender) -> None:
        self.limiter.take(ADDRESS_MESSAGES, sender.address)  # first: a network has many sessions
        self.limiter.take(MESSAGES, sender.session)

    async def refuse(self, sender: Sender, refusal: ShopError) -> None:
        """Say why something was not done."""
        t = Translator(sender.locale or "en")
        await self.channel.hub.tell(
            sender.shop_id, sender.session, {"op": "toast", "kind": "alert", "text": t.refusal(refusal)}
        )

    async def _show(self, visit: Visit, reply: Reply, message: dict[str, Any]) -> None:
        place = place_of(visit)
        kind = message["t"]  # what came in; [Try again] is a press, whatever it stands for
        said = Said(_plain(message["cid"], 64), visit.incoming.data) if kind == "text" else None
        pressed = str(message.get("node", "")) if kind == "press" else "canvas" if kind == "form" else ""
        await self.channel.show(place, reply, said=said, pressed=pressed)
        if kind == "text" and not parts(reply):
            await self.channel.say(
                place, toast="", alert=visit.t("S-70", "That did not lead anywhere. Try other words.")
            )


def _nothing() -> None:
    """Replaced by the app with what wakes the outbox."""


def place_of(visit: Visit) -> Place:
    """Where the answer to a visit goes."""
    return Place(visit.me, visit.chat.id, visit.incoming.external_id, visit.t, visit.chat.cart_units, visit.memory)
