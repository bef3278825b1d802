"""The last handlers: a button or a message nobody knows leads Home, with a sentence, never to silence."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.home.flow import home_screen
from handlers.screen import Reply

SAID = frozenset(
    "text photo video voice audio document sticker dice poll location venue contact animation video_note story".split()
) | {"web_app_data"}


def router() -> Router:
    router = Router(name="stale")
    router.callback_query.register(unknown_button)
    router.message.register(unknown_message)
    return router


async def unknown_button(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    screen = await home_screen(me, t, shop, chat)
    return screen.saying(
        alert=t("S-70", "That button is from an older version of the shop. Here is the shop as it is.")
    )


async def unknown_message(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """Pictures, voices, stickers: people are told what is understood. What a messenger notes by itself is no word."""
    if message.content_type not in SAID:
        return None
    screen = await home_screen(me, t, shop, chat)
    return screen.saying(toast=t("S-70", "Type what you need, or tap a button."))
