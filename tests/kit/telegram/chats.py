"""What the fake server remembers: chats and their messages, as the Bot API tells of them and as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.kit.clock import now
from tests.kit.telegram import keyboards
from tests.kit.telegram.keyboards import Button
from tests.kit.telegram.marks import fragment
from tests.kit.telegram.refusals import Refused, bad, forbidden

Raw = dict[str, Any]
MEDIA = ("photo", "document", "video", "animation", "audio", "voice", "sticker")


def stamp() -> int:
    return int(now().timestamp())


@dataclass(eq=False, repr=False)
class FakeMessage:
    """A message; `raw` is what the bot is told of it."""

    raw: Raw
    chat: Chat
    sender: int
    keyboard: Raw | None = None
    invoice: Any = None
    preview: Raw | None = None
    paid: bool = False
    silent: bool = False
    edits: int = 0
    inline_id: str = ""
    reaction: list[str] = field(default_factory=list)
    sent_at: datetime = field(default_factory=now)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id}: {self.readable!r}>"

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def kind(self) -> str:
        """text, photo, invoice, document …"""
        kinds = ("invoice", *MEDIA, "location", "venue", "contact", "successful_payment", "refunded_payment", "text")
        return next((kind for kind in kinds if kind in self.raw), "service")

    @property
    def text(self) -> str:
        """The words of the message, or those under its picture, or those of its invoice."""
        if self.kind == "invoice":
            return f"{self.raw['invoice']['title']}\n{self.raw['invoice']['description']}"
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def entities(self) -> list[Raw]:
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    def marked(self, kind: str) -> list[str]:
        """The words in bold, or with any other mark."""
        return [fragment(self.text, mark) for mark in self.entities if mark["type"] == kind]

    @property
    def photo(self) -> list[str]:
        """The file ids of the picture, smallest first."""
        return [size["file_id"] for size in self.raw.get("photo", [])]

    @property
    def markup(self) -> Raw | None:
        return self.raw.get("reply_markup")

    @property
    def buttons(self) -> list[list[Button]]:
        return keyboards.shown(self.markup)

    @property
    def labels(self) -> list[str]:
        return [button.text for row in self.buttons for button in row]

    @property
    def reply_keyboard(self) -> list[list[str]]:
        """The labels of a keyboard below the text field, if this message brought one."""
        rows = (self.keyboard or {}).get("keyboard", [])
        return [[key if isinstance(key, str) else key["text"] for key in row] for row in rows]

    @property
    def readable(self) -> str:
        return "\n".join([self.text, *(f"[{label}]" for label in self.labels)]).strip()

    def button(self, words: str) -> Button | None:
        return next((b for row in self.buttons for b in row if words in b.text), None)


@dataclass(eq=False, repr=False)
class Chat:
    """A private chat with one bot, a group or a channel."""

    id: int
    kind: str
    title: str = ""
    username: str = ""
    person: Raw | None = None
    messages: dict[int, FakeMessage] = field(default_factory=dict)
    members: dict[int, Raw] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    gone: dict[int, str] = field(default_factory=dict)
    topics: dict[int, Raw] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    menu: Raw | None = None
    forum: bool = False
    started: bool = True
    blocked: bool = False
    deactivated: bool = False
    moved_to: int = 0
    last_id: int = 0
    actions: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.kind} chat {self.id}, {len(self.messages)} messages>"

    def as_raw(self) -> Raw:
        if self.person:
            names = {k: self.person[k] for k in ("first_name", "last_name", "username") if self.person.get(k)}
            return {"id": self.id, "type": "private", **names}
        raw: Raw = {"id": self.id, "type": self.kind, "title": self.title}
        raw |= {"username": self.username} if self.username else {}
        return raw | ({"is_forum": True} if self.forum else {})

    @property
    def visible(self) -> list[FakeMessage]:
        return list(self.messages.values())

    def writable(self, bot_id: int) -> None:
        """Refuse a bot that may not write here."""
        refusal = self.refusal(bot_id)
        if refusal:
            raise refusal

    def refusal(self, bot_id: int) -> Refused | None:
        if self.moved_to:
            words = "group chat was upgraded to a supergroup chat"
            return bad(words, migrate_to_chat_id=self.moved_to)
        return self.private_refusal() if self.kind == "private" else self.shared_refusal(bot_id)

    def private_refusal(self) -> Refused | None:
        if self.deactivated:
            return forbidden("user is deactivated")
        if self.blocked:
            return forbidden("bot was blocked by the user")
        return None if self.started else bad("chat not found")

    def shared_refusal(self, bot_id: int) -> Refused | None:
        names = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}
        if self.gone.get(bot_id) == "kicked":
            return forbidden(f"bot was kicked from the {names[self.kind]}")
        if bot_id not in self.members:
            return forbidden(f"bot is not a member of the {names[self.kind]}")
        if self.kind == "channel" and bot_id not in self.admins:
            return bad("need administrator rights in the channel chat")
        return None

    def find(self, message_id: int, what: str) -> FakeMessage:
        """A message that is still there, or "message to edit not found" and its like."""
        message = self.messages.get(message_id)
        if message is None:
            raise bad(f"message to {what} not found")
        return message
