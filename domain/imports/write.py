"""Up to a hundred products in one transaction, in a few statements however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.imports.plan import Planned
from domain.imports.port import Problem, ProductRow
from domain.imports.rules import is_link
from domain.imports.stock import set_stock
from domain.imports.write_categories import ensure_categories
from domain.imports.write_options import write_options
from domain.imports.write_product import note_digests, write_images, write_labels, write_products
from domain.imports.write_variants import write_variants
from domain.kit.actor import Actor
from domain.kit.db import transaction
from domain.media.actions import attach
from domain.media.store import Stored
from domain.outbox.actions import put
from domain.search.actions import reindex
from domain.shop.actions import bump

Pictures = Mapping[str, Stored]


async def write(by: Actor, planned: Sequence[Planned], locale: str, pictures: Pictures) -> list[Problem]:
    """Write new and changed products with everything they bring along; warnings about what could not be taken over.

    `locale` is that of new categories. Everything or nothing goes in.
    """
    todo = [one for one in planned if one.state != "unchanged"]
    noted = [one for one in planned if one.noted]
    if not todo and not noted:
        return []
    async with transaction():
        await note_digests(by, noted)
        return await _write(by, todo, locale, pictures) if todo else []


async def _write(by: Actor, todo: Sequence[Planned], locale: str, pictures: Pictures) -> list[Problem]:
    places = await ensure_categories(by, [path for one in todo for path in one.row.categories], locale)
    media = await attach(by, _sources([one.row for one in todo], pictures))
    ids = await write_products(by, todo, places)
    await write_labels(by, todo, ids, places)
    values = await write_options(by, todo, ids)
    changes = await write_variants(by, todo, ids, values, media)
    await write_images(by, todo, ids, media)
    problems = await set_stock(by, changes.wishes)
    for product_id in sorted(changes.cheaper):
        await put(by, "price.dropped", {"product_id": product_id})
    await reindex(by, ids.values())
    await bump(by)
    return problems


def _sources(rows: Sequence[ProductRow], pictures: Pictures) -> dict[str, Stored | None]:
    """What pictures there are: those stored, and links, which stay links."""
    named = {image.source for row in rows for image in row.images}
    named |= {variant.image for row in rows for variant in row.variants if variant.image}
    return {source: pictures.get(source) for source in sorted(named) if source in pictures or is_link(source)}
