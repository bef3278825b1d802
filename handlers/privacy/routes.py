"""Privacy by button and by command: looking, taking one's data along, deleting them."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.kit.actor import Actor
from domain.kit.errors import Stale
from domain.kit.i18n import Translator
from domain.privacy.actions import erase
from domain.shop.views import ShopView
from handlers.filters import on_presses
from handlers.privacy import flow
from handlers.privacy.buttons import AskErase, EraseMe, OpenPrivacy, SendData
from handlers.privacy.screens import erased_screen
from handlers.reply import Farewell, Reply


def router() -> Router:
    router = Router(name="privacy")
    router.message.register(command_privacy, Command("privacy", "mydata", ignore_mention=True))
    on_presses(router, {OpenPrivacy: open_privacy, SendData: send_data, AskErase: ask_erase, EraseMe: erase_me})
    return router


async def command_privacy(message: Message, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.privacy_of(me, t, shop)


async def open_privacy(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.privacy_of(me, t, shop)


async def send_data(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.data_of(me, t, shop)


async def ask_erase(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.question_of(me, t, shop)


async def erase_me(query: CallbackQuery, callback_data: EraseMe, me: Actor, t: Translator) -> Reply:
    """At once. Pressed again by who is nobody any more, it says the same; by somebody new, it asks anew."""
    if me.kind == "customer":
        if callback_data.rev != me.id:
            raise Stale()
        await erase(me, me.id)
    return Farewell(erased_screen(me.channel, t))
