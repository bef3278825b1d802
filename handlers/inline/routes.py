"""Search as you type, in any chat, and what becomes of a pick."""

from __future__ import annotations

import re

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import ChosenInlineResult, InlineQuery, Message

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.posts.actions import remember_card
from domain.shop.views import ShopView
from handlers.home.opening import open_link
from handlers.inline import flow
from handlers.reply import Reply

PRODUCT = re.compile(r"p_([0-9a-z]{1,7})", re.IGNORECASE)
_RESULT = re.compile(r"p([0-9a-z]{1,7})")


def router() -> Router:
    router = Router(name="inline")
    router.inline_query.register(search_as_you_type)
    router.chosen_inline_result.register(picked)
    router.message.register(open_product, Command(PRODUCT, ignore_mention=True))
    return router


async def search_as_you_type(query: InlineQuery, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.answer_to(me, t, shop, flow.asked(query.query, query.offset, query.chat_type))


async def picked(result: ChosenInlineResult, me: Actor, t: Translator, chat: ChatView) -> Reply:
    """A card that can be changed later is remembered; one without buttons cannot be."""
    product = _RESULT.fullmatch(result.result_id)
    if product and result.inline_message_id:
        await remember_card(me, int(product[1], 36), chat.bot, result.inline_message_id, t.locale)
    return None


async def open_product(
    message: Message, command: CommandObject, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """What search-as-you-type says in the shop's own chat."""
    return await open_link(me, t, shop, chat, command.command.lower().replace("_", "", 1))
