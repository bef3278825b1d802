"""What can be pressed while an order waits for its money."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.queries import order
from domain.payments.actions import back_to_cart
from domain.shop.views import ShopView
from handlers.checkout.asking import payment_page
from handlers.checkout.buying import Buying
from handlers.filters import on_presses
from handlers.orders.card import order_card
from handlers.payment import flow
from handlers.payment.buttons import CheckPayment, OpenPayment, OtherMethod
from handlers.screen import Reply


def router() -> Router:
    router = Router(name="payment")
    on_presses(router, {OpenPayment: open_payment, CheckPayment: open_payment, OtherMethod: other_method})
    return router


async def open_payment(
    query: CallbackQuery, callback_data: OpenPayment | CheckPayment, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    return flow.payment_of(await order(me, callback_data.order), shop, t)


async def other_method(
    query: CallbackQuery, callback_data: OtherMethod, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """The goods are in the cart again; the order's card says that it has ended."""
    view = await back_to_cart(me, callback_data.order)
    return await payment_page(Buying(me, "b", t, shop, chat)), order_card(view, t)
