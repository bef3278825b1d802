"""What can be pressed while an order waits for its money."""

from __future__ import annotations

from contextlib import suppress

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.chats.views import ChatView
from domain.customers.actions import delete_address
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.kit.i18n import Translator
from domain.payments.actions import back_to_cart, begin, check, pay_again
from domain.payments.port import ProviderError
from domain.shop.views import ShopView
from handlers.checkout.asking import payment_page
from handlers.checkout.buying import Buying
from handlers.filters import on_presses
from handlers.orders.card import order_card
from handlers.orders.flow import card_for, private_link
from handlers.payment import sheet
from handlers.payment.buttons import CheckPayment, ForgetAddress, OpenPayment, OtherMethod, PayAgain
from handlers.payment.flow import payment_of
from handlers.payment.screens import forgotten_card
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="payment")
    sheet.listen(router)
    on_presses(
        router,
        {
            OpenPayment: open_payment,
            CheckPayment: check_payment,
            PayAgain: try_again,
            OtherMethod: other_method,
            ForgetAddress: forget_address,
        },
    )
    return router


async def open_payment(
    query: CallbackQuery, callback_data: OpenPayment, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    return payment_of(await begin(me, callback_data.order), shop, t)


async def check_payment(
    query: CallbackQuery, callback_data: CheckPayment, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """Ask whoever takes the money, now. A transfer is confirmed by a person, so there is nobody to ask."""
    try:
        view = await check(me, callback_data.order)
    except ProviderError:
        view = await begin(me, callback_data.order)
        said = t("S-37", "The payment page does not answer right now. We keep asking.")
        return payment_of(view, shop, t).saying(toast=said)
    link = private_link(view, shop, chat)
    screen = payment_of(view, shop, t, checking=True, link=link)
    if view.payment_method == "transfer":
        return screen
    if view.status != "awaiting_payment":
        return screen, await card_for(me, view, t, shop, chat)
    if screen.id == "S-38":
        return screen
    said = t("S-37", "Not paid yet, says the payment page.")
    return payment_of(view, shop, t).saying(toast=said)


async def try_again(query: CallbackQuery, callback_data: PayAgain, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return payment_of(await pay_again(me, callback_data.order), shop, t)


async def other_method(
    query: CallbackQuery, callback_data: OtherMethod, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """The goods are in the cart again; the order's card says that it has ended. What is paid already stays paid."""
    try:
        view = await check(me, callback_data.order)
    except ProviderError:
        view = None
    if view is not None and view.status in ("placed", "delivered"):
        link = private_link(view, shop, chat)
        return payment_of(view, shop, t, checking=True, link=link), await card_for(me, view, t, shop, chat)
    view = await back_to_cart(me, callback_data.order)
    return await payment_page(Buying(me, "b", t, shop, chat)), order_card(view, t)


async def forget_address(query: CallbackQuery, callback_data: ForgetAddress, me: Actor, t: Translator) -> Reply:
    """The order keeps where it goes to; only the address book forgets it."""
    with suppress(NotFound):
        await delete_address(me, callback_data.address)
    return forgotten_card(callback_data.order, t)
