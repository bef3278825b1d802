"""One call of a method: who asks, with which parameters, of which server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from domain.kit.clock import now
from tests.kit.telegram.chats import Chat, FakeMessage, Raw
from tests.kit.telegram.queues import Updates
from tests.kit.telegram.refusals import QUERY_TOO_OLD, Refused, bad
from tests.kit.telegram.wire import Upload

if TYPE_CHECKING:
    from tests.kit.telegram.fake import FakeTelegram


@dataclass(eq=False, repr=False)
class FakeBot:
    """A bot the server knows."""

    token: str
    username: str
    name: str
    updates: Updates
    privacy: bool = True
    providers: set[str] = field(default_factory=set)
    commands: dict[tuple[str, str], list[Raw]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    menu: Raw = field(default_factory=lambda: {"type": "commands"})
    last_message: int = 0
    sends: dict[int | str, list[float]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<@{self.username}>"

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def user(self) -> Raw:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(eq=False)
class Call:
    """A method the bot called, as the log keeps it."""

    bot: FakeBot
    method: str
    params: Raw
    at: datetime
    files: dict[str, Upload] = field(default_factory=dict)
    by_reply: bool = False
    result: Any = None
    refusal: Refused | None = None

    @property
    def ok(self) -> bool:
        return self.refusal is None

    @property
    def err(self) -> str:
        return self.refusal.description if self.refusal else ""


@dataclass(eq=False)
class Query:
    """Something a person waits for: a callback, an inline query, a shipping or a pre-checkout query."""

    id: str
    kind: str
    bot: FakeBot
    user: int
    life: float
    at: datetime = field(default_factory=now)
    answer: Raw | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False

    def settle(self, answer: Raw) -> None:
        self.answer = answer
        self.answered.set()

    @property
    def open(self) -> bool:
        return self.answer is None and not self.closed and now() <= self.at + timedelta(seconds=self.life)


@dataclass(eq=False)
class Ask:
    """The parameters of a call, with their types."""

    fake: FakeTelegram
    bot: FakeBot
    method: str
    values: Raw
    files: dict[str, Upload]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat of this call, whether or not the bot may write there."""
        chat = self.fake.find_chat(self.bot, self.values.get(name, 0))
        if chat is None:
            raise bad("chat not found")
        return chat

    def writable(self) -> Chat:
        chat = self.chat()
        chat.writable(self.bot.id)
        return chat

    def query(self, name: str, kind: str) -> Query:
        """The query answered by this call, if it can still be answered."""
        query = self.fake.queries.get(self.values[name])
        if query is None or query.kind != kind or query.bot is not self.bot or not query.open:
            raise bad(QUERY_TOO_OLD)
        return query

    def target(self) -> FakeMessage:
        """The message to be edited."""
        if inline := self.values.get("inline_message_id"):
            message = self.fake.inline.get(inline)
            if message is None:
                raise bad("MESSAGE_ID_INVALID")
            return message
        return self.own(self.writable().find(self.get("message_id", 0), "edit"))

    def own(self, message: FakeMessage) -> FakeMessage:
        if message.sender != self.bot.id or message.keyboard or message.kind == "service":
            raise bad("message can't be edited")
        return message
