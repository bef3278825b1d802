"""Goods of an order that is changed before it is packed, by the difference. Inside the transaction of the caller.

Variants are gone through in the order of their ids, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.rows import insert_rows
from domain.stock.levels import HOLD, RETURN, TAKE, UNHOLD, Units, give_to, note_moves, take_from_all
from domain.stock.models import Reservation, ReservationStatus


async def change_sale(by: Actor, more: Sequence[Units], reason: str) -> None:
    """So many more of each line (below zero: fewer) have left the shelf. Raises `SoldOut`, `NotEnough`."""
    for line in sorted(more):
        if line.quantity > 0:
            await take_from_all(by, TAKE, [(line.variant_id, line.quantity)])
        elif line.quantity < 0:
            await give_to(by, RETURN, line.variant_id, -line.quantity)
    await note_moves(by, "sale", [line for line in sorted(more) if line.quantity], sign=-1, reason=reason)


async def change_hold(
    by: Actor, order_id: int, wanted: Mapping[int, tuple[int, int]], expires_at: datetime | None
) -> None:
    """An order that waits holds so many of each variant, (was, to). Raises `SoldOut`, `NotEnough`."""
    for variant_id, (was, to) in sorted(wanted.items()):
        if to > was:
            await take_from_all(by, HOLD, [(variant_id, to - was)])
        elif to < was:
            await give_to(by, UNHOLD, variant_id, was - to)
        if to != was:
            await _write(by, order_id, variant_id, to, expires_at)


async def _write(by: Actor, order_id: int, variant_id: int, to: int, expires_at: datetime | None) -> None:
    own = Reservation.of(by, order_id=order_id, variant_id=variant_id)
    if not to:
        await own.update(status=ReservationStatus.RELEASED)
    elif not await own.update(status=ReservationStatus.HELD, quantity=to, expires_at=expires_at):
        row = {
            "shop_id": by.shop_id, "order_id": order_id, "variant_id": variant_id, "quantity": to, "status": "held",
            "created_at": now(), "expires_at": expires_at,
        }  # fmt: skip
        await insert_rows("reservation", [row])
