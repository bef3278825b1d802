"""What can be pressed from the cart to the order."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.cart.actions import choose_address, choose_method, choose_payment, choose_point, merge_basket
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
    Checkout,
    ConfirmAddress,
    DeliveryOptions,
    PaymentOptions,
    PickupPoints,
    Place,
    Review,
    UseAddress,
    UseMethod,
    UsePayment,
    UsePoint,
)
from handlers.checkout.buying import Buying
from handlers.checkout.flow import next_screen
from handlers.checkout.kinds import cart_name
from handlers.filters import Awaits, Submits, on_presses
from handlers.orders.flow import after_placing
from handlers.screen import Reply


def router() -> Router:
    router = Router(name="checkout")
    router.message.register(steps.typed_address, Awaits("address"))
    router.message.register(steps.typed_part, Awaits("part"))
    router.message.register(steps.typed_phone, Awaits("phone"))
    router.message.register(steps.sent_checkout, Submits("checkout"))
    router.message.register(steps.sent_phone, Submits("phone"))
    on_presses(
        router,
        {
            Checkout: check_out,
            Review: review,
            AddressBook: open_addresses,
            UseAddress: use_address,
            ConfirmAddress: right_address,
            AskPhone: ask_phone,
            DeliveryOptions: open_delivery,
            UseMethod: use_method,
            PickupPoints: open_points,
            UsePoint: use_point,
            PaymentOptions: open_payments,
            UsePayment: use_payment,
            AddBasket: add_basket,
            Place: place_order,
        },
    )
    return router


async def check_out(
    query: CallbackQuery, callback_data: Checkout, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    note(me, "checkout", taps=chat.taps)
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def review(
    query: CallbackQuery, callback_data: Review, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def open_addresses(
    query: CallbackQuery, callback_data: AddressBook, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    buying = Buying(me, callback_data.kind, t, shop, chat)
    return await asking.address_page(buying, new=bool(callback_data.new))


async def use_address(
    query: CallbackQuery, callback_data: UseAddress, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    await choose_address(me, cart_name(callback_data.kind), callback_data.address, callback_data.rev)
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def right_address(
    query: CallbackQuery, callback_data: ConfirmAddress, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    await confirm_address(me, cart_name(callback_data.kind), callback_data.address, callback_data.rev)
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def ask_phone(
    query: CallbackQuery, callback_data: AskPhone, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await asking.phone_page(Buying(me, callback_data.kind, t, shop, chat))


async def open_delivery(
    query: CallbackQuery, callback_data: DeliveryOptions, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await asking.delivery_page(Buying(me, callback_data.kind, t, shop, chat))


async def use_method(
    query: CallbackQuery, callback_data: UseMethod, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    await choose_method(me, cart_name(callback_data.kind), callback_data.method, callback_data.rev)
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def open_points(
    query: CallbackQuery, callback_data: PickupPoints, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await asking.points_page(Buying(me, callback_data.kind, t, shop, chat), callback_data)


async def use_point(
    query: CallbackQuery, callback_data: UsePoint, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    name = cart_name(callback_data.kind)
    await choose_point(me, name, callback_data.method, callback_data.point, callback_data.rev)
    return await next_screen(me, callback_data.kind, t, shop, chat)


async def open_payments(
    query: CallbackQuery, callback_data: PaymentOptions, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await asking.payment_page(Buying(me, callback_data.kind, t, shop, chat))


async def use_payment(
    query: CallbackQuery, callback_data: UsePayment, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    await choose_payment(me, cart_name(callback_data.kind), callback_data.code, callback_data.rev)
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
