"""Stock as a file gives it: opened for new variants, counted anew where the file's number is another than last time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.imports.plan import Planned
from domain.imports.port import Problem
from domain.imports.rules import note
from domain.imports.write_product import insert_all
from domain.imports.write_variants import StockWish
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import attempt
from domain.stock.actions import adjust
from domain.stock.errors import HeldByOrders
from domain.stock.queries import level

REASON = "import"


async def set_stock(by: Actor, wishes: Sequence[tuple[Planned, StockWish]]) -> list[Problem]:
    """Carry out the wishes, inside the caller's transaction; what orders hold stays and is warned of."""
    await _open(by, [wish for _, wish in wishes if wish.is_new])
    problems = [await _count(by, one, wish) for one, wish in wishes if not wish.is_new]
    return [problem for problem in problems if problem]


async def _open(by: Actor, wishes: Sequence[StockWish]) -> None:
    levels: list[dict[str, Any]] = [
        {"shop_id": by.shop_id, "variant_id": w.variant_id, "place": "main", "on_hand": w.units, "reserved": 0}
        for w in wishes
    ]
    await insert_all("stock_level", levels)
    moves: list[dict[str, Any]] = [
        {
            "shop_id": by.shop_id, "variant_id": w.variant_id, "kind": REASON, "quantity": w.units,
            "order_line_id": None, "reason": REASON, "actor": f"{by.kind}:{by.id}", "at": now(),
        }
        for w in wishes
        if w.units
    ]  # fmt: skip
    await insert_all("stock_move", moves)


async def _count(by: Actor, one: Planned, wish: StockWish) -> Problem | None:
    there = await level(by, wish.variant_id)
    try:
        async with attempt():
            await adjust(by, wish.variant_id, wish.units - there.on_hand, REASON)
    except HeldByOrders:
        said = f"The stock stays at {there.on_hand}: {there.reserved} are held for orders, more than {wish.units}."
        return note(one.row, said, "warned", wish.row.line)
    return None
