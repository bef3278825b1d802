"""Search: its screen, and every word nobody else waited for."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter, Command
from aiogram.types import CallbackQuery, Message

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.saved.actions import tell_when_found
from domain.search.queries import stored_list
from domain.shop.views import ShopView
from handlers.browse.flow import list_screen
from handlers.filters import on_presses
from handlers.reply import Reply
from handlers.search import flow
from handlers.search.buttons import Search, SearchAll, TellWhenFound


class Words(BaseFilter):
    """Typed text that is no command, and the category whose list it was typed on."""

    async def __call__(self, message: Message, chat: ChatView) -> bool | dict[str, Any]:
        words = " ".join((message.text or "").split())
        if not words or words.startswith("/"):
            return False
        field, _, argument = chat.field.partition(".")
        within = int(argument) if field == "within" and argument.isdecimal() else 0
        return {"words": words, "within": within}


def router() -> Router:
    router = Router(name="search")
    on_presses(router, {Search: open_search, SearchAll: search_all, TellWhenFound: switch_alert})
    router.message.register(search_command, Command("search", "find", ignore_mention=True))
    router.message.register(search_text, Words())
    return router


async def open_search(query: CallbackQuery, me: Actor, t: Translator) -> Reply:
    return await flow.start_screen(me, t)


async def search_command(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    _, _, words = (message.text or "").partition(" ")
    if words.strip():
        return await flow.results(me, t, shop, chat, words.strip())
    return await flow.start_screen(me, t)


async def search_text(
    message: Message, words: str, within: int, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.results(me, t, shop, chat, words, category_id=within)


async def search_all(
    query: CallbackQuery, callback_data: SearchAll, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    stored = await stored_list(me, callback_data.list_id)
    return await flow.results(me, t, shop, chat, stored.query, exact=bool(callback_data.exact))


async def switch_alert(
    query: CallbackQuery, callback_data: TellWhenFound, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    press = callback_data
    await tell_when_found(me, press.list_id, bool(press.on))
    screen = await list_screen(me, t, shop, chat, f"s{press.list_id}")
    said = t("S-07", "We'll write here when it appears.") if press.on else t("S-08", "We won't write about it.")
    return screen.saying(toast=said)
