"""What people who work for the shop can do from Telegram: connect, choose what they hear of, move orders."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter, Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from domain.chats.actions import open_chat
from domain.chats.views import ChatView
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.kit.site import public
from domain.orders.queries import order as read_order
from domain.payments import actions
from domain.shop.views import ShopView
from domain.staff import telegram
from domain.staff.entering import make_door
from handlers.filters import Awaits, on_presses
from handlers.reply import Reply, Word
from handlers.staff import flow, steps
from handlers.staff.buttons import (
    AskEnd,
    AskMoney,
    AskTracking,
    Attended,
    Desk,
    Disconnect,
    EndOrder,
    KeepOrder,
    MoveOrder,
    StaffOrder,
    TakeMoney,
    Toggle,
)
from handlers.staff.flow import Heard
from handlers.staff.screens import (
    MONEY,
    TRACKING,
    disconnected_screen,
    end_card,
    money_screen,
    panel_screen,
    tracking_screen,
)
from handlers.staff.words import status_word, why_words

_CODE = re.compile(r"/start(?:@\w+)? s([A-Za-z0-9]{16})\s*")


class OpensCode(BaseFilter):
    """The link of a panel page that connects an account."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        found = _CODE.fullmatch(message.text or "")
        return {"code": found[1]} if found else False


class Stands(BaseFilter):
    """A message of these kinds of chats. What a person is asked in private is never answered in a group."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    async def __call__(self, message: Message) -> bool:
        return message.chat.type in self.kinds


PRIVATE = Stands("private")
GROUP = Stands("group", "supergroup")


def router() -> Router:
    router = Router(name="staff")
    router.message.register(connect, PRIVATE, OpensCode())
    router.message.register(desk_command, PRIVATE, Command("staff", ignore_mention=True))
    router.message.register(panel_command, PRIVATE, Command("panel", ignore_mention=True))
    router.message.register(disconnect_command, PRIVATE, Command("unlink", ignore_mention=True))
    router.message.register(steps.typed_tracking, PRIVATE, Awaits(TRACKING))
    router.message.register(steps.typed_reference, PRIVATE, Awaits(MONEY))
    router.message.register(group_here, GROUP, Command("staffhere", ignore_mention=True))
    router.message.register(group_away, GROUP, Command("staffaway", ignore_mention=True))
    on_presses(router, _PRESSES)
    return router


# ----------------------------------------------------------------------------------------------------------- themselves


async def connect(message: Message, code: str, incoming: Heard, chat: ChatView, shop: ShopView, t: Translator) -> Reply:
    user_id, name = flow.user_of(incoming), message.from_user.full_name if message.from_user else ""
    await telegram.link_telegram(shop.id, code, user_id, chat.id, name)
    return await flow.desk(incoming, shop, t)


async def desk_command(message: Message, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    return await flow.desk(incoming, shop, t)


async def panel_command(message: Message, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    """A one-time link into the panel, to the connected account alone."""
    by = await flow.worker(incoming)
    link = public(f"/admin/in/{await make_door(by)}") if public("/") else ""
    return panel_screen(link, flow.spoken(by, shop, t))


async def desk(query: CallbackQuery, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    return await flow.desk(incoming, shop, t)


async def toggle(query: CallbackQuery, callback_data: Toggle, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    what: telegram.Told = "money" if callback_data.what == "money" else "orders"
    await telegram.tell(await flow.worker(incoming), what, on=bool(callback_data.on))
    return await flow.desk(incoming, shop, t)


async def disconnect_command(message: Message, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    return await _disconnected(incoming, shop, t)


async def disconnect(query: CallbackQuery, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    return await _disconnected(incoming, shop, t)


async def _disconnected(incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    await telegram.unlink_telegram(await flow.worker(incoming))
    return disconnected_screen(shop.name, t)


# --------------------------------------------------------------------------------------------------------------- groups


async def group_here(message: Message, incoming: Heard, chat: ChatView, shop: ShopView, t: Translator) -> Reply:
    by = await flow.worker(incoming)
    place = await open_chat(shop.id, "telegram", str(message.chat.id), shop.locale, None, chat.bot)
    fresh = await telegram.use_group(by, place, message.chat.title or "")
    return Word(
        toast=t("S-90", "New orders come here from now on.") if fresh else t("S-90", "Orders come here already.")
    )


async def group_away(message: Message, incoming: Heard, chat: ChatView, shop: ShopView, t: Translator) -> Reply:
    by = await flow.worker(incoming)
    place = await open_chat(shop.id, "telegram", str(message.chat.id), shop.locale, None, chat.bot)
    await telegram.leave_group(by, place)
    return Word(toast=t("S-90", "No more orders come here."))


# --------------------------------------------------------------------------------------------------------------- orders


async def open_order(
    query: CallbackQuery, callback_data: StaffOrder, incoming: Heard, shop: ShopView, t: Translator
) -> Reply:
    by = await flow.orders_worker(incoming)
    return None if flow.in_group(incoming) else await flow.card_of(by, callback_data.id, shop, t)


async def move(query: CallbackQuery, callback_data: MoveOrder, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    """One step along the graph. What somebody else has just done is not done twice, and said."""
    by, to = await flow.orders_worker(incoming), callback_data.to
    t = flow.spoken(by, shop, t)
    view = await actions.advance(by, callback_data.id, to, was=callback_data.was)
    said = await flow.faster(by, view, t) or f"#{view.number}: {status_word(view.status, t)}"
    return flow.shown(view, by, shop, t, incoming, said)


async def ask_tracking(
    query: CallbackQuery, callback_data: AskTracking, incoming: Heard, shop: ShopView, t: Translator
) -> Reply:
    by = await flow.orders_worker(incoming)
    view = await read_order(by, callback_data.id)
    if "shipped" not in view.moves:
        return flow.shown(view, by, shop, t, incoming, await flow.faster(by, view, flow.spoken(by, shop, t)))
    return tracking_screen(view, flow.spoken(by, shop, t))


async def ask_money(
    query: CallbackQuery, callback_data: AskMoney, incoming: Heard, shop: ShopView, t: Translator
) -> Reply:
    by = await flow.orders_worker(incoming)
    view = await read_order(by, callback_data.id)
    if not view.due:
        return flow.shown(view, by, shop, t, incoming, "")
    return money_screen(view, flow.spoken(by, shop, t))


async def take_money(
    query: CallbackQuery, callback_data: TakeMoney, incoming: Heard, shop: ShopView, t: Translator
) -> Reply:
    by = await flow.orders_worker(incoming)
    view = await read_order(by, callback_data.id)
    due = Money(callback_data.due, view.currency)
    view = await actions.confirm_transfer(by, view.id, due, f"#{view.number}")
    return flow.shown(view, by, shop, t, incoming, steps.received(view, due, flow.spoken(by, shop, t)))


async def ask_end(query: CallbackQuery, callback_data: AskEnd, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    by = await flow.orders_worker(incoming)
    return end_card(await read_order(by, callback_data.id), flow.spoken(by, shop, t))


async def end(query: CallbackQuery, callback_data: EndOrder, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    """The reason is kept in the shop's own language: its people read it."""
    by = await flow.orders_worker(incoming)
    why = why_words(shop.speaking(shop.locale)).get(callback_data.why, "")
    view = await actions.cancel(by, callback_data.id, why, callback_data.rev)
    return flow.shown(view, by, shop, t, incoming, status_word(view.status, flow.spoken(by, shop, t)))


async def keep(query: CallbackQuery, callback_data: KeepOrder, incoming: Heard, shop: ShopView, t: Translator) -> Reply:
    by = await flow.orders_worker(incoming)
    view = await actions.deny_cancel(by, callback_data.id)
    t = flow.spoken(by, shop, t)
    return flow.shown(view, by, shop, t, incoming, t("S-91", "The order stays. The customer is told."))


async def attended(
    query: CallbackQuery, callback_data: Attended, incoming: Heard, shop: ShopView, t: Translator
) -> Reply:
    by = await flow.orders_worker(incoming)
    view = await actions.clear_attention(by, callback_data.id)
    t = flow.spoken(by, shop, t)
    return flow.shown(view, by, shop, t, incoming, t("S-91", "Seen to."))


_PRESSES: dict[type[CallbackData], Callable[..., Any]] = {
    Desk: desk,
    Toggle: toggle,
    Disconnect: disconnect,
    StaffOrder: open_order,
    MoveOrder: move,
    AskTracking: ask_tracking,
    AskMoney: ask_money,
    TakeMoney: take_money,
    AskEnd: ask_end,
    EndOrder: end,
    KeepOrder: keep,
    Attended: attended,
}
