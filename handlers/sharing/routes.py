"""Passing on what is in the cart or saved, and taking it over."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.cart.actions import fill, share_basket, share_saved
from domain.cart.shared import shared
from domain.chats.views import ChatView
from domain.events.actions import note
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.cart.flow import screen_of
from handlers.cart.words import worth
from handlers.filters import on_presses
from handlers.home.links import share_link
from handlers.reply import Reply
from handlers.sharing.buttons import AddShared, OpenShared, Share
from handlers.sharing.screens import left_out, link_screen, shared_screen


def router() -> Router:
    router = Router(name="sharing")
    on_presses(router, {Share: share, OpenShared: open_shared, AddShared: add_shared})
    return router


async def share(
    query: CallbackQuery, callback_data: Share, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    link = await (share_basket(me) if callback_data.what == "k" else share_saved(me))
    return link_screen(link, share_link(shop, chat, f"k{link.token}"), callback_data.what, t)


async def open_shared(query: CallbackQuery, callback_data: OpenShared, me: Actor, t: Translator) -> Reply:
    return shared_screen(await shared(me, callback_data.token, locale=t.locale), t, callback_data.page)


async def add_shared(
    query: CallbackQuery, callback_data: AddShared, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    view = await shared(me, callback_data.token, locale=t.locale)
    if not view.items:
        return shared_screen(view, t).saying(toast=t("S-14", "Nothing in stock right now."))
    basket = await fill(me, view.items, "add")
    note(me, "cart", view.items[0].variant_id, taps=chat.taps)
    screen = await screen_of(me, basket, shop, t)
    out = left_out(view, frozenset(line.variant_id for line in (*basket.all_lines, *basket.gone)), t)
    said = t("S-08", "Added. Cart: {n} · {sum}", n=t.number(basket.units), sum=worth(basket, t))
    return screen.saying(toast=said, notice="\n".join(part for part in (out, screen.notice) if part))
