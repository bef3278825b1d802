"""Home, the links that lead into the shop, and the promise to tell when it opens."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from domain.chats.cards import RETURNED
from domain.chats.views import ChatView
from domain.events.actions import note
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.saved.actions import tell_when_open
from domain.shop.views import ShopView
from handlers.cancelling import said_first
from handlers.filters import on_presses
from handlers.home import flow, opening
from handlers.home.buttons import Home, TellWhenOpen
from handlers.home.forwarded import ForwardedCard, open_forwarded
from handlers.home.screens import will_tell
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="home")
    on_presses(router, {Home: home, TellWhenOpen: wait_for_opening})
    router.message.register(open_forwarded, ForwardedCard())
    router.message.register(start, CommandStart(ignore_mention=True))
    router.message.register(shop_command, Command("shop", ignore_mention=True))
    return router


async def home(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    note(me, "start", taps=chat.taps)
    return await flow.home_screen(me, t, shop, chat)


async def shop_command(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    note(me, "start", taps=chat.taps)
    return await flow.home_screen(me, t, shop, chat)


async def start(
    message: Message, command: CommandObject, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    note(me, "start", taps=chat.taps)
    payload = (command.args or "").strip()
    reply: Reply
    if payload:
        reply = await opening.open_link(me, t, shop, chat, payload)
    else:
        reply = await flow.home_screen(me, t, shop, chat)
    if chat.field != RETURNED:
        return reply
    return said_first(reply, t("S-01", "Welcome back to {shop}.", shop=shop.name))


async def wait_for_opening(query: CallbackQuery, me: Actor, t: Translator) -> Reply:
    await tell_when_open(me)
    return will_tell(t)
