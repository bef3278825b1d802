"""Credit the shop has given is said in every chat of its customer."""

from __future__ import annotations

from typing import Any

from domain.kit.actor import Actor
from domain.kit.money import Money
from domain.shop.queries import shop_of
from handlers.notices import Notice, Topic
from handlers.wallet.screens import credit_card


async def credited(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    amount, name = Money(payload["amount"], payload["currency"]), (await shop_of(by)).name
    reason = str(payload.get("reason") or "")
    return (Notice(int(payload["customer_id"]), lambda t: credit_card(amount, reason, name, t), news=True),)


TOPICS: dict[str, Topic] = {"wallet.credited": credited}
