"""One act on many products: in parts of 500, each its own transaction with its audit row and a way back."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.audit.actions import record
from domain.catalog.filters import ProductFilter
from domain.catalog.models import BulkStep
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, ShopError
from domain.kit.rows import Values, unpacked
from domain.outbox.actions import put
from domain.shop.actions import bump

AT_ONCE = 500
_OF_WORDS = frozenset({"status", "category", "tag"})
UNDO_FOR = timedelta(minutes=10)
Rows = list[Any]
Restore = Callable[[Actor, Rows], Awaitable[int]]

_NEXT = "SELECT p.id FROM product p WHERE {where} AND p.id > {last} ORDER BY p.id LIMIT {limit}"


class TooLate(ShopError):
    message = N_("That can be undone for ten minutes, and only once.")


@dataclass(frozen=True, slots=True)
class Step:
    """What a part has done: `was` is what `restore` needs, `products` whose it was, `rows` how many things changed."""

    was: Rows
    products: Sequence[int]
    rows: int


Do = Callable[[Actor, list[int]], Awaitable[Step]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`act` names it for `undo`, "" where there is no way back. `seen` are all products that were gone through."""

    act: str
    seen: int
    products: int
    rows: int


async def chunks(by: Actor, wanted: ProductFilter) -> AsyncIterator[list[int]]:
    """The products in parts, by id, so that what changes meanwhile neither comes twice nor is left out."""
    last = 0
    while True:
        values = Values([by.shop_id])
        where = wanted.where(values)
        found = await sql(_NEXT.format(where=where, last=values.put(last), limit=AT_ONCE), *values)
        if not found:
            return
        yield [row["id"] for row in found]
        last = found[-1]["id"]


async def run(by: Actor, wanted: ProductFilter, verb: str, do: Do, *, again: bool = True) -> Outcome:
    """Carry out `do` on all of them, part by part; with `again` each part is kept so that it can be undone."""
    require(by, Permission.EDIT_CATALOG)
    act, seen, products, rows = secrets.token_hex(8), 0, 0, 0
    async for part in chunks(by, wanted):
        async with transaction():
            step = await do(by, part)
            if step.rows:
                await _tell(by, act, verb, step)
            if step.rows and again:
                await BulkStep.add(by, act=act, verb=verb, staff_id=by.id, was=step.was)
        seen, products, rows = seen + len(part), products + len(step.products), rows + step.rows
    return Outcome(act if again and rows else "", seen, products, rows)


async def _tell(by: Actor, act: str, verb: str, step: Step) -> None:
    """The audit row of a part, its words searched anew where they are others, a new version of the shop."""
    said = {"verb": verb, "changed": step.rows, "products": list(step.products)}
    await record(by, "products.changed", f"bulk:{act}", said)
    if verb in _OF_WORDS:
        await put(by, "product.changed", {"product_ids": list(step.products)})
    await bump(by)


async def undo(by: Actor, act: str, restores: Mapping[str, Restore]) -> int:
    """Put back what an act has changed, wherever nobody has changed it since; how many things. Raises `TooLate`."""
    require(by, Permission.EDIT_CATALOG)
    steps = await BulkStep.of(by, act=act, undone_at=None, at__gt=now() - UNDO_FOR).order_by("id").values("id", "verb")
    if not steps:
        raise TooLate()
    return sum([await _undone(by, act, step["id"], restores[step["verb"]]) for step in steps])


async def _undone(by: Actor, act: str, step_id: int, restore: Restore) -> int:
    async with transaction():
        if not await BulkStep.of(by, id=step_id, undone_at=None).update(undone_at=now()):
            return 0
        kept = await BulkStep.of(by, id=step_id).values("was")
        back = await restore(by, unpacked(kept[0]["was"]))
        await record(by, "products.restored", f"bulk:{act}", {"changed": back})
        await bump(by)
    return back


async def undoable(by: Actor, act: str) -> bool:
    """Whether an act can still be taken back."""
    return bool(act) and await BulkStep.of(by, act=act, undone_at=None, at__gt=now() - UNDO_FOR).exists()


async def sweep_steps(days: int = 1) -> int:
    """Forget what can no longer be undone."""
    return await BulkStep.filter(at__lt=now() - timedelta(days=days)).delete()
