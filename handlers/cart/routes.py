"""What can be pressed in the cart."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.cart.actions import (
    apply_coupon,
    drop_coupon,
    save_for_later,
    set_extra,
    set_quantity,
    undo_remove,
)
from domain.chats.actions import hold_coupon
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.cart import flow, steps
from handlers.cart.buttons import (
    ApplyCoupon,
    AskCoupon,
    AskExtra,
    DropCoupon,
    OpenCart,
    OpenExtras,
    OpenLine,
    SaveForLater,
    SetQty,
    ToggleExtra,
    TypeQty,
    UndoRemove,
    page_of,
)
from handlers.checkout.flow import opened_from
from handlers.checkout.kinds import cart_name, kind_of
from handlers.filters import Awaits, Submits, on_presses
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="cart")
    router.message.register(command_cart, Command("cart", ignore_mention=True))
    router.message.register(steps.typed_coupon, Awaits("coupon"))
    router.message.register(steps.sent_coupon, Submits("coupon"))
    router.message.register(steps.typed_quantity, Awaits("qty"))
    router.message.register(steps.typed_line, Awaits("lines"))
    router.message.register(steps.typed_extra, Awaits("extra"))
    router.message.register(steps.sent_extras, Submits("extras"))
    on_presses(
        router,
        {
            OpenCart: open_cart,
            OpenLine: open_line,
            SetQty: set_qty,
            UndoRemove: undo,
            TypeQty: type_quantity,
            SaveForLater: save_line,
            AskCoupon: ask_coupon,
            ApplyCoupon: use_coupon,
            DropCoupon: remove_coupon,
            OpenExtras: open_extras,
            ToggleExtra: toggle_extra,
            AskExtra: ask_extra,
        },
    )
    return router


async def command_cart(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    return await flow.basket_screen(me, t, shop, chat)


async def open_cart(
    query: CallbackQuery, callback_data: OpenCart, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.basket_screen(me, t, shop, chat, callback_data.page)


async def open_line(query: CallbackQuery, callback_data: OpenLine, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.line_of(me, callback_data.line, shop, t)


async def set_qty(query: CallbackQuery, callback_data: SetQty, me: Actor, t: Translator, shop: ShopView) -> Reply:
    cart = await set_quantity(me, callback_data.line, callback_data.was, callback_data.to)
    if callback_data.back == "l" and callback_data.to:
        return await flow.line_of(me, callback_data.line, shop, t)
    screen = await flow.screen_of(me, cart, shop, t, page_of(callback_data.back))
    return screen if callback_data.to else screen.saying(toast=t("S-20", "Removed. Tap ↩ to undo"))


async def undo(query: CallbackQuery, callback_data: UndoRemove, me: Actor, t: Translator, shop: ShopView) -> Reply:
    cart = await undo_remove(me, callback_data.rev)
    return await flow.screen_of(me, cart, shop, t)


async def type_quantity(
    query: CallbackQuery, callback_data: TypeQty, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    return await flow.line_of(me, callback_data.line, shop, t, typing=True)


async def save_line(
    query: CallbackQuery, callback_data: SaveForLater, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    cart = await save_for_later(me, callback_data.line)
    return (await flow.screen_of(me, cart, shop, t)).saying(toast=t("S-21", "Saved for later."))


async def ask_coupon(query: CallbackQuery, callback_data: AskCoupon, me: Actor, t: Translator) -> Reply:
    return await flow.coupon_of(me, callback_data.back, t)


async def use_coupon(
    query: CallbackQuery, callback_data: ApplyCoupon, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    cart = await apply_coupon(me, cart_name(kind_of(callback_data.back)), callback_data.code, callback_data.rev)
    return (await opened_from(callback_data.back, me, t, shop, chat)).saying(toast=steps.thanks(cart, t))


async def remove_coupon(
    query: CallbackQuery, callback_data: DropCoupon, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """Also the code a link brought is forgotten, or it would come back by itself."""
    await drop_coupon(me, cart_name(kind_of(callback_data.back)), callback_data.rev)
    await hold_coupon(me, chat.id, "", 0)
    return await opened_from(callback_data.back, me, t, shop, replace(chat, coupon=""))


async def open_extras(
    query: CallbackQuery, callback_data: OpenExtras, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.extras_of(me, callback_data.back, t, shop, chat)


async def toggle_extra(
    query: CallbackQuery, callback_data: ToggleExtra, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    name = cart_name(kind_of(callback_data.back))
    await set_extra(me, name, callback_data.name, "1" if callback_data.on else "", callback_data.rev)
    return await flow.extras_of(me, callback_data.back, t, shop, chat)


async def ask_extra(
    query: CallbackQuery, callback_data: AskExtra, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.extras_of(me, callback_data.back, t, shop, chat, asks=callback_data.name)
