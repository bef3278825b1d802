"""A Bot API server for tests, over real HTTP, and the world behind it: people, groups, channels, money."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

import aiohttp

from domain.kit.clock import now
from tests.kit.telegram import flood
from tests.kit.telegram.ask import Ask, Call, FakeBot, Query
from tests.kit.telegram.chats import Chat, FakeMessage, Raw, stamp
from tests.kit.telegram.description import describe
from tests.kit.telegram.faults import Faults
from tests.kit.telegram.files import Files
from tests.kit.telegram.groups import FakeChannel, FakeGroup
from tests.kit.telegram.methods import HANDLERS
from tests.kit.telegram.people import TelegramUser
from tests.kit.telegram.purse import Charge, Treasury
from tests.kit.telegram.queues import Pending, Updates
from tests.kit.telegram.refusals import Refused
from tests.kit.telegram.server import Listener
from tests.kit.telegram.table import NAMES, read_values
from tests.kit.telegram.wire import Given

TICK = 0.01


class FakeTelegram:
    """`fake = await FakeTelegram.start()`, then `fake.bot(token)` and `fake.user(bot, "Anna")`."""

    def __init__(self) -> None:
        self.bots: dict[str, FakeBot] = {}
        self.users: dict[int, Raw] = {}
        self.chats: dict[tuple[int, int], Chat] = {}
        self.queries: dict[str, Query] = {}
        self.inline: dict[str, FakeMessage] = {}
        self.files = Files()
        self.treasury = Treasury(self)
        self.faults = Faults()
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.impatient: list[str] = []
        self.limits = False
        self.pace = 0.01
        self.patience = 10.0
        self.waits = 10.0
        self.callback_life = 15.0
        self.time: Callable[[], float] = lambda: now().timestamp()
        self._ids = count(700_001)
        self._pulse = asyncio.Event()
        self._released: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls) -> FakeTelegram:
        """A server on a free port of this machine."""
        fake = cls()
        fake.http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        fake.listener = await Listener.open(fake)
        return fake

    @classmethod
    @asynccontextmanager
    async def serving(cls) -> AsyncIterator[FakeTelegram]:
        """A server for one test; at its end nothing may have been called against the description."""
        fake = await cls.start()
        try:
            yield fake
        finally:
            await fake.stop()
        assert fake.violations == []

    http: aiohttp.ClientSession
    listener: Listener

    @property
    def url(self) -> str:
        return self.listener.url

    async def stop(self) -> None:
        if self._released:
            self._released.cancel()
            await asyncio.gather(self._released, return_exceptions=True)
        for bot in self.bots.values():
            if bot.updates.hook:
                await bot.updates.hook.close()
            bot.updates.end_poll()
        await self.listener.close()
        await self.http.close()

    # ------------------------------------------------------------------------------------------------ who is there

    def bot(self, token: str, username: str = "hawker_test_bot", name: str = "Hawker", **more: Any) -> FakeBot:
        """Register a bot. `providers`: payment provider tokens it may use; `privacy=False`: reads all of a group."""
        providers = set(more.pop("providers", {f"{token.partition(':')[0]}:TEST:provider"}))
        bot = FakeBot(token, username, name, Updates(self.faults_on), providers=providers, **more)
        self.bots[token] = bot
        self.users[bot.id] = bot.user
        return bot

    def user(
        self, bot: FakeBot, name: str, *, language: str = "en", id: int | None = None, **more: Any
    ) -> TelegramUser:
        """A customer with a private chat with this bot, not yet begun."""
        number = id or self.fresh()
        raw = {"id": number, "is_bot": False, "first_name": name, "language_code": language, **more}
        raw.setdefault("username", f"{name.lower()}_{number}" if name.isascii() and name.isalpha() else "")
        self.users[number] = {k: v for k, v in raw.items() if v not in ("", None)}
        chat = Chat(number, "private", person=self.users[number], started=False)
        self.chats[(bot.id, number)] = chat
        return TelegramUser(self, bot, self.users[number], chat)

    def group(self, bot: FakeBot, title: str, members: Any = (), **more: Any) -> FakeGroup:
        return FakeGroup.found(self, bot, title, members, **more)

    def channel(self, bot: FakeBot, title: str, username: str = "") -> FakeChannel:
        return FakeChannel.found(self, bot, title, username)

    def find_chat(self, bot: FakeBot, name: int | str) -> Chat | None:
        if isinstance(name, str):
            return next((c for c in self.chats.values() if c.username and f"@{c.username}" == name), None)
        return self.chats.get((bot.id, name)) or self.chats.get((0, name))

    # ------------------------------------------------------------------------------------------------ what happens

    async def execute(self, bot: FakeBot, name: str, given: Given, *, by_reply: bool = False) -> Any:
        """One call of a method, logged."""
        method = NAMES.get(name.lower(), name)
        call = Call(bot, method, dict(given.values), now(), given.files, by_reply)
        self.calls.append(call)
        try:
            call.result = await self.perform(bot, method, given, call)
        except Refused as refusal:
            call.refusal = refusal
            raise
        finally:
            self.pulse()
        return call.result

    async def perform(self, bot: FakeBot, method: str, given: Given, call: Call) -> Any:
        handler = HANDLERS.get(method)
        if handler is None:
            raise Refused(404, "Not Found")
        flood.note_impatience(self, call)
        order = self.faults.on_call(method, str(given.values.get("chat_id", "")))
        if order and order.refusal and not order.after:
            raise order.refusal
        if order:
            await asyncio.sleep(order.seconds)
        self.violations += describe(method, given)
        call.params = read_values(method, given.values, given.files)
        flood.check(self, bot, method, call.params)
        result = handler(Ask(self, bot, method, call.params, given.files))
        result = await result if asyncio.iscoroutine(result) else result
        if order and order.refusal:
            raise order.refusal
        return result

    async def obey(self, bot: FakeBot, given: Given) -> None:
        """A method named in the answer to a webhook; the bot never learns how it went."""
        values = dict(given.values)
        name = str(values.pop("method"))
        with suppress(Refused):
            await self.execute(bot, name, Given(values, given.files), by_reply=True)

    def calls_of(self, *methods: str) -> list[Call]:
        return [call for call in self.calls if call.method in methods]

    def put_message(self, chat: Chat, sender: Raw, content: Raw, bot: FakeBot) -> FakeMessage:
        """A new message at the bottom of a chat."""
        head: Raw = {"message_id": self.next_message_id(chat, bot), "date": stamp(), "chat": chat.as_raw()}
        head |= {"sender_chat": chat.as_raw()} if chat.kind == "channel" else {"from": sender}
        message = FakeMessage(head | content, chat, int(sender["id"]))
        chat.messages[message.id] = message
        return message

    def next_message_id(self, chat: Chat, bot: FakeBot) -> int:
        """Private chats and small groups share the bot's numbers; the others have their own."""
        if chat.kind in ("supergroup", "channel"):
            chat.last_id += 1
            return chat.last_id
        bot.last_message += 1
        return bot.last_message

    def fresh(self) -> int:
        return next(self._ids)

    def ask(self, kind: str, bot: FakeBot, user: int, life: float) -> Query:
        """Something that must be answered."""
        query = Query(str(10**17 + self.fresh()), kind, bot, user, life)
        self.queries[query.id] = query
        return query

    # ------------------------------------------------------------------------------------------------ updates

    async def feeds(self, bot: FakeBot, raw: Raw, lane: str = "") -> Pending | None:
        """An update of any kind, as recorded; it gets an id of its own. `lane` chat:5 is the queue of that chat."""
        kind = next(key for key in raw if key != "update_id")
        pending = bot.updates.put(kind, raw[kind], lane or f"fed:{kind}")
        await self.delivered(pending, bot)
        return pending

    async def polls_too(self, bot: FakeBot) -> list[Raw]:
        """Somebody else asks for this bot's updates: whoever is asking now is sent away with a 409."""
        return await bot.updates.take(0, 100, 0, None)

    def faults_on(self, pending: Pending) -> list[Pending]:
        admitted = self.faults.on_update(pending)
        if self.faults.held and (self._released is None or self._released.done()):
            self._released = asyncio.create_task(self._release_in_time())
        return admitted

    async def _release_in_time(self) -> None:
        while self.faults.held:
            await asyncio.sleep(TICK)
            self.release(everything=False)

    def release(self, *, everything: bool = True) -> None:
        """Let held updates go."""
        for pending in self.faults.released(everything):
            pending.owner.admit(pending)

    def restart_ids(self, lower: int, bot: FakeBot | None = None) -> None:
        """After a quiet week update ids go on from anywhere."""
        for one in [bot] if bot else self.bots.values():
            one.updates.next_id = lower

    async def delivered(self, pending: Pending | None, bot: FakeBot) -> None:
        """Wait, not for ever, until somebody took this update."""
        if pending is None or not bot.updates.listened:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(pending.tried.wait(), self.waits)

    def pulse(self) -> None:
        self._pulse.set()
        self._pulse = asyncio.Event()

    async def until(self, holds: Callable[[], object], seconds: float | None = None) -> bool:
        """Wait, not for ever, until this holds; looked at after every call of the bot, and now and then."""
        loop = asyncio.get_running_loop()
        end = loop.time() + (self.waits if seconds is None else seconds)
        while not holds():
            left = end - loop.time()
            if left <= 0:
                return False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._pulse.wait(), min(left, TICK))
        return True

    # ------------------------------------------------------------------------------------------------ money

    @property
    def charges(self) -> list[Charge]:
        """Everything that was ever charged, whether or not the bot heard of it."""
        return self.treasury.charges

    async def chargeback(self, charge_id: str) -> None:
        """The store gives the Stars back without asking the bot."""
        charge = self.treasury.find(charge_id)
        assert charge, f"there is no charge {charge_id}"
        assert not charge.refunded, "it was given back already"
        await self.delivered(self.treasury.give_back(charge), charge.bot)
