"""Rows of a file are put in, with a note of what they changed, so that a run can be taken back."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.exceptions import BaseORMException

from domain.catalog.models import Category, Product
from domain.imports.capture import Standing, difference, standing
from domain.imports.plan import Planned
from domain.imports.port import Problem
from domain.imports.rules import note
from domain.imports.write import Pictures, write
from domain.imports.write_categories import category_key
from domain.imports.write_names import Names, write_names
from domain.imports.write_product import note_digests
from domain.kit.actor import Actor
from domain.kit.db import attempt
from domain.kit.rows import insert_rows, packed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Before:
    """How things stood: the categories there were of those the rows name, and the products they change."""

    keys: set[str]
    categories: set[int]
    products: Standing


async def put_in(
    by: Actor, run_id: int, names: Names, planned: Sequence[Planned], locale: str, pictures: Pictures
) -> tuple[list[Planned], list[Problem]]:
    """Write what is new or changed inside the caller's transaction; what went in, and what there is to say of it.

    Run 0 keeps no notes.
    """
    todo = [one for one in planned if one.state != "unchanged"]
    before = await _before(by, names, todo) if run_id else None
    await write_names(by, names, locale)
    await note_digests(by, [one for one in planned if one.noted])
    written, problems = await _written(by, todo, locale, pictures)
    if before:
        await _keep(by, run_id, written, before)
    return written, problems


async def _before(by: Actor, names: Names, todo: Sequence[Planned]) -> _Before:
    paths = [*(row.path for row, _ in names.categories), *(path for one in todo for path in one.row.categories)]
    keys = {category_key(path[:depth]) for path in paths for depth in range(1, len(path) + 1)}
    products = await standing([one.product_id for one in todo if one.product_id])
    return _Before(keys, await _categories(by, keys), products)


async def _categories(by: Actor, keys: Collection[str]) -> set[int]:
    if not keys:
        return set()
    return {int(row["id"]) for row in await Category.of(by, key__in=list(keys)).values("id")}


async def _written(
    by: Actor, todo: Sequence[Planned], locale: str, pictures: Pictures
) -> tuple[list[Planned], list[Problem]]:
    """All at once, or one by one where the database refuses something."""
    try:
        async with attempt():
            return list(todo), await write(by, todo, locale, pictures)
    except (BaseORMException, ValueError, OverflowError):
        return await _one_by_one(by, todo, locale, pictures)


async def _one_by_one(
    by: Actor, todo: Sequence[Planned], locale: str, pictures: Pictures
) -> tuple[list[Planned], list[Problem]]:
    written: list[Planned] = []
    problems: list[Problem] = []
    for one in todo:
        try:
            async with attempt():
                problems += await write(by, [one], locale, pictures)
        except (BaseORMException, ValueError, OverflowError):
            log.exception("product refused by the database", extra={"key": one.row.key})
            problems.append(note(one.row, "The database could not take it; the log says why.", "refused"))
        else:
            written.append(one)
    return written, problems


async def _keep(by: Actor, run_id: int, written: Sequence[Planned], before: _Before) -> None:
    """A row for everything that was made or changed."""
    categories = await _categories(by, before.keys) - before.categories
    made = {one.row.key for one in written if not one.product_id}
    fresh = await Product.of(by, key__in=sorted(made)).values("id", "key") if made else []
    after = await standing(sorted(before.products))
    rows = [change_row(by, run_id, diff={"categories": sorted(categories)}, made=True)] if categories else []
    rows += [change_row(by, run_id, product_id=row["id"], key=row["key"], made=True) for row in fresh]
    changed = {one.product_id: one.row.key for one in written if one.product_id}
    for product_id, key in changed.items():
        diff = difference(before.products[product_id], after[product_id])
        rows += [change_row(by, run_id, product_id=product_id, key=key, diff=diff)] if diff else []
    if rows:
        await insert_rows("import_change", rows, returning="")


def change_row(
    by: Actor, run_id: int, product_id: int = 0, key: str = "", diff: dict[str, Any] | None = None, made: bool = False
) -> dict[str, Any]:
    """What a run did to one product, as it is kept."""
    return {
        "shop_id": by.shop_id, "run_id": run_id, "product_id": product_id, "key": key, "made": made,
        "diff": packed(diff or {}), "undone_at": None, "kept": None,
    }  # fmt: skip
