"""Two chats have become one customer's: both hear of it."""

from __future__ import annotations

from typing import Any

from domain.customers.queries import exists
from domain.joining.actions import JOINED
from domain.kit.actor import Actor
from domain.shop.queries import shop_of
from handlers.joining.screens import connected_card
from handlers.notices import Notice, Topic


async def tell_joined(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    customer_id = int(payload["customer_id"])
    if not await exists(by, customer_id):  # joined once more meanwhile
        return ()
    name = (await shop_of(by)).name
    return (Notice(customer_id, lambda t: connected_card(name, t)),)


TOPICS: dict[str, Topic] = {JOINED: tell_joined}
