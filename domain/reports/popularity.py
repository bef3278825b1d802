"""What sells and what is looked at, kept on the product for sorting: units sold and views of the last 30 days."""

from __future__ import annotations

from datetime import timedelta

from domain.kit.clock import now
from domain.kit.db import sql, transaction

_REFRESH = """
UPDATE product SET
  units_sold_30 = COALESCE((SELECT SUM(l.quantity) FROM order_line l JOIN orders o ON o.id = l.order_id
    WHERE l.product_id = product.id AND o.placed_at >= $1 AND o.status <> 'cancelled' AND o.is_test = $2), 0),
  views_30 = (SELECT COUNT(*) FROM event e
    WHERE e.shop_id = product.shop_id AND e.kind = 'view' AND e.subject_id = product.id AND e.at >= $1)
WHERE is_demo = $2 AND status = 'active'
RETURNING id
"""


async def refresh_popularity(days: int = 30) -> int:
    """Count anew for every published product, and return how many. Test orders do not count, demo goods keep theirs."""
    async with transaction():
        return len(await sql(_REFRESH, now() - timedelta(days=days), False))
