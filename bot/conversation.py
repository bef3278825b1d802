"""One input from arrival to reply: who is this, one at a time per chat, the handler, what the chat awaits next."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Update

from bot import metrics
from bot.incoming import Incoming, silent_bot
from bot.limits import ADDRESS_COUPONS, ADDRESS_SHARES, COUPONS, GUESSES, SESSIONS, SHARES, Limiter
from bot.queues import ChatQueues
from bot.secrets_typed import without_cards
from domain.chats import actions as chats
from domain.chats.queries import cart_units
from domain.chats.queries import chat as read_chat
from domain.chats.views import ChatView, Memory
from domain.customers.actions import meet
from domain.kit.actor import Actor
from domain.kit.db import handling, is_away
from domain.kit.errors import AlreadyDone, TooMany
from domain.kit.i18n import Translator, best_locale
from domain.outbox.failures import failed_input, keep_failed, resolve_failed
from domain.promotions.rules import normal_code
from domain.shop.queries import shop_at
from domain.shop.views import ShopView
from domain.shop.words import shop_told
from handlers.cart.buttons import ApplyCoupon
from handlers.checkout.buttons import Place
from handlers.errors import new_code
from handlers.home.buttons import Home
from handlers.privacy.buttons import EraseMe
from handlers.reply import Farewell, Reply, Word, parts, screens
from handlers.screen import Screen
from handlers.sharing.buttons import Share
from handlers.trouble.buttons import TryAgain
from handlers.trouble.screens import mended_card, secret_card, trouble_card

log = structlog.get_logger()
ORDERED = frozenset({"S-37", "S-39"})
LONG_NUMBERS = frozenset({"tracking", "money"})  # what people of the shop are asked for may look like a card's number


@dataclass(slots=True)
class Visit:
    """Who came, read once: everything a handler may ask for; then what the input has changed, and what to remember."""

    incoming: Incoming
    shop: ShopView
    chat: ChatView
    me: Actor
    t: Translator
    changed: Mapping[str, int | None] = field(default_factory=dict)
    memory: Memory | None = None
    secret: bool = False


class Conversation:
    """Feeds inputs through the Dispatcher. Sends nothing: the channel shows the reply it gets back."""

    def __init__(self, dispatcher: Dispatcher, limiter: Limiter) -> None:
        self.dispatcher = dispatcher
        self.limiter = limiter
        self.bot: Bot = silent_bot()
        self.queues = ChatQueues()

    @asynccontextmanager
    async def turn(
        self, incoming: Incoming, begins: Callable[[], None] | None = None
    ) -> AsyncIterator[tuple[Visit, Reply]]:
        """One input carried out: who it was and what to show. The chat's next input waits until the block ends.

        Whoever shows the reply keeps `visit.memory` with it. `begins` is called when its turn has come. Never raises
        for a bug of a handler.
        """
        async with self.queues.of(incoming.queue):
            if begins:
                begins()
            meant, failed = await meaning_of(incoming)
            visit = discreet(cancelled(await self.visit(meant)))
            started = time.perf_counter()
            reply = await self._reply(visit)
            reply = await mended(reply, failed, visit.t) if failed else reply
            metrics.observe(incoming.channel, reply, time.perf_counter() - started)
            if any(isinstance(part, Farewell) for part in parts(reply)):
                visit.chat = replace(visit.chat, id=0, cart_units=0)  # it is no more
            visit.memory = memory_of(visit, reply)
            if "cart" in visit.changed and asks_for_cart(reply):
                known = visit.changed["cart"]
                units = await cart_units(visit.me) if known is None else known
                visit.chat = replace(visit.chat, cart_units=units)
            yield visit, reply

    async def handle(self, incoming: Incoming) -> tuple[Visit, Reply]:
        """The same for whoever shows the reply in a way of their own."""
        async with self.turn(incoming) as (visit, reply):
            if visit.memory:
                await chats.keep(visit.chat.id, (), visit.memory)
        return visit, reply

    async def visit(self, incoming: Incoming) -> Visit:
        """Find the chat, or make the customer and the chat at the first press or message."""
        found = await read_chat(incoming.shop_id, incoming.channel, incoming.external_id, incoming.bot)
        shop = await shop_at(found.shop_id, found.shop_version)
        locale = best_locale(found.locale or incoming.locale, shop.locales, shop.locale)
        chat = counted(found if found.id else await self._first_seen(incoming, found, locale), incoming)
        kind: Any = "customer" if chat.customer_id else "visitor"
        me = Actor(shop.id, kind, chat.customer_id, locale=locale, channel=incoming.channel, version=shop.version)
        return Visit(incoming, await shop_told(me, shop), chat, me, shop.speaking(locale))

    async def _first_seen(self, incoming: Incoming, stranger: ChatView, locale: str) -> ChatView:
        if incoming.looks or says_farewell(incoming):
            return replace(stranger, locale=locale)
        self.limiter.take(SESSIONS, incoming.address)
        return await newcomer(incoming, stranger, locale)

    async def _reply(self, visit: Visit) -> Reply:
        if visit.secret:
            return None if visit.incoming.looks else secret_card(visit.t)
        update = visit.incoming.as_update(self.bot)
        try:
            self._limit(visit)
            with handling(visit.incoming.key) as current:
                visit.changed = current.changed
                return await self._feed(visit, update)
        except TooMany as refusal:
            return Word(alert=visit.t.refusal(refusal))
        except AlreadyDone:
            return await self._again(visit, update)
        except Exception as error:
            if visit.incoming.native is not None and is_away(error):
                raise  # whoever brought it brings it again
            return await self._failed(visit, error)

    def _limit(self, visit: Visit) -> None:
        """Codes can be guessed, so tries are counted, however a code is entered; and links are kept for long."""
        if tries_a_code(visit):
            self.limiter.take(ADDRESS_COUPONS, visit.incoming.address)
            self.limiter.take(COUPONS, visit.incoming.external_id)
        elif may_be_a_code(visit.incoming):
            self.limiter.take(GUESSES, visit.incoming.external_id)
        elif makes_a_link(visit.incoming):
            self.limiter.take(ADDRESS_SHARES, visit.incoming.address)
            self.limiter.take(SHARES, visit.incoming.external_id)

    async def _feed(self, visit: Visit, update: Update) -> Reply:
        reply: Reply = await self.dispatcher.feed_update(
            self.bot,
            update,
            me=visit.me,
            t=visit.t,
            shop=visit.shop,
            chat=visit.chat,
            reopen=self._reopener(visit),
            incoming=visit.incoming,
        )
        return reply

    def _reopener(self, visit: Visit) -> Any:
        async def reopen(button: CallbackData) -> Reply:
            press = Incoming(
                shop_id=visit.shop.id,
                channel=visit.incoming.channel,
                external_id=visit.incoming.external_id,
                kind="press",
                data=button.pack(),
            )
            with handling(None):
                return await self._feed(visit, press.as_update(self.bot))

        return reopen

    async def _again(self, visit: Visit, update: Update) -> Reply:
        """Delivered again after its effects were committed: a press or a form shows its result anew, words the shop."""
        if update.callback_query or update.pre_checkout_query or (update.message and update.message.web_app_data):
            with handling(None):
                return await self._feed(visit, update)
        if visit.incoming.kind == "other":
            return None
        return await self._reopener(visit)(Home())  # type: ignore[no-any-return]

    async def _failed(self, visit: Visit, error: Exception) -> Reply:
        code = new_code()
        log.exception("update failed", code=code, channel=visit.incoming.channel, kind=visit.incoming.kind)
        metrics.ERRORS.labels(visit.incoming.channel).inc()
        kept = await keep_failed(visit.shop.id, visit.incoming.key or "", visit.incoming, code, error)
        again = Home() if visit.incoming.looks else TryAgain(id=kept)
        return trouble_card(code, again, visit.shop, visit.t)


async def meaning_of(incoming: Incoming) -> tuple[Incoming, int]:
    """[Try again] stands for the input that failed, under its own key: what was committed is not done twice.

    Also the id of what was kept of it, 0 for every other input.
    """
    prefix, _, number = incoming.data.partition(":")
    if incoming.kind != "press" or prefix != TryAgain.__prefix__ or not (number.isdecimal() and len(number) < 16):
        return incoming, 0
    body = await failed_input(int(number), incoming.shop_id, incoming.channel, incoming.external_id)
    if body is None:
        return incoming, 0
    return replace(incoming, kind=body["kind"], data=body["data"], key=body["key"]), int(number)


def cancelled(visit: Visit) -> Visit:
    """The prompt's own [Cancel] comes as words: it stands for the way back of its screen."""
    canvas, incoming = visit.chat.canvas, visit.incoming
    if incoming.kind != "text" or not canvas.get("cancel") or incoming.data != canvas["cancel"]:
        return visit
    back = canvas.get("back") or Home().pack()
    return replace(visit, incoming=replace(incoming, kind="press", data=back, native=None))


def discreet(visit: Visit) -> Visit:
    """A card's number is not carried out, not kept and not logged; whoever wrote it is told where it belongs."""
    kept = without_cards(visit.incoming)
    if kept is visit.incoming or visit.chat.field.partition(".")[0] in LONG_NUMBERS:
        return visit
    return replace(visit, incoming=kept, secret=True)


async def mended(reply: Reply, failed: int, t: Translator) -> Reply:
    """The reply to what failed before; once it works, its card says so."""
    if any(isinstance(part, Screen) and part.id == "S-72" for part in parts(reply)):
        return reply
    await resolve_failed(failed)
    return (*parts(reply), mended_card(t))


def memory_of(visit: Visit, reply: Reply) -> Memory | None:
    """How far this purchase has come, and what the next typed words answer; None for who has only looked."""
    chat = visit.chat
    if not chat.id or visit.incoming.looks:
        return None
    shown = next((p for p in parts(reply) if isinstance(p, Screen) and p.kind != "card"), None)
    ordered = shown is not None and shown.id in ORDERED and commits(visit.incoming)
    taps, messages = (0, 0) if ordered else (chat.taps, chat.messages)
    return Memory(shown.awaits if shown else chat.field, visit.shop.settings.input_ttl_min, taps, messages)


def commits(incoming: Incoming) -> bool:
    """Whether this input is the last of a purchase: the press that orders, or the receipt of a payment sheet."""
    message = (incoming.native or {}).get("message") or {}
    return incoming.data.startswith(Place.__prefix__ + ":") or "successful_payment" in message


def asks_for_cart(reply: Reply) -> bool:
    """Whether a screen leaves the cart's units to the chat."""
    return any(screen.nav is not None and screen.nav.cart is None for screen in screens(reply))


def tries_a_code(visit: Visit) -> bool:
    """Whether this input is a coupon code: pressed, typed where one is awaited, or sent in the form."""
    incoming = visit.incoming
    if incoming.kind == "text":
        return visit.chat.field.partition(".")[0] == "coupon"
    if incoming.kind == "form":
        return bool(json.loads(incoming.data).get("form") == "coupon")
    return incoming.data.startswith(ApplyCoupon.__prefix__ + ":")


def may_be_a_code(incoming: Incoming) -> bool:
    """One word typed anywhere is looked up as a code before it is searched for, and a link may carry one."""
    if incoming.kind == "text":
        return normal_code(incoming.data) is not None
    return incoming.kind == "start" and "-x" in incoming.data


def makes_a_link(incoming: Incoming) -> bool:
    """Whether this press shares a cart or a list."""
    return incoming.kind == "press" and incoming.data.startswith(Share.__prefix__ + ":")


def counted(chat: ChatView, incoming: Incoming) -> ChatView:
    """The chat with this input counted: a press or a form is a tap, words are a message."""
    if incoming.looks or incoming.kind == "start" or (incoming.kind == "other" and not shares(incoming)):
        return chat
    if incoming.kind == "text":
        return replace(chat, messages=chat.messages + 1)
    return replace(chat, taps=chat.taps + 1)


def says_farewell(incoming: Incoming) -> bool:
    """Whether this press only means to be forgotten: nobody is met by it."""
    return incoming.kind == "press" and incoming.data.startswith(EraseMe.__prefix__ + ":")


def shares(incoming: Incoming) -> bool:
    """Whether a place or a number was given by one press of the messenger's own keyboard."""
    message = (incoming.native or {}).get("message") or {}
    return "contact" in message or "location" in message


async def newcomer(incoming: Incoming, stranger: ChatView, locale: str) -> ChatView:
    shop_id, channel, external_id = incoming.shop_id, incoming.channel, incoming.external_id
    customer_id = await meet(shop_id, channel, external_id, locale, incoming.name)
    chat_id = await chats.open_chat(shop_id, channel, external_id, locale, customer_id, incoming.bot)
    return replace(stranger, id=chat_id, customer_id=customer_id, locale=locale)
