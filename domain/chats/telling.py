"""Telling the shop's own people: one outbox row for each, so that one who cannot be reached holds nobody else up."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.chats.models import ChatCard
from domain.kit.actor import Actor
from domain.kit.db import transaction
from domain.outbox.actions import put
from domain.staff.telegram import listeners
from domain.staff.views import Listener

CARD, TROUBLE = "staff.card", "staff.trouble"
RETURN, REQUEST = "staff.return", "staff.request"
Hears = Callable[[Listener], bool]


async def tell_staff(by: Actor, order_id: int, moment: str, key: str, *, new: bool, trouble: bool) -> int:
    """Put what everybody is to hear of an order; returns how much. Once for each `moment` ("order.paid:7").

    Who has a card under `key` has it changed; a new order is told to those who want to hear of new ones, and trouble
    to those who want to hear of that.
    """
    heard = await listeners(by)
    if not heard:
        return 0
    known = {row["chat_id"] for row in await ChatCard.of(by, key=key).values("chat_id")}
    told = [(topic, one.chat_id) for one in heard for topic in _topics(one, one.chat_id in known, new, trouble)]
    async with transaction():
        for topic, chat_id in told:
            payload = {"order_id": order_id, "chat_id": chat_id}
            await put(by, topic, payload, once=f"{topic}:{order_id}:{moment}:{chat_id}")
    return len(told)


def _topics(one: Listener, known: bool, new: bool, trouble: bool) -> tuple[str, ...]:
    card = (CARD,) if known or (new and one.orders) else ()
    return (*card, TROUBLE) if trouble and one.money else card


async def tell_of(by: Actor, topic: str, about: Mapping[str, int], moment: str, key: str, hears: Hears) -> int:
    """The same of something else, `about` its ids: who has a card under `key` has it changed, who `hears` gets one."""
    heard = await listeners(by)
    if not heard:
        return 0
    known = {row["chat_id"] for row in await ChatCard.of(by, key=key).values("chat_id")}
    told = [one.chat_id for one in heard if one.chat_id in known or hears(one)]
    async with transaction():
        for chat_id in told:
            await put(by, topic, {**about, "chat_id": chat_id}, once=f"{topic}:{moment}:{chat_id}")
    return len(told)
