"""Counts of many variants written at once, each guarded by the figure that was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from domain.catalog.fragments import ids
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.rows import insert_rows
from domain.outbox.actions import put
from domain.stock.levels import Units, note_moves

_WRITE = """
UPDATE stock_level SET on_hand = w.column3 FROM (VALUES {rows}) w
WHERE shop_id = $1 AND place = 'main' AND variant_id = w.column1 AND on_hand = w.column2 AND reserved <= w.column3
RETURNING variant_id, reserved
"""
_AWAITED = "SELECT DISTINCT variant_id FROM alert WHERE shop_id = $1 AND kind = 'stock' AND variant_id IN ({ids})"


class Counted(NamedTuple):
    """A variant, what was seen of it, and what there is."""

    variant_id: int
    was: int
    to: int


async def write_counts(by: Actor, counts: Sequence[Counted], reason: str) -> set[int]:
    """Inside the caller's transaction. The variants written: not those that have moved since or orders hold more of."""
    if not counts:
        return set()
    fixed = {"shop_id": by.shop_id, "place": "main", "on_hand": 0, "reserved": 0}
    levels = [fixed | {"variant_id": one.variant_id} for one in counts]
    await insert_rows("stock_level", levels, conflict="ON CONFLICT (variant_id, place) DO NOTHING", returning="")
    rows = ", ".join(f"({int(one.variant_id)}, {int(one.was)}, {int(one.to)})" for one in counts)
    held = {row["variant_id"]: row["reserved"] for row in await sql(_WRITE.format(rows=rows), by.shop_id)}
    done = [one for one in counts if one.variant_id in held]
    moves = [Units(one.variant_id, one.to - one.was) for one in done]
    await note_moves(by, "count", moves, sign=1, reason=reason)
    await _tell_back(by, [one.variant_id for one in done if one.was <= held[one.variant_id] < one.to])
    return set(held)


async def _tell_back(by: Actor, variants: list[int]) -> None:
    """Only those somebody waits for: thousands of topics would hold up what customers wait for."""
    for row in await sql(_AWAITED.format(ids=ids(variants)), by.shop_id) if variants else ():
        await put(by, "stock.back", {"variant_id": row["variant_id"]})
