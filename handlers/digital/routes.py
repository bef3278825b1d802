"""Asking again for what one has bought."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.digital.actions import send_again
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.queries import order
from domain.shop.views import ShopView
from handlers.digital.buttons import SendAgain
from handlers.digital.flow import parcels_of
from handlers.digital.screens import parcel_card
from handlers.filters import on_presses
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="digital")
    on_presses(router, {SendAgain: send})
    return router


async def send(query: CallbackQuery, callback_data: SendAgain, me: Actor, t: Translator, shop: ShopView) -> Reply:
    view = await order(me, await send_again(me, callback_data.line))
    cards = await parcels_of(me, view, shop, callback_data.line)
    return tuple(parcel_card(parcel, view.number, t) for parcel in cards)
