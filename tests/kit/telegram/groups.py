"""Groups and channels, and the people in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.kit.telegram.ask import FakeBot
from tests.kit.telegram.chats import Chat, FakeMessage, Raw, stamp
from tests.kit.telegram.marks import fragment, marked

if TYPE_CHECKING:
    from tests.kit.telegram.fake import FakeTelegram
    from tests.kit.telegram.people import TelegramUser

SUPER = -1_000_000_000_000


def member(person: Any) -> Raw:
    raw: Raw = person.raw if hasattr(person, "raw") else person.user
    return raw


@dataclass(eq=False)
class FakeGroup:
    """A group this bot is a member of."""

    fake: FakeTelegram
    bot: FakeBot
    chat: Chat

    @classmethod
    def found(
        cls,
        fake: FakeTelegram,
        bot: FakeBot,
        title: str,
        members: Any,
        *,
        supergroup: bool = False,
        forum: bool = False,
        admin: bool = False,
    ) -> FakeGroup:
        """`admin`: the bot is an administrator; the first member founded the group. A forum is a supergroup."""
        large = supergroup or forum
        number = SUPER - fake.fresh() if large else -fake.fresh()
        chat = Chat(number, "supergroup" if large else "group", title=title, forum=forum)
        chat.members = {raw["id"]: raw for raw in [bot.user, *map(member, members)]}
        chat.admins = {bot.id} if admin else set()
        chat.admins |= {member(one)["id"] for one in list(members)[:1]}
        fake.chats[(0, number)] = chat
        return cls(fake, bot, chat)

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[FakeMessage]:
        return self.chat.visible

    @property
    def from_bot(self) -> list[FakeMessage]:
        return [message for message in self.messages if message.sender == self.bot.id]

    @property
    def text(self) -> str:
        return "\n".join(message.readable for message in self.messages)

    async def says(
        self,
        person: TelegramUser,
        text: str,
        *,
        mention: bool = False,
        reply: FakeMessage | None = None,
        thread: int = 0,
    ) -> FakeMessage:
        """A member writes; a bot with privacy hears commands, mentions and answers to itself."""
        text = f"@{self.bot.username} {text}" if mention else text
        marks = marked(text)
        content: Raw = {"text": text} | ({"entities": marks} if marks else {})
        content |= {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        content |= {"reply_to_message": reply.raw} if reply else {}
        message = self.fake.put_message(self.chat, person.raw, content, self.bot)
        if self.heard(message, reply):
            await self.tells("message", message.raw)
        return message

    def heard(self, message: FakeMessage, reply: FakeMessage | None) -> bool:
        if not self.bot.privacy or self.bot.id in self.chat.admins:
            return True
        if reply is not None and reply.sender == self.bot.id:
            return True
        name = f"@{self.bot.username}"
        return any(
            name in fragment(message.text, mark)
            or (mark["type"] == "bot_command" and mark["offset"] == 0 and "@" not in fragment(message.text, mark))
            for mark in message.entities
        )

    async def tells(self, kind: str, body: Raw) -> None:
        pending = self.bot.updates.put(kind, dict(body), f"chat:{self.chat.id}")
        await self.fake.delivered(pending, self.bot)

    async def service(self, person: TelegramUser, content: Raw) -> None:
        """A line nobody wrote: somebody joined, the title changed."""
        await self.tells("message", self.fake.put_message(self.chat, person.raw, content, self.bot).raw)

    async def kicks_bot(self, person: TelegramUser) -> None:
        self.chat.members.pop(self.bot.id)
        self.chat.admins.discard(self.bot.id)
        self.chat.gone[self.bot.id] = "kicked"
        await self.changes(person, "member", "kicked")

    async def adds_bot(self, person: TelegramUser, *, admin: bool = False) -> None:
        self.chat.members[self.bot.id] = self.bot.user
        self.chat.gone.pop(self.bot.id, None)
        self.chat.admins |= {self.bot.id} if admin else set()
        await self.changes(person, "left", "member")

    async def changes(self, person: TelegramUser, old: str, new: str) -> None:
        def state(name: str) -> Raw:
            return {"user": self.bot.user, "status": name} | ({"until_date": 0} if name == "kicked" else {})

        body = {"chat": self.chat.as_raw(), "from": person.raw, "date": stamp()}
        await self.tells("my_chat_member", body | {"old_chat_member": state(old), "new_chat_member": state(new)})

    async def upgrade(self, person: TelegramUser | None = None) -> FakeGroup:
        """The group becomes a supergroup with another id; the old one refuses and names the new."""
        old = self.chat
        new = Chat(SUPER - self.fake.fresh(), "supergroup", title=old.title, members=old.members, admins=old.admins)
        self.fake.chats[(0, new.id)] = new
        sender = person.raw if person else {"id": self.bot.id, **self.bot.user}
        said = self.fake.put_message(old, sender, {"migrate_to_chat_id": new.id}, self.bot)
        old.moved_to = new.id
        await self.tells("message", said.raw)
        upgraded = FakeGroup(self.fake, self.bot, new)
        said = self.fake.put_message(new, sender, {"migrate_from_chat_id": old.id}, self.bot)
        await upgraded.tells("message", said.raw)
        return upgraded


@dataclass(eq=False)
class FakeChannel:
    """A channel the bot may post to."""

    fake: FakeTelegram
    bot: FakeBot
    chat: Chat

    @classmethod
    def found(cls, fake: FakeTelegram, bot: FakeBot, title: str, username: str) -> FakeChannel:
        chat = Chat(SUPER - fake.fresh(), "channel", title=title, username=username, members={bot.id: bot.user})
        chat.admins = {bot.id}
        fake.chats[(0, chat.id)] = chat
        return cls(fake, bot, chat)

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[FakeMessage]:
        return self.chat.visible

    async def posts(self, text: str) -> FakeMessage:
        """Somebody else's post."""
        message = self.fake.put_message(self.chat, {"id": 0}, {"text": text}, self.bot)
        pending = self.bot.updates.put("channel_post", dict(message.raw), f"chat:{self.chat.id}")
        await self.fake.delivered(pending, self.bot)
        return message

    async def forbids(self) -> None:
        """The bot is no longer an administrator."""
        self.chat.admins.clear()
