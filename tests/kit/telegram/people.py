"""People in a private chat with a bot: they write, tap, share, pay, block, and read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.kit.telegram import answering, inline, purse, sending
from tests.kit.telegram.ask import FakeBot, Query
from tests.kit.telegram.chats import Chat, FakeMessage, Raw, stamp
from tests.kit.telegram.keyboards import Button
from tests.kit.telegram.marks import marked
from tests.kit.telegram.pictures import small_jpeg

if TYPE_CHECKING:
    from tests.kit.telegram.fake import FakeTelegram


@dataclass(frozen=True)
class Toast:
    """What a tap was answered with."""

    text: str
    alert: bool = False
    url: str = ""


@dataclass(eq=False, repr=False)
class TelegramUser:
    """Anna, and what she sees of this bot."""

    fake: FakeTelegram
    bot: FakeBot
    raw: Raw
    chat: Chat
    toasts: list[Toast] = field(default_factory=list)
    taps_done: int = 0
    unanswered: int = 0
    offered: Any = None
    outside: Chat = field(default_factory=lambda: Chat(7, "private"))

    def __repr__(self) -> str:
        return f"<{self.raw['first_name']}>"

    @property
    def id(self) -> int:
        return int(self.raw["id"])

    # ------------------------------------------------------------------------------------------------ what she reads

    @property
    def messages(self) -> list[FakeMessage]:
        return self.chat.visible

    @property
    def from_bot(self) -> list[FakeMessage]:
        return [message for message in self.messages if message.sender == self.bot.id]

    @property
    def bottom(self) -> FakeMessage:
        """The newest message of the bot."""
        assert self.from_bot, f"the bot has said nothing to {self.raw['first_name']}"
        return self.from_bot[-1]

    @property
    def text(self) -> str:
        """Everything readable in the chat, and the last toasts."""
        shown = [message.readable for message in self.messages]
        return "\n".join([*shown, *(toast.text for toast in self.toasts[-4:])])

    def sees(self, words: str) -> bool:
        return words in self.text

    async def waits_for(self, words: str, seconds: float | None = None) -> None:
        """Until these words are on the screen; fails when they do not come."""
        came = await self.fake.until(lambda: self.sees(words), seconds)
        assert came, f"{words!r} did not come; {self.raw['first_name']} sees:\n{self.text}"

    @property
    def keyboard(self) -> list[list[str]]:
        """The keyboard below the text field, if one is there."""
        for message in reversed(self.messages):
            if message.keyboard and "force_reply" not in message.keyboard:
                return message.reply_keyboard
        return []

    def find(self, words: str) -> tuple[FakeMessage, Button]:
        """The first button with these words, newest message first."""
        for message in reversed(self.messages):
            if button := message.button(words):
                return message, button
        raise AssertionError(f"{self.raw['first_name']} sees no button {words!r} in:\n{self.text}")

    def can_tap(self, words: str) -> bool:
        return any(message.button(words) for message in self.messages)

    # ------------------------------------------------------------------------------------------------ what she does

    async def writes(self, content: Raw, *, reply_to: FakeMessage | None = None) -> FakeMessage:
        """Any message of hers."""
        self.chat.started = True
        if self.chat.blocked:
            await self.unblocks()
        around = {"reply_to_message": reply_to.raw} if reply_to else {}
        message = self.fake.put_message(self.chat, self.raw, around | content, self.bot)
        pending = self.bot.updates.put("message", dict(message.raw), f"chat:{self.chat.id}")
        await self.fake.delivered(pending, self.bot)
        return message

    async def sends(self, text: str, *, reply_to: FakeMessage | None = None) -> FakeMessage:
        text = text.strip()
        marks = marked(text)
        return await self.writes({"text": text} | ({"entities": marks} if marks else {}), reply_to=reply_to)

    async def opens(self, payload: str = "") -> FakeMessage:
        """The START button, or a deep link t.me/bot?start=payload."""
        assert not payload or answering.START.fullmatch(payload), f"no deep link carries {payload!r}"
        return await self.sends(f"/start {payload}".strip())

    async def edits(self, message: FakeMessage, text: str) -> None:
        message.raw |= {"text": text, "edit_date": stamp()}
        pending = self.bot.updates.put("edited_message", dict(message.raw), f"chat:{self.chat.id}")
        await self.fake.delivered(pending, self.bot)

    async def deletes(self, message: FakeMessage) -> None:
        """On her side, and the bot is not told."""
        del self.chat.messages[message.id]

    def forwards(self, message: FakeMessage, other: TelegramUser) -> FakeMessage:
        """To another person's chat with the bot, say: an invoice can be paid there."""
        raw = sending.forwarded(message, self.bot.username)
        copy = self.fake.put_message(other.chat, self.raw, raw, self.bot)
        copy.invoice = message.invoice
        return copy

    async def taps(self, words: str) -> Button:
        """A button by its words: pressed, or followed into the bot when it is a link to the bot."""
        message, button = self.find(words)
        self.taps_done += 1
        if button.data is not None:
            await self.presses(message, button.data)
        elif button.url and f"t.me/{self.bot.username}?start=" in button.url:
            await self.opens(button.url.partition("?start=")[2])
        return button

    async def presses(self, message: FakeMessage, data: str) -> Query:
        """A callback button of any message, however old; back when it is answered, or after a while."""
        query = self.fake.ask("callback", self.bot, self.id, self.fake.callback_life)
        where = {"inline_message_id": message.inline_id} if message.inline_id else {"message": inline.pressed(message)}
        body = {"id": query.id, "from": self.raw, "chat_instance": str(9**18 + message.chat.id), "data": data} | where
        pending = self.bot.updates.put("callback_query", body, f"callback:{self.id}")
        await self.fake.delivered(pending, self.bot)
        if pending and self.bot.updates.listened:
            await self.fake.until(lambda: query.answered.is_set())
        self.hears(query)
        return query

    def hears(self, query: Query) -> None:
        answer = query.answer
        if answer is None:
            self.unanswered += 1
        elif answer.get("text") or answer.get("url"):
            self.toasts.append(Toast(answer.get("text", ""), bool(answer.get("show_alert")), answer.get("url", "")))

    async def types_key(self, words: str) -> FakeMessage:
        """A key of the keyboard below the text field."""
        key = next((key for row in self.keyboard for key in row if words in key), None)
        assert key, f"no key {words!r} in {self.keyboard}"
        return await self.sends(key)

    # ------------------------------------------------------------------------------------------------ what she shares

    async def shares_location(self, lat: float, lon: float) -> FakeMessage:
        return await self.writes({"location": {"latitude": lat, "longitude": lon}})

    async def shares_contact(self, phone: str = "+14155552671", *, own: bool = True) -> FakeMessage:
        whose = {"user_id": self.id, "first_name": self.raw["first_name"]} if own else {"first_name": "Somebody"}
        return await self.writes({"contact": {"phone_number": phone, **whose}})

    async def sends_photo(self, data: bytes | None = None, caption: str = "") -> FakeMessage:
        sizes = [size.as_raw() for size in self.fake.files.sizes(data or small_jpeg())]
        return await self.writes({"photo": sizes} | ({"caption": caption} if caption else {}))

    async def sends_album(self, *pictures: bytes, caption: str = "") -> None:
        """Several pictures at once: a message each, of one group, words below the first."""
        group = {"media_group_id": str(stamp())}
        for n, data in enumerate(pictures):
            sizes = [size.as_raw() for size in self.fake.files.sizes(data)]
            await self.writes({"photo": sizes} | group | ({"caption": caption} if caption and not n else {}))

    async def sends_sticker(self) -> FakeMessage:
        about: Raw = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return await self.writes({"sticker": self.file("sticker", "stickers/file_{n}.webp") | about | {"emoji": "👍"}})

    async def sends_voice(self, seconds: int = 3) -> FakeMessage:
        about = {"duration": seconds, "mime_type": "audio/ogg"}
        return await self.writes({"voice": self.file("voice", "voice/file_{n}.oga") | about})

    async def sends_document(self, name: str = "list.pdf", data: bytes = b"%PDF-1.4 small") -> FakeMessage:
        about = {"file_name": name, "mime_type": "application/pdf"}
        return await self.writes({"document": self.file("document", "documents/file_{n}", data) | about})

    def file(self, kind: str, path: str, data: bytes = b"something small") -> Raw:
        return self.fake.files.keep(data, kind, path).as_raw()

    # ------------------------------------------------------------------------------------------------ coming and going

    async def blocks(self) -> None:
        """Stop and block: no message reaches her, and the bot is told."""
        self.chat.blocked = True
        await self.becomes("member", "kicked")

    async def unblocks(self) -> None:
        self.chat.blocked = False
        await self.becomes("kicked", "member")

    async def deletes_account(self) -> None:
        self.chat.deactivated = True

    async def becomes(self, old: str, new: str) -> None:
        def state(name: str) -> Raw:
            return {"user": self.bot.user, "status": name} | ({"until_date": 0} if name == "kicked" else {})

        body = {"chat": self.chat.as_raw(), "from": self.raw, "date": stamp()}
        body |= {"old_chat_member": state(old), "new_chat_member": state(new)}
        await self.fake.delivered(self.bot.updates.put("my_chat_member", body, f"member:{self.id}"), self.bot)

    # ------------------------------------------------------------------------------------------------ paying, inline

    async def pays(self, words: str = "Pay", **how: Any) -> purse.Outcome:
        """Open the invoice, or the button that leads to one, and pay. See `purse.pay` for what can be chosen."""
        return await purse.pay(self, words, **how)

    async def asks_inline(
        self, bot: FakeBot | None = None, query: str = "", *, offset: str = "", chat_type: str = "sender"
    ) -> list[Raw]:
        """`@bot words` in the text field of some chat: the results offered."""
        return await inline.ask(self, bot or self.bot, query, offset, chat_type)

    async def picks(self, result: Raw, chat: Any = None) -> FakeMessage:
        """Send one of the results: into the chat with the bot, into a group, or `chat="elsewhere"`."""
        return await inline.pick(self, result, chat)
