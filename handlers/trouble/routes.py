"""[Try again] is carried out before any handler sees it; here it lands when nothing is known of what failed."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.filters import on_presses
from handlers.home.flow import home_screen
from handlers.reply import Reply
from handlers.trouble.buttons import TryAgain


def router() -> Router:
    router = Router(name="trouble")
    on_presses(router, {TryAgain: too_late})
    return router


async def too_late(
    query: CallbackQuery, callback_data: TryAgain, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    screen = await home_screen(me, t, shop, chat)
    return screen.saying(alert=t("S-72", "That was too long ago to do again. Here is the shop as it is."))
