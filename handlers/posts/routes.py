"""/post: people of the shop post a product into its channel."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter, Command, CommandObject
from aiogram.types import CallbackQuery, Message

from domain.chats.views import ChatView
from domain.kit.actor import Actor, Permission
from domain.kit.errors import NotFound
from domain.kit.i18n import Translator
from domain.posts.actions import publish
from domain.shop.views import ShopView
from domain.staff.errors import NotStaff
from domain.staff.telegram import telegram_actor
from handlers.filters import on_presses
from handlers.posts import flow
from handlers.posts.buttons import PostProduct
from handlers.posts.screens import how_screen, posted_screen, which_screen
from handlers.reply import Reply


class MayPost(BaseFilter):
    """Somebody of the shop who may change its catalogue; for everybody else the command does not exist."""

    async def __call__(self, message: Message, chat: ChatView) -> bool | dict[str, Any]:
        by = await _poster(chat) if message.chat.type == "private" else None
        return {"by": by} if by else False


def router() -> Router:
    router = Router(name="posts")
    router.message.register(post_command, Command("post", ignore_mention=True), MayPost())
    on_presses(router, {PostProduct: post_product})
    return router


async def _poster(chat: ChatView) -> Actor | None:
    if chat.channel != "telegram" or not chat.external_id.isdecimal():
        return None
    try:
        by = await telegram_actor(chat.shop_id, int(chat.external_id))
    except NotStaff:
        return None
    return by if Permission.EDIT_CATALOG in by.permissions else None


async def post_command(message: Message, command: CommandObject, by: Actor, t: Translator, shop: ShopView) -> Reply:
    words = " ".join((command.args or "").split())
    if not words:
        return how_screen(t)
    found = await flow.meant(by, words, t.locale)
    return await _posted(by, found[0].id, t, shop) if len(found) == 1 else which_screen(found, words, t)


async def post_product(
    query: CallbackQuery, callback_data: PostProduct, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    by = await _poster(chat)
    if by is None:
        raise NotFound()
    return await _posted(by, callback_data.id, t, shop)


async def _posted(by: Actor, product_id: int, t: Translator, shop: ShopView) -> Reply:
    view = await publish(by, product_id)
    return posted_screen(view.name, shop.settings.telegram_channel, t)
