"""What can be pressed from the cart to the order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from domain.cart.actions import (
    choose_address,
    choose_method,
    choose_part,
    choose_payment,
    choose_point,
    merge_basket,
    use_wallet,
)
from domain.cart.actions.form import confirm_address
from domain.chats.views import ChatView
from domain.events.actions import note
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.payments.actions import begin_with, place
from domain.shop.views import ShopView
from handlers.checkout import asking, steps
from handlers.checkout.buttons import (
    AddBasket,
    AddressBook,
    AskPhone,
    BuyPart,
    Checkout,
    ConfirmAddress,
    DeliverHere,
    DeliveryOptions,
    PaymentOptions,
    PickupPoints,
    Place,
    Review,
    UseAddress,
    UseMethod,
    UsePayment,
    UsePoint,
    UseWallet,
)
from handlers.checkout.buying import Buying
from handlers.checkout.flow import next_screen
from handlers.checkout.kinds import CartName, cart_name
from handlers.checkout.pins import deliver_here
from handlers.checkout.shared import SharesContact, SharesPlace, shared_contact, shared_place
from handlers.filters import Awaits, Submits, on_presses
from handlers.orders.flow import after_placing
from handlers.reply import Reply
from handlers.screen import Screen

Handlers = dict[type[CallbackData], Callable[..., Any]]
# What a choice does to the cart; each leads to the next open step.
CHOICES: dict[type[CallbackData], Callable[[Actor, CartName, Any], Awaitable[object]]] = {
    UseAddress: lambda me, cart, press: choose_address(me, cart, press.address, press.rev),
    ConfirmAddress: lambda me, cart, press: confirm_address(me, cart, press.address, press.rev),
    UseMethod: lambda me, cart, press: choose_method(me, cart, press.method, press.rev),
    UsePoint: lambda me, cart, press: choose_point(me, cart, press.method, press.point, press.rev),
    UsePayment: lambda me, cart, press: choose_payment(me, cart, press.code, press.rev),
    UseWallet: lambda me, cart, press: use_wallet(me, cart, press.rev, on=bool(press.on)),
    BuyPart: lambda me, cart, press: choose_part(me, cart, press.part, press.rev),
}
# The screens that ask for one thing.
QUESTIONS: dict[type[CallbackData], Callable[[Buying, Any], Awaitable[Screen]]] = {
    AddressBook: lambda buying, press: asking.address_page(buying, new=bool(press.new)),
    AskPhone: lambda buying, _: asking.phone_page(buying),
    DeliveryOptions: lambda buying, _: asking.delivery_page(buying),
    PickupPoints: lambda buying, press: asking.points_page(buying, press),
    PaymentOptions: lambda buying, _: asking.payment_page(buying),
}


def router() -> Router:
    router = Router(name="checkout")
    router.message.register(shared_place, SharesPlace())
    router.message.register(shared_contact, SharesContact())
    router.message.register(steps.typed_address, Awaits("address"))
    router.message.register(steps.typed_part, Awaits("part"))
    router.message.register(steps.typed_phone, Awaits("phone"))
    router.message.register(steps.sent_checkout, Submits("checkout"))
    router.message.register(steps.sent_phone, Submits("phone"))
    others: Handlers = {Checkout: check_out, Review: review, AddBasket: add_basket, Place: place_order}
    others[DeliverHere] = deliver_here
    on_presses(router, {**dict.fromkeys(QUESTIONS, ask), **dict.fromkeys(CHOICES, choose), **others})
    return router


async def ask(
    query: CallbackQuery, callback_data: Any, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await QUESTIONS[type(callback_data)](Buying(me, callback_data.kind, t, shop, chat), callback_data)


async def choose(
    query: CallbackQuery, callback_data: Any, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    await CHOICES[type(callback_data)](me, cart_name(callback_data.kind), callback_data)
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def check_out(
    query: CallbackQuery, callback_data: Checkout, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    note(me, "checkout", taps=chat.taps)
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def review(
    query: CallbackQuery, callback_data: Review, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def add_basket(
    query: CallbackQuery, callback_data: AddBasket, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    await merge_basket(me, callback_data.rev)
    return await next_screen(me, "d", t, shop, chat)


async def place_order(
    query: CallbackQuery, callback_data: Place, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    note(me, "pay", callback_data.quote, taps=chat.taps)
    order = await place(me, callback_data.quote, callback_data.rev, taps=chat.taps, messages=chat.messages)
    return after_placing(await begin_with(me, order), t, shop, chat)
