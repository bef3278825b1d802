"""A hundred items of a file: looked at, or put in with a note of what they changed."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from tortoise.expressions import F

from domain.catalog.models import Category, Product, ProductStatus
from domain.catalog.tree import shop_now
from domain.imports.capture import Standing, standing
from domain.imports.choices import Choices, limited
from domain.imports.looks import SHOWN, look
from domain.imports.noting import change_row, put_in
from domain.imports.plan import Admitted, Planned, examine, plan
from domain.imports.port import CategoryRow, Item, Problem, ProductRow, WordRow
from domain.imports.rules import digest, is_link
from domain.imports.runner import Counts
from domain.imports.write import Pictures
from domain.imports.write_names import plan_names
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.rows import insert_rows
from domain.media.addresses import own_path
from domain.media.queries import stored_from, stored_here
from domain.search.actions import reindex
from domain.shop.actions import bump

BATCH = 200
log = logging.getLogger(__name__)
_ON_SALE = (
    "SELECT id, key, status FROM product WHERE shop_id = $1 AND status = 'active' AND id > $2 ORDER BY id LIMIT $3"
)


async def check_stretch(by: Actor, items: Sequence[Item], choices: Choices, counts: Counts) -> dict[str, Any]:
    """Count what would happen; the first rows of each state as they would look, and every problem."""
    shop = await shop_now(by)
    names = await plan_names(by, [item for item in items if isinstance(item, (CategoryRow, WordRow))])
    planned, problems = await _planned(by, items, shop.currency, choices)
    room = {state: max(0, SHOWN - getattr(counts, state)) for state in ("new", "changed", "unchanged")}
    shown = [one for state, left in room.items() for one in [p for p in planned if p.state == state][:left]]
    there = await standing([one.product_id for one in shown if one.state == "changed"])
    await _name_categories(by, there, shop.locale)
    _count(counts, planned, [*names.problems, *problems], names.states)
    return {
        "rows": [look(one, shop.locale, there.get(one.product_id)) for one in shown],
        "problems": [asdict(problem) for problem in (*names.problems, *problems)],
    }


async def _planned(
    by: Actor, items: Sequence[Item], currency: str, choices: Choices
) -> tuple[list[Planned], list[Problem]]:
    admitted: list[Admitted] = []
    problems = [item for item in items if isinstance(item, Problem)]
    for item in items:
        if isinstance(item, ProductRow):
            good, notes = examine(item, currency)
            problems += notes
            admitted += [good] if good else []
    planned = await plan(by, admitted)
    if not choices.whole:
        planned = await plan(by, await _limited(planned, choices))
    return planned, sorted(problems, key=lambda problem: problem.line or 0)


async def _limited(planned: Sequence[Planned], choices: Choices) -> list[Admitted]:
    there = await standing([one.product_id for one in planned if one.product_id])
    rows = [limited(p.row, there[p.product_id], choices) if p.product_id else p.row for p in planned]
    return [Admitted(row, digest(row)) for row in rows]


async def _name_categories(by: Actor, there: Standing, locale: str) -> None:
    ids = {row["category_id"] for own in there.values() for row in own["product"].values() if row["category_id"]}
    rows = await Category.of(by, id__in=list(ids)).values("id", "path") if ids else []
    steps = {int(step) for row in rows for step in row["path"].split("/") if step}
    found = ", ".join(map(str, sorted(steps))) or "NULL"
    names: dict[int, str] = {}
    texts = f"SELECT category_id, locale, name FROM category_text WHERE category_id IN ({found})"  # noqa: S608
    for text in await sql(texts):
        if text["locale"] == locale or text["category_id"] not in names:
            names[text["category_id"]] = text["name"]
    paths = {r["id"]: " / ".join(names.get(int(s), "?") for s in r["path"].split("/") if s) for r in rows}
    for own in there.values():
        product = next(iter(own["product"].values()))
        own["category"] = paths.get(product["category_id"], "")  # type: ignore[assignment] # told beside the tables


def _count(counts: Counts, planned: Sequence[Planned], problems: Sequence[Problem], names: Sequence[str]) -> None:
    told = [*(one.state for one in planned), *(problem.action for problem in problems), *(f"names_{s}" for s in names)]
    for name in told:
        setattr(counts, name, getattr(counts, name) + 1)


# ------------------------------------------------------------------------------------------------------ put in


async def write_stretch(
    by: Actor, run_id: int, items: Sequence[Item], choices: Choices, counts: Counts
) -> list[Problem]:
    """Write the items and what they changed, inside the caller's transaction."""
    shop = await shop_now(by)
    names = await plan_names(by, [item for item in items if isinstance(item, (CategoryRow, WordRow))])
    planned, problems = await _planned(by, items, shop.currency, choices)
    pictures = await _known_pictures(by, [one for one in planned if one.state != "unchanged"])
    written, more = await put_in(by, run_id, names, planned, shop.locale, pictures)
    said = [*names.problems, *problems, *more]
    _count(counts, [*written, *(one for one in planned if one.state == "unchanged")], said, names.states)
    return said


async def _known_pictures(by: Actor, todo: Sequence[Planned]) -> Pictures:
    """Pictures that were fetched before; the others stay links until the rows are in."""
    links = {image.source for one in todo for image in one.row.images}
    links |= {variant.image for one in todo for variant in one.row.variants if variant.image}
    ours = await stored_here(by, sorted(link for link in links if own_path(link)))
    far = sorted(link for link in links if is_link(link))
    return ours | (await stored_from(by, far) if far else {})


# ------------------------------------------------------------------------------------------- what the file is without


async def unpublish_stretch(by: Actor, run_id: int, after: int, keys: Collection[str]) -> tuple[int, int]:
    """Take off sale what the file does not name, of the next goods behind this id: the last id looked at (0: no more),
    and how many went. Inside the caller's transaction."""
    rows = await sql(_ON_SALE, by.shop_id, after, BATCH)
    gone = [row for row in rows if row["key"] not in keys]
    if gone:
        ids = [row["id"] for row in gone]
        await Product.of(by, id__in=ids).update(status=ProductStatus.DRAFT, revision=F("revision") + 1)
        was = {"status": [ProductStatus.ACTIVE.value, ProductStatus.DRAFT.value]}
        kept = [
            change_row(by, run_id, row["id"], row["key"], {"product": {"was": {str(row["id"]): was}}}) for row in gone
        ]
        await insert_rows("import_change", kept, returning="")
        await reindex(by, ids)
        await bump(by)
    return (rows[-1]["id"], len(gone)) if rows else (0, 0)
