"""Products come in: one by hand, or a file of any length."""

from __future__ import annotations

from domain.audit.actions import record
from domain.catalog.models import Product
from domain.catalog.tree import shop_now
from domain.imports.plan import State, examine, plan
from domain.imports.port import ProductRow
from domain.imports.runner import Counts, ImportResult, run_import
from domain.imports.write import write
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import BadInput

__all__ = ["Counts", "ImportResult", "add_product", "run_import", "upsert_product"]


async def upsert_product(by: Actor, row: ProductRow) -> State:
    """Put one product in or bring it up to date; its stock is set when it is new or the row's number is.

    Raises `BadInput` for a row that cannot go in.
    """
    require(by, Permission.EDIT_CATALOG)
    shop = await shop_now(by)
    admitted, notes = examine(row, shop.currency)
    if admitted is None:
        raise BadInput({"product": notes[-1].problem})
    async with transaction():
        planned = (await plan(by, [admitted]))[0]
        await write(by, [planned], shop.locale, {})
    return planned.state


async def add_product(by: Actor, row: ProductRow) -> int:
    """Make a product by hand and return its id. Raises `BadInput`, also when its key is taken."""
    async with transaction():
        if await Product.of(by, key=row.key).exists():
            raise BadInput({"key": "Another product has this key already."})
        await upsert_product(by, row)
        product_id = int((await Product.of(by, key=row.key).get()).id)
        await record(by, "product.created", f"product:{product_id}", {"key": row.key})
    return product_id
