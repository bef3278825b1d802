"""What can be pressed on orders, and their numbers typed."""

from __future__ import annotations

import re

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.text import western_digits
from domain.orders.errors import OrderGone
from domain.orders.queries import order, order_by_number
from domain.payments.actions import cancel
from domain.shop.views import ShopView
from handlers.checkout.flow import next_screen
from handlers.filters import on_presses
from handlers.orders import flow
from handlers.orders.buttons import AskCancel, CancelOrder, OpenOrder, Orders, Reorder
from handlers.orders.cancelling import cancel_card, reasons
from handlers.reply import Reply
from handlers.support.flow import orders_or_help

_NUMBER = re.compile(r"\s*(#|№)?\s*(\d{3,9})\s*")


def router() -> Router:
    router = Router(name="orders")
    router.message.register(command_orders, Command("orders", ignore_mention=True))
    router.message.register(typed_number)
    on_presses(
        router,
        {
            Orders: open_orders,
            OpenOrder: open_order,
            AskCancel: ask_cancel,
            CancelOrder: cancel_order,
            Reorder: reorder,
        },
    )
    return router


async def command_orders(message: Message, me: Actor, t: Translator) -> Reply:
    return await flow.list_of(me, t)


async def typed_number(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """ "#1042", or a plain number that is one of the customer's own orders; anything else is for others.

    What is somebody else's is as unknown as what there never was.
    """
    found = _NUMBER.fullmatch(western_digits(message.text or ""))
    if not found:
        raise SkipHandler
    try:
        view = await order_by_number(me, int(found[2]))
    except OrderGone:
        if not found[1]:
            raise SkipHandler from None
        said = t("S-40", "We don't know order #{no} here. An order made elsewhere opens by its own link.", no=found[2])
        return await orders_or_help(me, t, shop, said)
    return await flow.card_for(me, view, t, shop, chat)


async def open_orders(query: CallbackQuery, callback_data: Orders, me: Actor, t: Translator) -> Reply:
    return await flow.list_of(me, t, past=bool(callback_data.past), page=callback_data.page)


async def open_order(
    query: CallbackQuery, callback_data: OpenOrder, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.card_of(me, callback_data.id, t, shop, chat)


async def ask_cancel(query: CallbackQuery, callback_data: AskCancel, me: Actor, t: Translator) -> Reply:
    return cancel_card(await order(me, callback_data.id), callback_data.reason, t)


async def cancel_order(
    query: CallbackQuery, callback_data: CancelOrder, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """The reason is kept in the shop's own language: its people read it."""
    words = reasons(shop.speaking(shop.locale)).get(callback_data.reason, "")
    view = await cancel(me, callback_data.id, words, callback_data.rev)
    if view.status == "cancelled":
        said = t("S-42", "Order #{no} is cancelled.", no=str(view.number))
    else:
        said = t("S-42", "The shop has your wish. The answer comes here.")
    return (await flow.card_for(me, view, t, shop, chat)).saying(toast=said)


async def reorder(
    query: CallbackQuery, callback_data: Reorder, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    preview = None if callback_data.mode else await flow.reorder_preview(me, callback_data.id, t)
    if preview:
        return preview
    await flow.buy_again(me, callback_data.id, callback_data.mode or "replace")
    return await next_screen(me, "b", t, shop, chat)
