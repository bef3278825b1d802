"""Outbox topics that do something instead of saying something."""

from __future__ import annotations

from typing import Any

from domain.kit.actor import Actor
from domain.search.actions import reindex
from handlers.notices import Notice, Topic


async def product_changed(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """Words of a changed product are searched anew."""
    await reindex(by, [int(payload["product_id"])])
    return ()


TOPICS: dict[str, Topic] = {"product.changed": product_changed}
