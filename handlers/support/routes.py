"""Help by button, by command, and for words that ask for it."""

from __future__ import annotations

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.cart.typed import typed_code
from handlers.filters import on_presses
from handlers.privacy.flow import privacy_of
from handlers.reply import Reply
from handlers.support import flow
from handlers.support.buttons import Help, HelpTopic
from handlers.support.words import topic_of


def router() -> Router:
    router = Router(name="support")
    router.message.register(command_help, Command("help", "support", ignore_mention=True))
    router.message.register(command_paysupport, Command("paysupport", ignore_mention=True))
    router.message.register(command_text, Command("terms", ignore_mention=True))
    router.message.register(typed_code)
    router.message.register(help_words)
    on_presses(router, {Help: open_help, HelpTopic: open_topic})
    return router


async def command_help(message: Message, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.help_of(me, t, shop)


async def command_paysupport(message: Message, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.payment_help(me, t, shop)


async def command_text(
    message: Message, command: CommandObject, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.topic_screen(me, t, shop, chat, command.command)


async def open_help(query: CallbackQuery, callback_data: Help, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.help_of(me, t, shop, callback_data.order)


async def open_topic(
    query: CallbackQuery, callback_data: HelpTopic, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.topic_screen(me, t, shop, chat, callback_data.slug, callback_data.page)


async def help_words(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """Answers start with the answer: the orders, the text, or whom to ask. Other words are searched for."""
    topic = topic_of(message.text or "", t)
    if not topic:
        raise SkipHandler
    if topic == "orders":
        return await flow.orders_or_help(me, t, shop)
    if topic == "privacy":
        return await privacy_of(me, t, shop)
    if topic != "human" and await flow.has_text(me, topic, t, shop):
        return await flow.topic_screen(me, t, shop, chat, topic)
    return await flow.help_of(me, t, shop)
