"""A product like another one: a draft with its words, places, pictures, options and prices, and no stock."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace

from domain.catalog.actions_edit import ProductEdit, edit_product, set_pictures
from domain.catalog.queries_edit import product_to_edit
from domain.imports.actions import add_product
from domain.imports.port import ProductRow, VariantRow
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.shop.queries import shop_of
from domain.stock.shelf import ShelfRow, shelf

_TAIL = re.compile(r"-[0-9a-f]{6}$")


async def duplicate(by: Actor, product_id: int) -> int:
    """Make it and return its id. SKUs and barcodes stay with the first. Raises `NotFound`, `NotAllowed`."""
    require(by, Permission.EDIT_CATALOG)
    edit = await product_to_edit(by, product_id)
    own = replace(by, locale=(await shop_of(by)).locale)
    rows = (await shelf(own, [product_id]))[product_id]
    row = ProductRow(
        key=f"{_TAIL.sub('', edit.key)[:180]}-{secrets.token_hex(3)}",
        names={locale: name for locale, (name, _) in edit.texts.items()},
        descriptions={locale: body for locale, (_, body) in edit.texts.items()},
        variants=tuple(_variant(one) for one in rows),
        status="draft", brand=edit.brand, tags=edit.tags, options=tuple(name for name, _ in edit.options),
        tax_class=edit.tax_class, requires_shipping=edit.requires_shipping,
    )  # fmt: skip
    async with transaction():
        made = await add_product(by, row)
        fresh = await product_to_edit(by, made)
        rest = ProductEdit(
            category_ids=edit.category_ids, attributes=dict(edit.attributes), kind=edit.kind
        )  # fmt: skip
        revision = await edit_product(by, made, fresh.revision, rest)
        copies = (await shelf(own, [made]))[made]
        pictures = [(one.media_id, one.alt) for one in edit.pictures]
        await set_pictures(by, made, revision, pictures, _shown_for(rows, copies))
    return made


def _shown_for(rows: Sequence[ShelfRow], copies: Sequence[ShelfRow]) -> dict[int, list[int]]:
    """The same pictures first for the copies of the same variants."""
    shown, found = {row.values: row.image_id for row in rows}, dict[int, list[int]]()
    for copy in copies:
        found.setdefault(shown.get(copy.values, 0), []).append(copy.id)
    return found


def _variant(row: ShelfRow) -> VariantRow:
    return VariantRow(
        key=" / ".join(row.values)[:190] or "-",
        values=row.values,
        price=row.price,
        compare_at=row.compare_at,
        stock=None if row.policy == "untracked" else 0,
        policy=row.policy,  # type: ignore[arg-type] # the same three words
        weight_g=row.weight_g,
    )
