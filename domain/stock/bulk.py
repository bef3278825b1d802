"""One count for many products at once."""

from __future__ import annotations

from domain.catalog.bulk import Do, Outcome, Step, run
from domain.catalog.filters import ProductFilter
from domain.catalog.fragments import ids
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.kit.errors import N_, BadInput
from domain.kit.rows import Values
from domain.stock.writing import Counted, write_counts

MOST = 1_000_000
_COUNTED = "v.active AND v.policy <> 'untracked' AND v.gives <> 'keys'"
_READ = f"""
SELECT v.id, v.product_id, COALESCE(l.on_hand, 0) AS on_hand, COALESCE(l.reserved, 0) AS reserved
FROM variant v LEFT JOIN stock_level l ON l.variant_id = v.id AND l.place = 'main'
WHERE +v.shop_id = $1 AND {_COUNTED} AND v.product_id IN ({{ids}}) ORDER BY v.id
"""  # noqa: S608 - conditions of ours
_EFFECT = f"""
SELECT COUNT(*) AS variants, COALESCE(SUM(COALESCE(l.on_hand, 0)), 0) AS units,
  COALESCE(SUM(CASE WHEN COALESCE(l.reserved, 0) > $2 THEN 1 ELSE 0 END), 0) AS held
FROM product p JOIN variant v ON v.product_id = p.id
LEFT JOIN stock_level l ON l.variant_id = v.id AND l.place = 'main' WHERE {{where}} AND {_COUNTED}
"""  # noqa: S608 - conditions of ours


async def stock_effect(by: Actor, wanted: ProductFilter, to: int) -> tuple[int, int, int]:
    """(variants that are counted, units they have now, those that keep theirs because more are held by orders)."""
    require(by, Permission.EDIT_STOCK)
    values = Values([by.shop_id, to])
    row = (await sql(_EFFECT.format(where=wanted.where(values)), *values))[0]
    return int(row["variants"]), int(row["units"]), int(row["held"])


async def set_stock(by: Actor, wanted: ProductFilter, to: int) -> Outcome:
    """Count so many of every variant; what orders hold more of, and what is not counted, stays. Raises `BadInput`."""
    if not 0 <= to <= MOST:
        raise BadInput({"stock": N_("Write a whole number from 0 to 1000000.")})
    return await run(by, wanted, "stock", _counting(to), again=False)


def _counting(to: int) -> Do:
    async def do(by: Actor, part: list[int]) -> Step:
        rows = [row for row in await sql(_READ.format(ids=ids(part)), by.shop_id) if row["on_hand"] != to]
        counts = [Counted(row["id"], row["on_hand"], to) for row in rows]
        done = await write_counts(by, counts, "many products at once")
        return Step([], sorted({row["product_id"] for row in rows if row["id"] in done}), len(done))

    return do
