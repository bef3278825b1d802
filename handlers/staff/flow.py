"""Who of the shop's people speaks, and what their cards say."""

from __future__ import annotations

from typing import Any, Protocol

from domain.kit.actor import Actor, Permission, require
from domain.kit.i18n import Translator
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.shop.views import ShopView
from domain.staff.errors import NotStaff
from domain.staff.queries import names
from domain.staff.telegram import staff_of_telegram, telegram_actor, telegram_of
from handlers.reply import Reply, Word
from handlers.screen import Screen
from handlers.staff.screens import desk_screen, staff_card
from handlers.staff.words import status_word


class Heard(Protocol):
    """What came in, as far as it says who is speaking and where."""

    @property
    def shop_id(self) -> int: ...

    @property
    def channel(self) -> str: ...

    @property
    def external_id(self) -> str: ...

    @property
    def native(self) -> dict[str, Any] | None: ...


def user_of(incoming: Heard) -> int:
    """The Telegram account that speaks. Raises `NotStaff` in other messengers: nobody is known there."""
    if incoming.channel != "telegram" or not incoming.external_id.isdecimal():
        raise NotStaff()
    return int(incoming.external_id)


async def worker(incoming: Heard) -> Actor:
    """What whoever speaks may do for the shop. Raises `NotStaff`."""
    return await telegram_actor(incoming.shop_id, user_of(incoming))


async def orders_worker(incoming: Heard) -> Actor:
    """The same for who may see orders. Raises `NotStaff`, `NotAllowed`."""
    by = await worker(incoming)
    require(by, Permission.VIEW_ORDERS)
    return by


def chat_type(incoming: Heard) -> str:
    """ "private", "group", "supergroup" or "channel"."""
    native = incoming.native or {}
    press = native.get("callback_query") or {}
    message = native.get("message") or press.get("message") or {}
    return str((message.get("chat") or {}).get("type") or "private")


def in_group(incoming: Heard) -> bool:
    return chat_type(incoming) != "private"


def spoken(by: Actor, shop: ShopView, t: Translator) -> Translator:
    """People who work here read the language of their panel."""
    return t if by.locale == t.locale else shop.speaking(by.locale)


async def desk(incoming: Heard, shop: ShopView, t: Translator) -> Screen:
    """S-90. Raises `NotStaff`."""
    by = await worker(incoming)
    person, told = await staff_of_telegram(incoming.shop_id, user_of(incoming)), await telegram_of(by)
    if person is None or told is None:
        raise NotStaff()
    return desk_screen(person, told, shop.name, spoken(by, shop, t))


def shown(view: OrderView, by: Actor, shop: ShopView, t: Translator, incoming: Heard, said: str) -> Reply:
    """The card as it is now with a word on it; in a group the word alone, the card there changes by itself."""
    if in_group(incoming):
        return Word(toast=said)
    return staff_card(view, spoken(by, shop, t), by).saying(toast=said)


async def card_of(by: Actor, order_id: int, shop: ShopView, t: Translator) -> Screen:
    return staff_card(await read_order(by, order_id), spoken(by, shop, t), by)


async def faster(by: Actor, view: OrderView, t: Translator) -> str:
    """Who of the others had done it before, in a sentence; "" when it was this person."""
    last = view.history[-1].actor if view.history else ""
    if last == f"staff:{by.id}":
        return ""
    kind, _, number = last.partition(":")
    name = (await names(by)).get(int(number), "") if kind == "staff" else ""
    status = status_word(view.status, t)
    if not name:
        return t("S-91", "Order #{no} is there already: {status}.", no=str(view.number), status=status)
    return t("S-91", "{name} was faster. Order #{no}: {status}.", name=name, no=str(view.number), status=status)
