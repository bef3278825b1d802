"""Payment sheets of messengers, let through."""

from __future__ import annotations

from domain.kit.actor import Actor
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments.actions import Sheet, admit


async def admitted(by: Actor, sheet: Sheet, **counts: int) -> OrderView:
    """The order behind a sheet that is let through, as it is then."""
    return await read_order(by, await admit(by, sheet, **counts))
