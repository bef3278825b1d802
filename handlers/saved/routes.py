"""Saved products and alerts."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.cart.actions import fill
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.saved.actions import stop_alert
from domain.shop.views import ShopView
from handlers.cart.words import worth
from handlers.filters import on_presses
from handlers.product.flow import with_cart
from handlers.reply import Reply
from handlers.saved import flow
from handlers.saved.buttons import AddAllSaved, OpenAlerts, OpenSaved, StopAlert


def router() -> Router:
    router = Router(name="saved")
    on_presses(
        router, {OpenSaved: open_saved, AddAllSaved: add_all, OpenAlerts: open_alerts, StopAlert: stop_one_or_all}
    )
    router.message.register(saved_command, Command("saved", ignore_mention=True))
    router.message.register(stop_command, Command("stop", ignore_mention=True))
    return router


async def open_saved(query: CallbackQuery, callback_data: OpenSaved, me: Actor, t: Translator) -> Reply:
    return await flow.saved_screen(me, t, callback_data.page)


async def saved_command(message: Message, me: Actor, t: Translator) -> Reply:
    return await flow.saved_screen(me, t)


async def add_all(query: CallbackQuery, me: Actor, t: Translator) -> Reply:
    ready, undecided = await flow.wanted(me, t)
    needs = t.plural("S-14", "{n} needs a choice first.", "{n} need a choice first.", undecided) if undecided else ""
    if not ready:
        return (await flow.saved_screen(me, t)).saying(toast=needs or t("S-14", "Nothing in stock right now."))
    basket = await fill(me, ready, "add")
    said = t("S-08", "Added. Cart: {n} · {sum}", n=t.number(basket.units), sum=worth(basket, t))
    screen = with_cart(await flow.saved_screen(me, t), basket.units)
    return replace(screen, toast=said, notice=needs)


async def open_alerts(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.alert_screen(me, t, shop)


async def stop_one_or_all(
    query: CallbackQuery, callback_data: StopAlert, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    await stop_alert(me, callback_data.id)
    screen = await flow.alert_screen(me, t, shop)
    return screen.saying(toast=t("S-15", "Stopped."))


async def stop_command(message: Message, me: Actor, t: Translator, shop: ShopView) -> Reply:
    """Whatever the shop would write of its own accord, it does not: what was ordered is still told."""
    await stop_alert(me, 0)
    screen = await flow.alert_screen(me, t, shop)
    return screen.saying(notice=t("S-65", "Done. Order updates still arrive."))
