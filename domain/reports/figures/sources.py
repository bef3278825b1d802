"""The way to the order of who came by a link, by the word the link carries: where it hangs."""

from __future__ import annotations

from collections.abc import Mapping

from domain.kit.db import sql
from domain.reports.figures.days import DAY, Span, begins
from domain.reports.figures.measures import STEPS
from domain.reports.figures.reading import Book

MOST = 30
_KINDS = ", ".join(f"'{kind}'" for kind in STEPS[1:-1])
_WITHIN = "e.shop_id = $1 AND e.at >= $2 AND e.at < $3"
_WAYS = f"""
WITH came AS (SELECT DISTINCT a.customer_id AS id, a.last_source AS source FROM event e
  JOIN arrival a ON a.customer_id = e.customer_id
  WHERE {_WITHIN} AND e.kind = 'link' AND e.customer_id > 0 AND a.last_source <> '')
SELECT source, 'start' AS step, COUNT(*) AS n FROM came GROUP BY source
UNION ALL SELECT c.source, e.kind, COUNT(DISTINCT c.id) FROM came c JOIN event e ON e.customer_id = c.id
WHERE {_WITHIN} AND e.kind IN ({_KINDS}) GROUP BY c.source, e.kind
UNION ALL SELECT c.source, 'paid', COUNT(DISTINCT c.id) FROM came c JOIN orders o ON o.customer_id = c.id
WHERE o.shop_id = $1 AND o.placed_at >= $2 AND o.placed_at < $3 AND o.status <> 'cancelled' AND NOT o.is_test
GROUP BY c.source
"""  # noqa: S608 - our own words


async def ways_by_source(book: Book, span: Span) -> dict[str, Mapping[str, int]]:
    """People at each of `STEPS` by source, each counted once in all these days; most people first."""
    moments = begins(span.first, book.zone), begins(span.last + DAY, book.zone)
    found: dict[str, dict[str, int]] = {}
    for row in await sql(_WAYS, book.by.shop_id, *moments):
        found.setdefault(row["source"], dict.fromkeys(STEPS, 0))[row["step"]] = int(row["n"])
    best = sorted(found, key=lambda source: (-found[source]["start"], source))
    return {source: found[source] for source in best[:MOST]}
