"""News for the people of the shop of orders, returns and requests: their cards, in private chats and in groups."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import structlog

from bot.channels.telegram.failures import Moved
from domain.approvals.actions import ASKED
from domain.approvals.queries import approval
from domain.chats.queries import chat_place
from domain.chats.telling import CARD, REQUEST, RETURN, TROUBLE, tell_of, tell_staff
from domain.chats.views import ChatPlace
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.queries import order as read_order
from domain.returns.queries import order_return
from domain.shop.queries import shop_of
from domain.staff.telegram import listener
from domain.staff.views import Listener
from handlers.channel import Place
from handlers.notices import Notice, Topic
from handlers.reply import Reply
from handlers.screen import Screen
from handlers.staff.asked import request_card, request_key, return_key, staff_return_card
from handlers.staff.news import CHANGES, REQUESTS, RETURNS, may_decide, may_see_return, staff_notice
from handlers.staff.screens import card_key, staff_card, trouble_card

log = structlog.get_logger()
Draw = Callable[[Actor, dict[str, Any], Translator, Listener], Awaitable[Screen]]


class CardChannel(Protocol):
    """The messenger in which people of the shop are told."""

    async def show(self, place: Place, reply: Reply, *, answers: bool = True) -> None: ...

    async def moved(self, bot_id: str, chat: int, now: int) -> None: ...


class StaffTeller:
    """Adds the people of the shop to what the outbox says of orders."""

    def __init__(self, channel: CardChannel) -> None:
        self.channel = channel

    def topics(self, known: Mapping[str, Topic]) -> dict[str, Topic]:
        """All topics, with those that concern the shop's people heard by them as well."""
        heard = {topic: self._heard(topic, known[topic]) for topic in CHANGES if topic in known}
        heard |= {topic: self._return_heard(topic, known[topic]) for topic in RETURNS if topic in known}
        heard |= {topic: self._request_heard(topic) for topic in REQUESTS}
        cards = {CARD: self._told(_card, news=False), TROUBLE: self._told(_trouble, news=True)}
        asked = {RETURN: self._told(_return, news=False), REQUEST: self._told(_request, news=False)}
        return {**known, **heard, **cards, **asked}

    def _heard(self, topic: str, customers: Topic) -> Topic:
        async def both(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
            notice = await staff_notice(topic, payload, by)
            await tell_staff(
                by, notice.order_id, f"{topic}:{notice.revision}", card_key(notice.order_id),
                new=notice.new, trouble=notice.trouble,
            )  # fmt: skip
            return await customers(payload, by)

        return both

    def _return_heard(self, topic: str, customers: Topic) -> Topic:
        async def both(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
            return_id, new = int(payload["return_id"]), topic == "return.requested"
            await tell_of(
                by, RETURN, {"return_id": return_id}, f"{topic}:{return_id}", return_key(return_id),
                lambda one: new and may_see_return(one),
            )  # fmt: skip
            return await customers(payload, by)

        return both

    def _request_heard(self, topic: str) -> Topic:
        async def heard(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
            request_id, new = int(payload["approval_id"]), topic == ASKED
            asker = int(payload["asked_by"])
            await tell_of(
                by, REQUEST, {"approval_id": request_id}, f"{topic}:{request_id}", request_key(request_id),
                lambda one: may_decide(one, asker) if new else one.by.id == asker and not one.group,
            )  # fmt: skip
            return ()

        return heard

    def _told(self, draw: Draw, *, news: bool) -> Topic:
        async def told(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
            one = await listener(by, int(payload["chat_id"]))
            place = await chat_place(by, int(payload["chat_id"]))
            if one and place:
                await self._tell(by, one, place, draw, payload, news=news)
            return ()

        return told

    async def _tell(
        self, by: Actor, one: Listener, chat: ChatPlace, draw: Draw, payload: dict[str, Any], *, news: bool
    ) -> None:
        """A group that has grown is told under its new number."""
        shop = await shop_of(by)
        t = shop.speaking(shop.locale if one.group else one.by.locale)
        screen = await draw(by, payload, t, one)
        place = Place(by, chat.id, chat.external_id, t, bot=chat.bot)
        try:
            await self.channel.show(place, screen, answers=news)
        except Moved as moved:
            log.info("group has moved", chat=chat.external_id, now=moved.new_chat_id)
            await self.channel.moved(chat.bot, int(chat.external_id), moved.new_chat_id)
            there = Place(by, chat.id, str(moved.new_chat_id), t, bot=chat.bot)
            await self.channel.show(there, screen, answers=news)


async def _card(by: Actor, payload: dict[str, Any], t: Translator, one: Listener) -> Screen:
    return staff_card(await read_order(by, int(payload["order_id"])), t, one.by, group=one.group)


async def _trouble(by: Actor, payload: dict[str, Any], t: Translator, one: Listener) -> Screen:
    return trouble_card(await read_order(by, int(payload["order_id"])), t, group=one.group)


async def _return(by: Actor, payload: dict[str, Any], t: Translator, one: Listener) -> Screen:
    return staff_return_card(await order_return(by, int(payload["return_id"])), t, group=one.group)


async def _request(by: Actor, payload: dict[str, Any], t: Translator, _one: Listener) -> Screen:
    return request_card(await approval(by, int(payload["approval_id"])), t)
