"""Categories, lists and their filters."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.browse import flow, steps
from handlers.browse.buttons import ClearFilters, OpenCategory, OpenFilter, OpenList, PickPage, ToggleFacet
from handlers.filters import on_presses
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="browse")
    on_presses(
        router,
        {
            OpenCategory: open_category,
            OpenList: open_list,
            PickPage: pick_page,
            OpenFilter: open_filter,
            ToggleFacet: toggle_facet,
            ClearFilters: clear_filters,
        },
    )
    steps.register(router)
    return router


async def open_category(
    query: CallbackQuery, callback_data: OpenCategory, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.category_screen(me, t, shop, chat, callback_data.id, callback_data.page)


async def open_list(
    query: CallbackQuery, callback_data: OpenList, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    press = callback_data
    return await flow.list_screen(me, t, shop, chat, press.source, press.page, press.sort)


async def pick_page(query: CallbackQuery, callback_data: PickPage, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.picker_screen(me, t, shop, callback_data.source, callback_data.sort)


async def open_filter(
    query: CallbackQuery, callback_data: OpenFilter, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.facet_screen(me, t, shop, chat, callback_data.source, callback_data.facet)


async def toggle_facet(
    query: CallbackQuery, callback_data: ToggleFacet, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.toggled(me, t, shop, chat, callback_data)


async def clear_filters(
    query: CallbackQuery, callback_data: ClearFilters, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.cleared(me, t, shop, chat, callback_data.source)
