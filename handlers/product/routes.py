"""Looking at a product and deciding."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.cart.actions import add_at_least, buy_now, set_variant_quantity
from domain.cart.queries import cart
from domain.catalog.queries import product
from domain.chats.views import ChatView
from domain.events.actions import note
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.saved.actions import save, tell_when_back, tell_when_cheaper
from domain.shop.views import ShopView
from handlers.cart.words import worth
from handlers.checkout.flow import next_screen
from handlers.filters import on_presses
from handlers.product import flow, steps
from handlers.product.buttons import (
    Add,
    BuyNow,
    OpenAlbum,
    OpenOptions,
    OpenProduct,
    Save,
    SetInCart,
    TellWhenBack,
    TellWhenCheaper,
)
from handlers.product.details import options_screen
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="product")
    on_presses(
        router,
        {
            OpenProduct: open_product,
            OpenAlbum: open_album,
            OpenOptions: open_options,
            Add: add,
            SetInCart: set_in_cart,
            BuyNow: buy,
            Save: save_product,
            TellWhenBack: switch_stock_alert,
            TellWhenCheaper: switch_price_alert,
        },
    )
    steps.register(router)
    return router


async def open_product(
    query: CallbackQuery, callback_data: OpenProduct, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return await flow.product_screen(me, t, shop, chat, callback_data)


async def open_options(
    query: CallbackQuery, callback_data: OpenOptions, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    press = callback_data
    view = await product(me, press.id, locale=t.locale)
    same = OpenProduct(id=press.id, chosen=press.chosen, src=press.src)
    if not view.options:
        return await flow.product_screen(me, t, shop, chat, same)
    shown = await flow.shown_product(me, t, shop, chat, view, same)
    return options_screen(shown, press.step, press.page, t)


async def open_album(
    query: CallbackQuery, callback_data: OpenAlbum, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    press = callback_data
    return await flow.album(me, t, shop, chat, OpenProduct(id=press.id, chosen=press.chosen, src=press.src))


async def add(
    query: CallbackQuery, callback_data: Add, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    await add_at_least(me, callback_data.variant, callback_data.qty)
    note(me, "cart", callback_data.variant, taps=chat.taps)
    basket = await cart(me, "basket", locale=t.locale)
    screen = await flow.variant_screen(me, t, shop, chat, callback_data.variant, callback_data.src, basket)
    said = t("S-08", "Added. Cart: {n} · {sum}", n=t.number(basket.units), sum=worth(basket, t))
    return screen.saying(toast=said)


async def set_in_cart(
    query: CallbackQuery, callback_data: SetInCart, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    press = callback_data
    basket = await set_variant_quantity(me, press.variant, press.was, press.to)
    screen = await flow.variant_screen(me, t, shop, chat, press.variant, press.src, basket)
    if not press.to:
        return screen.saying(toast=t("S-08", "Taken out of the cart."))
    return screen.saying(toast=t("S-08", "Cart: {n} · {sum}", n=t.number(basket.units), sum=worth(basket, t)))


async def buy(
    query: CallbackQuery, callback_data: BuyNow, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    await buy_now(me, callback_data.variant, callback_data.qty)
    note(me, "checkout", callback_data.variant, taps=chat.taps)
    return await next_screen(me, "d", t, shop, chat)


async def save_product(
    query: CallbackQuery, callback_data: Save, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    press = callback_data
    await save(me, press.id, bool(press.on))
    same = OpenProduct(id=press.id, chosen=press.chosen, src=press.src)
    screen = await flow.product_screen(me, t, shop, chat, same)
    said = t("S-08", "Saved. Tap again to remove.") if press.on else t("S-08", "No longer saved.")
    return screen.saying(toast=said)


async def switch_stock_alert(
    query: CallbackQuery, callback_data: TellWhenBack, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    press = callback_data
    await tell_when_back(me, press.variant, bool(press.on))
    screen = await flow.variant_screen(me, t, shop, chat, press.variant, press.src)
    said = t("S-08", "We'll write here when it's back.") if press.on else t("S-08", "We won't write about it.")
    return screen.saying(toast=said)


async def switch_price_alert(
    query: CallbackQuery, callback_data: TellWhenCheaper, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    press = callback_data
    await tell_when_cheaper(me, press.id, bool(press.on))
    screen = await flow.product_screen(me, t, shop, chat, OpenProduct(id=press.id, more=1, src=press.src))
    said = t("S-08", "We'll write here if the price drops.") if press.on else t("S-08", "We won't write about it.")
    return screen.saying(toast=said)
