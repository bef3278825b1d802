"""Reading what was handed over for its cards."""

from __future__ import annotations

from domain.digital.links import token_of
from domain.digital.queries import handed
from domain.digital.views import HandedLine
from domain.kit.actor import Actor
from domain.orders.views import OrderView
from domain.shop.views import ShopView
from handlers.digital.screens import Parcel, parcels


async def handed_of(by: Actor, order: OrderView) -> tuple[HandedLine, ...]:
    """What the buyer has of an order that stands; no statement for one without digital items."""
    if order.status == "cancelled" or not any(line.handed for line in order.lines):
        return ()
    return await handed(by, order.id)


async def parcels_of(by: Actor, order: OrderView, shop: ShopView, line_id: int = 0) -> tuple[Parcel, ...]:
    """The messages that hold all of it, or one line."""
    lines = await handed_of(by, order)
    wanted = [line for line in lines if line_id in (0, line.id)]
    return parcels(wanted, lambda line: f"/chat/{shop.slug}/file/{token_of(by.shop_id, line)}")
