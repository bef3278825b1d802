"""What can be pressed, written and sent about a return."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.papers.drawing import LABEL, body_file, token_of
from domain.reports.return_label import return_label
from domain.returns import actions
from domain.returns.errors import NotDelivered, NothingToReturn, WindowOver
from domain.returns.queries import order_return
from domain.returns.views import ReturnView
from domain.shop.views import ShopView
from handlers.filters import Awaits, on_presses
from handlers.reply import Reply
from handlers.returns import screens
from handlers.returns.buttons import (
    OpenReturn,
    ReturnCard,
    ReturnLabel,
    ReturnWhy,
    ReturnWish,
    SendReturn,
    SetReturn,
    WithdrawReturn,
)
from handlers.screen import Screen


class SendsPhoto(BaseFilter):
    """A picture while a return waits for it: `file` is the largest there is of it at the messenger."""

    async def __call__(self, message: Message, chat: ChatView) -> bool | dict[str, Any]:
        name, _, argument = chat.field.partition(".")
        if name != "return" or not message.photo:
            return False
        return {"file": message.photo[-1].file_id, "argument": argument, "caption": message.caption or ""}


def router() -> Router:
    router = Router(name="returns")
    router.message.register(sent_photo, SendsPhoto())
    router.message.register(typed_note, Awaits("return"))
    on_presses(
        router,
        {
            OpenReturn: open_return,
            ReturnCard: open_card,
            ReturnLabel: hand_label,
            SetReturn: set_units,
            ReturnWhy: set_reason,
            ReturnWish: set_wish,
            SendReturn: send,
            WithdrawReturn: withdraw,
        },
    )
    return router


def last_step(view: ReturnView, t: Translator, shop: ShopView, chat: ChatView) -> Screen:
    """The summary; where no messenger carries pictures, they have a page of their own."""
    upload = f"/chat/{shop.slug}/photos/{view.id}" if chat.channel == "web" else ""
    return screens.sum_screen(view, t, upload)


async def open_return(
    query: CallbackQuery, callback_data: OpenReturn, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    try:
        view = await actions.begin(me, callback_data.order)
    except (WindowOver, NothingToReturn, NotDelivered) as refusal:
        return screens.refused_screen(callback_data.order, t.refusal(refusal), t)
    if callback_data.step == "sum" and view.units and view.reason:
        return last_step(view, t, shop, chat)
    if callback_data.step == "why" and view.units:
        return screens.why_screen(view, t)
    return screens.items_screen(view, t, callback_data.page)


async def open_card(query: CallbackQuery, callback_data: ReturnCard, me: Actor, t: Translator) -> Reply:
    return screens.return_card(await order_return(me, callback_data.id), t)


async def hand_label(
    query: CallbackQuery, callback_data: ReturnLabel, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    view = await order_return(me, callback_data.id)
    path = await body_file(await return_label(me, shop, view.id))
    url = f"/chat/{shop.slug}/label/{token_of(me.shop_id, view.id, LABEL)}"
    return screens.label_card(view, str(path), url, t)


async def set_units(query: CallbackQuery, callback_data: SetReturn, me: Actor, t: Translator) -> Reply:
    press = callback_data
    view = await actions.set_units(me, press.id, press.line, press.to, press.rev)
    return screens.items_screen(view, t, press.page)


async def set_reason(
    query: CallbackQuery, callback_data: ReturnWhy, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return last_step(
        await actions.set_reason(me, callback_data.id, callback_data.why, callback_data.rev), t, shop, chat
    )


async def set_wish(
    query: CallbackQuery, callback_data: ReturnWish, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return last_step(await actions.set_wish(me, callback_data.id, callback_data.wish, callback_data.rev), t, shop, chat)


async def typed_note(
    message: Message, typed: str, argument: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    return last_step(await actions.set_note(me, int(argument or 0), typed), t, shop, chat)


async def sent_photo(
    message: Message, file: str, argument: str, caption: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    view = await actions.add_photo(me, int(argument or 0), file=file, bot=chat.bot, note=caption)
    return last_step(view, t, shop, chat)


async def send(query: CallbackQuery, callback_data: SendReturn, me: Actor, t: Translator) -> Reply:
    view = await actions.send(me, callback_data.id, callback_data.rev)
    return screens.sent_canvas(view, t), screens.return_card(view, t)


async def withdraw(query: CallbackQuery, callback_data: WithdrawReturn, me: Actor, t: Translator) -> Reply:
    view = await actions.withdraw(me, callback_data.id, callback_data.rev)
    said = t("S-43", "Return R-{no} is taken back.", no=str(view.number))
    return screens.return_card(view, t).saying(toast=said)
