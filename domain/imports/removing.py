"""Products that nobody has ever ordered can be deleted with all that belongs to them; the others are put away."""

from __future__ import annotations

from collections.abc import Sequence

from tortoise.exceptions import IntegrityError

from domain.catalog.actions import archive
from domain.catalog.bulk import Outcome, Step, run
from domain.catalog.filters import ProductFilter
from domain.catalog.fragments import ids as listed
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import attempt, sql
from domain.kit.rows import Values

_VARIANTS = "(SELECT v.id FROM variant v WHERE v.product_id IN ({ids}))"
_OPTIONS = "(SELECT o.id FROM product_option o WHERE o.product_id IN ({ids}))"
# what belongs to a product alone, children first; anything else that points at one keeps it in the archive
_PARTS = (
    *((table, "variant_id", _VARIANTS) for table in ("cart_line", "stock_move", "stock_level", "price_history")),
    *((table, "variant_id", _VARIANTS) for table in ("digital_key", "digital_file", "variant_value")),
    ("option_value", "option_id", _OPTIONS),
    *((table, "product_id", "({ids})") for table in ("alert", "saved_item", "search_term", "collection_item")),
    *((table, "product_id", "({ids})") for table in ("variant", "product_option", "product_image")),
    *((table, "product_id", "({ids})") for table in ("product_attribute", "product_tag", "product_category")),
    ("product_text", "product_id", "({ids})"),
)
_DELETE = "DELETE FROM {table} WHERE {column} IN {ids}"
_ORDERED = "SELECT DISTINCT l.product_id AS id FROM order_line l WHERE l.shop_id = $1 AND l.product_id IN ({ids})"
_COUNTED = """
SELECT COUNT(*) AS n FROM product p WHERE {where}
AND EXISTS (SELECT 1 FROM variant v JOIN order_line l ON l.variant_id = v.id WHERE v.product_id = p.id)
"""


async def ever_ordered(by: Actor, wanted: ProductFilter) -> int:
    """How many of these products are in an order and can only be archived."""
    require(by, Permission.EDIT_CATALOG)
    values = Values([by.shop_id])
    return int((await sql(_COUNTED.format(where=wanted.where(values)), *values))[0]["n"])


async def remove_products(by: Actor, wanted: ProductFilter) -> Outcome:
    """Delete what was never ordered, archive the rest. There is no way back from it."""
    return await run(by, wanted, "delete", _removed, again=False)


async def _removed(by: Actor, part: list[int]) -> Step:
    kept = {row["id"] for row in await sql(_ORDERED.format(ids=listed(part)), by.shop_id)}
    free = [one for one in part if one not in kept]
    gone = free if free and await deleted(free) else [one for one in free if await deleted([one])]
    for one in part:
        if one not in gone:
            await archive(by, one)
    return Step([], part, len(part))


async def deleted(product_ids: Sequence[int]) -> bool:
    """Whether they could be deleted: nothing but their own parts pointed at them."""
    ids = ", ".join(str(int(i)) for i in product_ids)
    try:
        async with attempt():
            for table, column, of in _PARTS:
                await sql(_DELETE.format(table=table, column=column, ids=of.format(ids=ids)))
            await sql(_DELETE.format(table="product", column="id", ids=f"({ids})"))
    except IntegrityError:
        return False
    return True
