"""Outbox topics that do something instead of saying something."""

from __future__ import annotations

from typing import Any

from domain.kit.actor import Actor
from domain.search.actions import reindex, reindex_category, reindex_words
from handlers.notices import Notice, Topic


async def product_changed(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """Words of changed products are searched anew."""
    await reindex(by, payload.get("product_ids") or [int(payload["product_id"])])
    return ()


async def words_changed(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """Goods are searched by the merchant's words in every language."""
    await reindex_words(by, [str(word) for word in payload["words"]])
    return ()


async def category_changed(payload: dict[str, Any], by: Actor) -> tuple[Notice, ...]:
    """Goods are searched by the names of their categories too."""
    await reindex_category(by, int(payload["category_id"]))
    return ()


TOPICS: dict[str, Topic] = {
    "product.changed": product_changed,
    "words.changed": words_changed,
    "category.changed": category_changed,
}
