"""What a return says by itself: its card changes where it stands, and one short message of each decision."""

from __future__ import annotations

from typing import Any

from domain.kit.actor import Actor
from domain.returns.queries import order_return
from handlers.notices import Notice, Topic
from handlers.returns.screens import news_card, return_card


async def card_only(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """Whoever has done it has just seen it."""
    view = await order_return(by, int(payload["return_id"]))
    return (Notice(view.customer_id, lambda t: return_card(view, t)),)


def told(status: str) -> Topic:
    """News of a step, unless it has gone on since. Money speaks for itself."""

    async def changed(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
        view = await order_return(by, int(payload["return_id"]))
        card = Notice(view.customer_id, lambda t: return_card(view, t))
        if view.status != status or view.amount:
            return (card,)
        return card, Notice(view.customer_id, lambda t: news_card(view, t), news=True)

    return changed


TOPICS: dict[str, Topic] = {
    "return.requested": card_only,
    "return.cancelled": card_only,
    "return.approved": told("approved"),
    "return.rejected": told("rejected"),
    "return.received": told("received"),
    "return.closed": told("closed"),
}
