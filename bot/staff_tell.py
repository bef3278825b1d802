"""News of orders for the people of the shop: their cards, in private chats and in groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import structlog

from bot.channels.telegram.failures import Moved
from domain.chats.queries import chat_place
from domain.chats.telling import CARD, TROUBLE, tell_staff
from domain.chats.views import ChatPlace
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.queries import order as read_order
from domain.shop.queries import shop_of
from domain.staff.telegram import listener
from domain.staff.views import Listener
from handlers.channel import Place
from handlers.notices import Notice, Topic
from handlers.reply import Reply
from handlers.screen import Screen
from handlers.staff.news import CHANGES, staff_notice
from handlers.staff.screens import card_key, staff_card, trouble_card

log = structlog.get_logger()
Draw = Callable[[Any, Translator, Listener], Screen]


class CardChannel(Protocol):
    """The messenger in which people of the shop are told."""

    async def show(self, place: Place, reply: Reply, *, answers: bool = True) -> None: ...

    async def moved(self, bot_id: str, chat: int, now: int) -> None: ...


class StaffTeller:
    """Adds the people of the shop to what the outbox says of orders."""

    def __init__(self, channel: CardChannel) -> None:
        self.channel = channel

    def topics(self, known: Mapping[str, Topic]) -> dict[str, Topic]:
        """All topics, with those of orders heard by the shop's people as well."""
        heard = {topic: self._heard(topic, known[topic]) for topic in CHANGES if topic in known}
        return {**known, **heard, CARD: self._told(_card, news=False), TROUBLE: self._told(_trouble, news=True)}

    def _heard(self, topic: str, customers: Topic) -> Topic:
        async def both(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
            notice = await staff_notice(topic, payload, by)
            await tell_staff(
                by, notice.order_id, f"{topic}:{notice.revision}", card_key(notice.order_id),
                new=notice.new, trouble=notice.trouble,
            )  # fmt: skip
            return await customers(payload, by)

        return both

    def _told(self, draw: Draw, *, news: bool) -> Topic:
        async def told(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
            one = await listener(by, int(payload["chat_id"]))
            place = await chat_place(by, int(payload["chat_id"]))
            if one and place:
                await self._tell(by, one, place, draw, int(payload["order_id"]), news=news)
            return ()

        return told

    async def _tell(self, by: Actor, one: Listener, chat: ChatPlace, draw: Draw, order_id: int, *, news: bool) -> None:
        """A group that has grown is told under its new number."""
        shop = await shop_of(by)
        t = shop.speaking(shop.locale if one.group else one.by.locale)
        screen = draw(await read_order(by, order_id), t, one)
        place = Place(by, chat.id, chat.external_id, t, bot=chat.bot)
        try:
            await self.channel.show(place, screen, answers=news)
        except Moved as moved:
            log.info("group has moved", chat=chat.external_id, now=moved.new_chat_id)
            await self.channel.moved(chat.bot, int(chat.external_id), moved.new_chat_id)
            there = Place(by, chat.id, str(moved.new_chat_id), t, bot=chat.bot)
            await self.channel.show(there, screen, answers=news)


def _card(order: Any, t: Translator, one: Listener) -> Screen:
    return staff_card(order, t, one.by, group=one.group)


def _trouble(order: Any, t: Translator, one: Listener) -> Screen:
    return trouble_card(order, t, group=one.group)
