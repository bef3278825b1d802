"""The last handlers: a button or a message nobody knows leads Home, with a sentence, never to silence."""

from __future__ import annotations

from datetime import timedelta

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.chats.cards import card
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.home.flow import home_screen
from handlers.reply import Reply
from handlers.screen import ASIDE
from handlers.stale.screens import hint_card, unread_card

SAID = frozenset({"text", "web_app_data", "location", "venue", "contact"})
TOLD = frozenset({"photo", "video", "voice", "audio", "document"})
PLAYED = frozenset({"sticker", "dice", "poll", "animation", "video_note", "story"})
SELDOM = timedelta(hours=1)


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
    """Words lead Home. Pictures and stickers leave the screen, and what it waits for, as they are: people are told
    what is understood. What a messenger notes by itself is no word.
    """
    if message.content_type in SAID:
        screen = await home_screen(me, t, shop, chat)
        return screen.saying(toast=t("S-70", "Type what you need, or tap a button."))
    if message.content_type in TOLD:
        return unread_card(t)
    return await _hint(me, t, chat) if message.content_type in PLAYED else None


async def _hint(me: Actor, t: Translator, chat: ChatView) -> Reply:
    """Stickers are no question: once an hour is enough."""
    last = await card(me, chat.id, ASIDE)
    return None if last and now() - last.shown_at < SELDOM else hint_card(chat.cart_units, t)
