"""Papers are issued by themselves, after the money: what fails here is tried again and can undo no payment."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from domain.kit.actor import Actor
from domain.kit.db import is_away
from domain.papers.actions import issue_for_order, issue_for_refund, report_failure
from domain.papers.queries import papers_of
from handlers.notices import Notice, Topic
from handlers.orders.notices import card_only


async def issue(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    return await _issued(issue_for_order(by, int(payload["order_id"])), payload, by)


async def credit(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    return await _issued(issue_for_refund(by, int(payload["refund_id"])), payload, by)


async def _issued(issuing: Awaitable[None], payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """The order's card gets its button. People are told when it fails for another reason than a database away."""
    order_id = int(payload["order_id"])
    try:
        await issuing
    except Exception as error:
        if not is_away(error):
            await report_failure(by, order_id)
        raise
    return await card_only(payload, by) if await papers_of(by, order_id) else ()


TOPICS: dict[str, Topic] = {"paper.issue": issue, "paper.credit": credit}
