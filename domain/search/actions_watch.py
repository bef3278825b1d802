"""Words somebody waits for, and telling those who care that goods have got new words."""

from __future__ import annotations

from collections.abc import Sequence

from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.rows import insert_rows
from domain.outbox.actions import put
from domain.search.queries_lists import stored_list
from domain.search.rules import awaited

INDEXED = "words.indexed"

_WATCHED = "SELECT 1 AS n FROM watched_term WHERE shop_id = $1 LIMIT 1"


async def watch(by: Actor, list_id: int) -> None:
    """Keep the terms of a list of plain words to be compared with goods. Harmless twice. Raises `NotFound`."""
    stored = await stored_list(by, list_id)
    terms = awaited(stored.query)
    if not terms or stored.category_id or stored.filters:
        raise NotFound()
    rows = [{"shop_id": by.shop_id, "list_id": list_id, "part": part, "term": term} for part, term in terms]
    await insert_rows("watched_term", rows, conflict="ON CONFLICT (list_id, part, term) DO NOTHING")


async def tell_indexed(by: Actor, product_ids: Sequence[int]) -> None:
    """These products have new words: compared later, and only in a shop where somebody waits for words."""
    if product_ids and await sql(_WATCHED, by.shop_id):
        await put(by, INDEXED, {"product_ids": list(product_ids)})
