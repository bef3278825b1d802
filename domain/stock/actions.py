"""Stock is held for orders that wait for money, taken by orders that are firm, and given back when they end.

All of these run inside the transaction of the verb that calls them. Only tracked lines are passed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.audit.actions import record
from domain.catalog.models import Gives, Variant
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound, ShopError
from domain.kit.rows import insert_rows
from domain.stock.errors import CountedByKeys, HeldByOrders, StockMoved
from domain.stock.levels import (
    HOLD,
    RETURN,
    TAKE,
    TAKE_HELD,
    UNHOLD,
    Units,
    give_to,
    note_moves,
    open_level,
    take_from_all,
    tell_if_back,
)
from domain.stock.models import Reservation, ReservationStatus
from domain.stock.queries import level, still_out

_CLAIM = (
    "UPDATE reservation SET status = 'claimed' WHERE shop_id = $1 AND order_id = $2 AND status = 'held' "
    "RETURNING variant_id"
)
_RELEASE = (
    "UPDATE reservation SET status = 'released' WHERE shop_id = $1 AND order_id = $2 AND status = 'held' "
    "RETURNING variant_id, quantity"
)
_COUNT = """
UPDATE stock_level SET on_hand = on_hand + $3 WHERE shop_id = $1 AND variant_id = $2 AND place = 'main'
AND ($3 >= 0 OR on_hand + $3 >= reserved AND on_hand + $3 >= 0) AND (on_hand = $4 OR NOT $5)
RETURNING on_hand, reserved
"""


async def reserve(by: Actor, order_id: int, lines: Sequence[tuple[int, int]], expires_at: datetime | None) -> None:
    """Hold (variant, quantity) for an order; what the order holds already is kept, with the new expiry.

    Raises `SoldOut` or `NotEnough`; the caller's transaction then undoes what was held before.
    """
    if not lines:
        return
    hold = {
        "shop_id": by.shop_id,
        "order_id": order_id,
        "status": "held",
        "created_at": now(),
        "expires_at": expires_at,
    }
    rows = [hold | {"variant_id": variant_id, "quantity": quantity} for variant_id, quantity in sorted(lines)]
    conflict = "ON CONFLICT (order_id, variant_id) DO NOTHING"
    fresh = {r["variant_id"] for r in await insert_rows("reservation", rows, conflict=conflict, returning="variant_id")}
    anew = [
        (variant_id, quantity)
        for variant_id, quantity in sorted(lines)
        if variant_id in fresh or await _held_again(by, order_id, variant_id, quantity, expires_at)
    ]
    await take_from_all(by, HOLD, anew)


async def _held_again(by: Actor, order_id: int, variant_id: int, quantity: int, expires_at: datetime | None) -> bool:
    """Whether a released hold of this order must be taken anew; one that stands is only prolonged."""
    own = Reservation.of(by, order_id=order_id, variant_id=variant_id)
    if await own.filter(status=ReservationStatus.HELD, quantity=quantity).update(expires_at=expires_at):
        return False
    released = own.filter(status=ReservationStatus.RELEASED)
    return bool(await released.update(status=ReservationStatus.HELD, quantity=quantity, expires_at=expires_at))


async def claim(by: Actor, order_id: int, lines: Sequence[Units], *, held: bool = True) -> None:
    """Take the goods of a firm order off the shelf: from its hold, or directly where there is none (any more).

    `held=False` says that this order never held anything. Raises `SoldOut` or `NotEnough`.
    """
    mine = {r["variant_id"] for r in await sql(_CLAIM, by.shop_id, order_id)} if held else set()
    for line in sorted(lines):
        if line.variant_id in mine:
            await sql(TAKE_HELD, by.shop_id, line.variant_id, line.quantity)
    await take_from_all(by, TAKE, [(x.variant_id, x.quantity) for x in sorted(lines) if x.variant_id not in mine])
    await note_moves(by, "sale", sorted(lines), sign=-1)


async def release(by: Actor, order_id: int) -> None:
    """Give back what an order still holds. Harmless twice."""
    for row in sorted(await sql(_RELEASE, by.shop_id, order_id), key=lambda r: int(r["variant_id"])):
        await give_to(by, UNHOLD, row["variant_id"], row["quantity"])


async def restock(by: Actor, lines: Sequence[Units], reason: str = "") -> None:
    """Put goods of an order back, never more than are still out: some may have come back with a refund before."""
    out = await still_out(by, [line.order_line_id for line in lines])
    back = [line._replace(quantity=min(line.quantity, out.get(line.order_line_id, 0))) for line in lines]
    lines = [line for line in back if line.quantity > 0]
    if not lines:
        return
    for line in sorted(lines):
        await give_to(by, RETURN, line.variant_id, line.quantity)
    await note_moves(by, "restock", sorted(lines), sign=1, reason=reason)


async def keep_hold(by: Actor, order_id: int) -> None:
    """The hold no longer ends by itself: money has come, and people decide."""
    await Reservation.of(by, order_id=order_id, status=ReservationStatus.HELD).update(expires_at=None)


async def adjust(by: Actor, variant_id: int, delta: int, reason: str, *, keys: bool = False) -> int:
    """Count `delta` units in or out and return what is on hand then. `keys`: so many keys came or went.

    Raises `HeldByOrders`, `CountedByKeys`, `BadInput`.
    """
    require(by, Permission.EDIT_STOCK)
    async with transaction():
        if delta and not keys:
            await _check_counted(by, variant_id)
        return await _count(by, variant_id, delta, None, reason) if delta else (await level(by, variant_id)).on_hand


async def set_on_hand(by: Actor, variant_id: int, was: int, to: int, reason: str) -> int:
    """Write a count: `was` is the figure the person saw.

    Raises `StockMoved`, `HeldByOrders`, `CountedByKeys`, `BadInput`.
    """
    require(by, Permission.EDIT_STOCK)
    if to < 0:
        raise BadInput({"on_hand": N_("Stock cannot be less than nothing.")})
    async with transaction():
        if to == was:
            return to
        await _check_counted(by, variant_id)
        return await _count(by, variant_id, to - was, was, reason)


async def _check_counted(by: Actor, variant_id: int) -> None:
    """What is sold key by key has as many units as it has keys."""
    if await Variant.of(by, id=variant_id, gives=Gives.KEYS).exists():
        raise CountedByKeys()


async def _count(by: Actor, variant_id: int, delta: int, was: int | None, reason: str) -> int:
    if not await Variant.of(by, id=variant_id).exists():
        raise NotFound()
    await open_level(by, variant_id)
    rows = await sql(_COUNT, by.shop_id, variant_id, delta, was or 0, was is not None)
    if not rows:
        raise await _refusal(by, variant_id, delta, was)
    there, held = rows[0]["on_hand"], rows[0]["reserved"]
    kind = "adjust" if was is None else "count"
    await note_moves(by, kind, [Units(variant_id, delta)], sign=1, reason=reason)
    await tell_if_back(by, variant_id, there - delta - held, there - held)
    await record(by, "stock.counted", f"variant:{variant_id}", {"on_hand": [there - delta, there]}, reason)
    return int(there)


async def _refusal(by: Actor, variant_id: int, delta: int, was: int | None) -> ShopError:
    there = await level(by, variant_id)
    if was is not None and there.on_hand != was:
        return StockMoved(was=was, is_now=there.on_hand)
    if there.on_hand + delta < 0:
        return BadInput({"on_hand": N_("Stock cannot be less than nothing.")})
    return HeldByOrders(held=there.reserved)
