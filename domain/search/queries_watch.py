"""Which of the words somebody waits for are answered. From the goods to the words: the number of those who wait
does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.catalog.fragments import ids
from domain.kit.actor import Actor
from domain.kit.db import sql

# The plus keeps SQLite from walking the whole shop, and CROSS keeps its order: product ids are the shorter way.
_OF_GOODS = "search_term t CROSS JOIN watched_term w WHERE +t.shop_id = $1 AND w.shop_id = $1 AND w.term = t.term"
_OF_LIST = "watched_term w CROSS JOIN search_term t WHERE w.shop_id = $1 AND t.shop_id = $1 AND t.term = w.term"
_ANSWERED = """
WITH hit AS (SELECT w.list_id, t.product_id, COUNT(DISTINCT w.part) AS parts FROM {terms} AND {which}
GROUP BY w.list_id, t.product_id)
SELECT hit.list_id, MAX(hit.product_id) AS product_id FROM hit
WHERE hit.parts = (SELECT COUNT(DISTINCT x.part) FROM watched_term x WHERE x.list_id = hit.list_id)
GROUP BY hit.list_id ORDER BY hit.list_id
"""


async def answered(by: Actor, product_ids: Sequence[int]) -> dict[int, int]:
    """Lists whose words one of these products has, each with the newest such product."""
    which = f"t.product_id IN ({ids(list(product_ids))})"
    rows = await sql(_ANSWERED.format(terms=_OF_GOODS, which=which), by.shop_id) if product_ids else []
    return {row["list_id"]: row["product_id"] for row in rows}


async def answer_of(by: Actor, list_id: int) -> int:
    """The newest product that has the words of a watched list; 0 for none."""
    rows = await sql(_ANSWERED.format(terms=_OF_LIST, which="w.list_id = $2"), by.shop_id, list_id)
    return int(rows[0]["product_id"]) if rows else 0
