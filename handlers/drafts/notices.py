"""What a draft says: its card, at the end of the chat when it is offered, in its place when it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.chats.queries import chats_of_customer
from domain.drafts.queries import draft
from domain.drafts.views import DraftView
from domain.kit.actor import Actor
from handlers.drafts.screens import draft_card
from handlers.notices import Notice, Topic


async def _view(payload: dict[str, Any], by: Actor) -> DraftView:
    """In the language of the chat its customer was last seen in."""
    view = await draft(by, int(payload["draft_id"]))
    chats = await chats_of_customer(by, view.customer_id)
    locale = chats[0].locale if chats else ""
    return await draft(replace(by, locale=locale), view.id) if locale else view


async def sent(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    view = await _view(payload, by)
    if view.status != "sent":
        return await changed(payload, by)
    return (Notice(view.customer_id, lambda t: draft_card(view, t), news=True),)


async def changed(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """The card says enough."""
    view = await _view(payload, by)
    return (Notice(view.customer_id, lambda t: draft_card(view, t)),)


TOPICS: dict[str, Topic] = {"draft.sent": sent, "draft.changed": changed, "draft.declined": changed}
