"""Digital items go out by themselves: a paid order's row of the outbox hands them over, and says them in the chat."""

from __future__ import annotations

from functools import partial
from typing import Any

from domain.digital.actions import deliver
from domain.kit.actor import Actor
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.shop.queries import shop_of
from handlers.digital.flow import parcels_of
from handlers.digital.screens import parcel_card
from handlers.notices import Notice, Topic
from handlers.orders.notices import card_only


async def hand_over(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """Carried out twice, it hands over once, and says the same."""
    await deliver(by, int(payload["order_id"]))
    order = await read_order(by, int(payload["order_id"]))
    return *await _said(order, by), *await card_only(payload, by)


async def again(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """The shop's people have sent a line once more."""
    return await _said(await read_order(by, int(payload["order_id"])), by, int(payload["line_id"]))


async def _said(order: OrderView, by: Actor, line_id: int = 0) -> tuple[Notice, ...]:
    found = await parcels_of(by, order, await shop_of(by), line_id)
    return tuple(Notice(order.customer_id, partial(parcel_card, parcel, order.number), news=True) for parcel in found)


TOPICS: dict[str, Topic] = {"digital.deliver": hand_over, "digital.again": again}
