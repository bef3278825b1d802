"""From one Telegram update to what is shown for it, and to its acknowledgement when all of it is committed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Any

import structlog
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerPreCheckoutQuery,
    DeleteMessage,
    SendChatAction,
    TelegramMethod,
)

from bot.channels.telegram import answers
from bot.channels.telegram.bots import Connection
from bot.channels.telegram.failures import Gone, SendError
from bot.channels.telegram.read import Taken, read
from bot.channels.telegram.show import Heard, Telegram
from bot.conversation import Conversation, Visit
from bot.incoming import Incoming
from bot.limits import MESSAGES, Limiter
from bot.secrets_typed import without_cards
from domain.chats import cards
from domain.chats.queries import chat as read_chat
from domain.kit.actor import system
from domain.kit.db import is_away
from domain.kit.errors import TooMany
from domain.kit.i18n import Translator, best_locale
from domain.outbox.failures import keep_failed
from domain.payments.actions import not_heard
from domain.shop.queries import shop_by_id, shop_known
from handlers.channel import Place
from handlers.errors import new_code
from handlers.reply import Reply, parts
from handlers.screen import Screen

log = structlog.get_logger()
SHOWS_WORK, ANSWERED_ANYWAY, PAY_S, LONGEST_S = 0.7, 1.0, 5.0, 20.0
SHEETS = 4  # at once: a few after another are all answered sooner than a hundred side by side
Method = TelegramMethod[Any]
Last = AnswerCallbackQuery | None


class Receiver:
    """Takes the updates of all bots. `supervise` starts a short task that is kept; `after` wakes the outbox."""

    def __init__(
        self, conversation: Conversation, channel: Telegram, limiter: Limiter, supervise: Callable[[Any], None]
    ) -> None:
        self.conversation = conversation
        self.channel = channel
        self.limiter = limiter
        self.supervise = supervise
        self.after: Callable[[], None] = _nothing
        self._sheets = asyncio.Semaphore(SHEETS)

    async def take(self, connection: Connection, raw: dict[str, Any]) -> Last:
        """Carry out one update; what is returned is to be called last. Raises only when the database is away.

        What fails for another reason is kept whole, and the updates behind it go on.
        """
        taken = Taken("none")
        try:
            taken = read(raw, connection.view.shop_id, connection.id)
            return await self._take(connection, taken)
        except Exception as error:
            if is_away(error):
                raise
            return await self._failed(connection, raw, taken, error)

    async def _failed(self, connection: Connection, raw: Any, taken: Taken, error: Exception) -> Last:
        """Kept whole and told to the log; the updates behind it go on."""
        code, shop_id = new_code(), connection.view.shop_id
        incoming = taken.incoming or Incoming(
            shop_id, "telegram", "", "other", "", key=f"tg:{connection.id}:?", bot=connection.id, native=raw
        )
        incoming = without_cards(incoming)
        log.error("update failed", code=code, channel="telegram", kind=taken.kind, why=repr(error))
        await keep_failed(shop_id, incoming.key or "", incoming, code, error)
        return None

    async def _take(self, connection: Connection, taken: Taken) -> Last:
        kinds: dict[str, Callable[[Connection, Taken, Incoming], Awaitable[Last]]] = {
            "chat": self._chat,
            "group": self._group,
            "pay": self._pay,
            "inline": self._inline,
            "member": self._member,
            "moved": self._moved,
        }
        if taken.incoming is None or taken.kind == "none":
            return None
        return await kinds[taken.kind](connection, taken, taken.incoming)

    @asynccontextmanager
    async def _turn(self, incoming: Incoming) -> AsyncIterator[tuple[Visit, Reply]]:
        """What was decided and what to show. It may take so long, counted from its turn: to stand in line behind
        others of its chat is no failure, and it may be a payment.
        """
        async with asyncio.timeout(None) as limit:
            async with self.conversation.turn(incoming, partial(_begins, limit)) as turn:
                yield turn

    # ---------------------------------------------------------------------------------------------------- private chats

    async def _chat(self, connection: Connection, taken: Taken, incoming: Incoming) -> Last:
        heard = Heard(taken.query, taken.message, in_place=_pays(incoming))
        try:
            self.limiter.take(MESSAGES, f"{connection.id}:{incoming.external_id}")
        except TooMany as refusal:
            return await self._too_many(taken, incoming, refusal)
        with self._patience(connection, taken, heard):
            async with self._turn(incoming) as (visit, reply):
                self.after()
                return await self._show(connection, visit, reply, heard)

    async def _show(self, connection: Connection, visit: Visit, reply: Reply, heard: Heard) -> Last:
        """What was done is done: a reply that cannot be shown is told to the log and shown by the next press."""
        place = place_of(visit)
        try:
            if visit.chat.unreachable:
                await cards.unreachable(visit.me, visit.chat.id, yes=False)
            if visit.incoming.data.startswith("/p_"):
                await self._take_away(connection, visit, heard.message)
            return await self.channel.answer(place, reply, heard)
        except Exception:
            log.exception("reply not shown", screens=[p.id for p in parts(reply) if isinstance(p, Screen)])
            return AnswerCallbackQuery(callback_query_id=heard.query) if heard.query and not heard.answered else None

    async def _take_away(self, connection: Connection, visit: Visit, message: int) -> None:
        """What a search-as-you-type has sent in the customer's name has done its work."""
        method = DeleteMessage(chat_id=int(visit.incoming.external_id), message_id=message)
        await answers.quietly(self.channel.sender, connection.bot, method)

    async def _too_many(self, taken: Taken, incoming: Incoming, refusal: TooMany) -> Last:
        if not taken.query:
            return None
        shop = await shop_by_id(incoming.shop_id)
        t = shop.speaking(best_locale(incoming.locale, shop.locales, shop.locale))
        return AnswerCallbackQuery(callback_query_id=taken.query, text=t.refusal(refusal), show_alert=True)

    @contextmanager
    def _patience(self, connection: Connection, taken: Taken, heard: Heard) -> Iterator[None]:
        """Work that takes long is seen: first a sign in the chat, then an empty answer to the press."""
        loop = asyncio.get_running_loop()
        bot, sender = connection.bot, self.channel.sender

        def busy() -> None:
            action = SendChatAction(chat_id=taken.chat, action="typing")
            self.supervise(answers.quietly(sender, bot, action))

        def answered() -> None:
            heard.answered = True
            self.supervise(answers.quietly(sender, bot, AnswerCallbackQuery(callback_query_id=heard.query)))

        timers = [loop.call_later(SHOWS_WORK, busy)]
        if heard.query:
            timers.append(loop.call_later(ANSWERED_ANYWAY, answered))
        try:
            yield
        finally:
            for timer in timers:
                timer.cancel()

    # -------------------------------------------------------------------------------------------------- payment sheets

    async def _pay(self, connection: Connection, taken: Taken, incoming: Incoming) -> Last:
        """Answered within five seconds, whatever happens: unsure is no. What is drawn afterwards holds nobody up."""
        shipping = "shipping_query" in (incoming.native or {})
        decided = await self._decided(incoming)
        if decided is None:
            said = answers.unsure(taken.query, _voice(connection, incoming), shipping=shipping)
            await self._said(connection, said)
            return None
        visit, reply = decided
        said = answers.payment(reply, taken.query, visit.t, shipping=shipping)
        dead = await self._said(connection, said)
        if dead and isinstance(said, AnswerPreCheckoutQuery) and said.ok:
            await not_heard(visit.me, (incoming.native or {})["pre_checkout_query"]["invoice_payload"], taken.query)
        self.after()
        if cards := answers.drawn(reply):
            self.supervise(self._redraw(visit, cards))
        return None

    async def _decided(self, incoming: Incoming) -> tuple[Visit, Reply] | None:
        """What the shop says to a payment sheet; None when that cannot be found out in time."""
        try:
            async with asyncio.timeout(PAY_S), self._sheets, self.conversation.turn(incoming) as (visit, reply):
                return visit, reply
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_away(error)):
                raise
            log.warning("payment sheet: nothing could be found out", key=incoming.key, why=repr(error))
            return None

    async def _redraw(self, visit: Visit, cards: Reply) -> None:
        try:
            await self.channel.show(place_of(visit), cards, answers=False)
        except Exception:
            log.exception("reply not shown", key=visit.incoming.key)

    async def _said(self, connection: Connection, method: Method) -> bool:
        """Whether Telegram will not have this answer any more: it has given the question up."""
        try:
            await self.channel.sender.call(connection.bot, method)
        except SendError as error:
            log.warning("payment answer not taken", method=type(method).__name__, why=str(error))
            return isinstance(error, Gone)
        return False

    # -------------------------------------------------------------------------------------------------------- elsewhere

    async def _inline(self, connection: Connection, taken: Taken, incoming: Incoming) -> Last:
        async with self._turn(incoming) as (visit, reply):
            self.after()
            found = answers.inline(reply, taken.query, self.channel.site, visit.t) if taken.query else None
        if found:
            await answers.quietly(self.channel.sender, connection.bot, found)
        return None

    async def _group(self, connection: Connection, taken: Taken, incoming: Incoming) -> Last:
        """One message at most, and words to who presses; nothing of anybody's shopping is shown here."""
        async with self._turn(incoming) as (visit, reply):
            self.after()
            if taken.query:
                return answers.pressed(reply, taken.query)
            for method in answers.in_group(reply, taken, self.channel.site, visit.t):
                await answers.quietly(self.channel.sender, connection.bot, method, chat=taken.chat)
        return None

    async def _member(self, _connection: Connection, taken: Taken, incoming: Incoming) -> Last:
        """They have stopped the bot, or let it in again."""
        async with asyncio.timeout(LONGEST_S):
            chat = await read_chat(incoming.shop_id, incoming.channel, incoming.external_id, incoming.bot)
            if chat.id and taken.blocked:
                await cards.unreachable(system(chat.shop_id), chat.id, yes=True)
            elif chat.id:
                await cards.let_in(system(chat.shop_id), chat.id)
        return None

    async def _moved(self, connection: Connection, taken: Taken, _incoming: Incoming) -> Last:
        """A group has become a supergroup: it is the same one under another number."""
        async with asyncio.timeout(LONGEST_S):
            await self.channel.moved(connection.id, taken.chat, taken.moved_to)
        return None


def place_of(visit: Visit) -> Place:
    """Where the answer to a visit goes."""
    chat = visit.chat
    return Place(
        visit.me, chat.id, visit.incoming.external_id, visit.t, chat.cart_units, visit.memory, chat.bot, chat.canvas
    )


def _voice(connection: Connection, incoming: Incoming) -> Translator:
    """Speaks for a shop while its database says nothing."""
    shop = shop_known(connection.view.shop_id)
    if shop is None:
        return Translator("en")
    return shop.speaking(best_locale(incoming.locale, shop.locales, shop.locale))


def _begins(limit: asyncio.Timeout) -> None:
    limit.reschedule(asyncio.get_running_loop().time() + LONGEST_S)


def _pays(incoming: Incoming) -> bool:
    message = (incoming.native or {}).get("message") or {}
    return "successful_payment" in message or "refunded_payment" in message


def _nothing() -> None:
    """Replaced by the app with what wakes the outbox."""
