"""What lists of customers are sorted by, kept with the customer. It follows within a minute; pages count afresh."""

from __future__ import annotations

from collections.abc import Sequence

from domain.kit.db import sql
from domain.kit.rows import placeholders

AT_ONCE = 500
LOOK_BACK = 2_000  # rows written by transactions that were still open at the last look have lower numbers
# COALESCE: without statistics SQLite would walk the index of placed orders instead of the customer's few.
FIRM = """
o.shop_id = {p}.shop_id AND o.customer_id = {p}.id AND COALESCE(o.placed_at, o.created_at) = o.placed_at
AND o.status <> 'cancelled'
AND (NOT CAST(o.is_test AS BOOLEAN) OR EXISTS (
  SELECT 1 FROM shop x WHERE x.id = {p}.shop_id AND CAST(x.test_mode AS BOOLEAN)))
"""
ORDERS = f"(SELECT COUNT(*) FROM orders o WHERE {FIRM})"  # noqa: S608 - words of ours
SPENT = f"""
COALESCE((SELECT SUM(o.total) FROM orders o JOIN shop s ON s.id = o.shop_id AND s.currency = o.currency
  WHERE {FIRM}), 0)
"""  # noqa: S608
SEEN = """
COALESCE((SELECT MAX(c.seen_at) FROM chat c WHERE c.shop_id = {p}.shop_id AND c.customer_id = {p}.id), {p}.created_at)
"""
_COUNT = f"UPDATE customer SET orders_count = {ORDERS}, spent = {SPENT}, seen_at = {SEEN} WHERE ".format(p="customer")  # noqa: S608
_NEWS = {
    "order_history": "SELECT DISTINCT o.customer_id AS id FROM order_history n JOIN orders o ON o.id = n.order_id"
    " WHERE n.id > $1 AND n.id <= $2",
    "event": "SELECT DISTINCT n.customer_id AS id FROM event n WHERE n.id > $1 AND n.id <= $2 AND n.customer_id > 0",
}
_newest: dict[str, int] = {}


async def refresh(ids: Sequence[int]) -> None:
    """Count anew what these customers have ordered and when they were last here."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        await sql(f"{_COUNT} id IN ({placeholders(len(some))})", *some)


async def follow() -> int:
    """A sweep: whoever has ordered or looked since the last time. Returns how many customers were counted."""
    changed: set[int] = set()
    for table, news in _NEWS.items():
        changed |= {int(row["id"]) for row in await _since(table, news)}
    await refresh(sorted(changed))
    return len(changed)


async def _since(table: str, news: str) -> list[dict[str, int]]:
    top = int((await sql(f"SELECT COALESCE(MAX(id), 0) AS top FROM {table}"))[0]["top"])  # noqa: S608 - one of two
    last = _newest.get(table, 0)
    _newest[table] = top
    return await sql(news, max(0, min(last or top, top) - LOOK_BACK), top) if top != last else []


async def recount() -> int:
    """A sweep of the night: everybody, a few hundred at a time."""
    last = counted = 0
    while True:
        rows = await sql(f"SELECT id FROM customer WHERE id > $1 ORDER BY id LIMIT {AT_ONCE}", last)  # noqa: S608
        if not rows:
            return counted
        await refresh([int(row["id"]) for row in rows])
        last, counted = int(rows[-1]["id"]), counted + len(rows)
