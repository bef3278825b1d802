"""Going on in another messenger as the same customer."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.chats.views import ChatView
from domain.joining.actions import join, make_token
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.filters import on_presses
from handlers.joining import flow
from handlers.joining.buttons import Connect, GoOn
from handlers.joining.screens import go_on_screen
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="joining")
    on_presses(router, {GoOn: go_on, Connect: connect})
    return router


async def go_on(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView) -> Reply:
    channel = flow.elsewhere(me.channel, shop)
    if not channel:
        raise NotFound()
    return go_on_screen(channel, flow.link_to(channel, await make_token(me), shop), t)


async def connect(
    query: CallbackQuery, callback_data: Connect, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    done = await join(me, callback_data.token)
    return await flow.arrived(replace(me, id=done.customer_id), t, shop, chat)
