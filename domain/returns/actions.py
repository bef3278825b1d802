"""What a customer does about a return: choosing, saying why, sending, taking it back.

Locks are taken in one order everywhere: the order's row before its returns.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tortoise.expressions import F

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput, NotAllowed, Stale
from domain.kit.rows import insert_rows
from domain.kit.states import move
from domain.orders.actions import lock
from domain.orders.errors import OrderGone
from domain.orders.models import Order, OrderLine
from domain.outbox.actions import put
from domain.returns.errors import (
    NotDelivered,
    NothingChosen,
    NothingToReturn,
    PhotosFull,
    ReturnGone,
    TooManyUnits,
    WindowOver,
)
from domain.returns.models import OrderReturn, OrderReturnLine, OrderReturnPhoto, ReturnStatus
from domain.returns.queries import left_of, order_return, window
from domain.returns.states import MOST_PHOTOS, MOVES, REASONS, WISHES
from domain.returns.views import ReturnView
from domain.shop.actions import next_number
from domain.shop.queries import shop_of

Change = Callable[[OrderReturn], Awaitable[None]]


async def begin(by: Actor, order_id: int) -> ReturnView:
    """The return a customer has begun of a delivered order, or a new one; the only unit there is, is chosen.

    Raises `NotDelivered`, `WindowOver`, `NothingToReturn`, `OrderGone`.
    """
    async with transaction():
        order = await _own_order(by, order_id)
        left = await _returnable(by, order)
        row = await OrderReturn.of(by, order_id=order.id, customer_id=by.id, status=ReturnStatus.DRAFT).first()
        if row is None:
            row = await OrderReturn.add(by, order_id=order.id, customer_id=by.id)
            if sum(left.values()) == 1:
                line_id = next(line for line, units in left.items() if units)
                await OrderReturnLine.add(by, order_return_id=row.id, order_line_id=line_id, quantity=1)
    return await order_return(by, row.id)


async def _own_order(by: Actor, order_id: int) -> Order:
    """The customer's order, locked."""
    if by.kind != "customer":
        raise NotAllowed()
    order = await lock(by, order_id)
    if order.customer_id != by.id:
        raise OrderGone()
    return order


async def _returnable(by: Actor, order: Order, but: int = 0) -> dict[int, int]:
    delivered_at, until = await window(by, order)
    if delivered_at is None or until is None:
        raise NotDelivered(number=order.number)
    if now() > until:
        raise WindowOver(date=until.astimezone((await shop_of(by)).zone).date())
    left = await left_of(by, order, but)
    if not any(left.values()):
        raise NothingToReturn(number=order.number)
    return left


async def _changed(by: Actor, return_id: int, rev: int, change: Change) -> ReturnView:
    """A change of a return that has not been sent, drawn from this revision. Raises `Stale`, `ReturnGone`."""
    async with transaction():
        mine = OrderReturn.of(by, id=return_id, customer_id=by.id)
        if not await mine.filter(status=ReturnStatus.DRAFT, revision=rev).update(revision=F("revision") + 1):
            raise Stale() if await mine.exists() else ReturnGone()
        await change(await OrderReturn.get(id=return_id))
    return await order_return(by, return_id)


async def set_units(by: Actor, return_id: int, line_id: int, to: int, rev: int) -> ReturnView:
    """So many of a line are to be returned; 0 takes it off. Raises `TooManyUnits`, `Stale`, `ReturnGone`."""

    async def change(row: OrderReturn) -> None:
        left = (await left_of(by, await Order.get(id=row.order_id), row.id)).get(line_id, 0)
        if not 0 <= to <= left:
            line = await OrderLine.of(by, id=line_id, order_id=row.order_id).first()
            raise TooManyUnits(item=line.title, left=left) if line else ReturnGone()
        await OrderReturnLine.of(by, order_return_id=row.id, order_line_id=line_id).delete()
        if to:
            await OrderReturnLine.add(by, order_return_id=row.id, order_line_id=line_id, quantity=to)

    return await _changed(by, return_id, rev, change)


async def set_reason(by: Actor, return_id: int, reason: str, rev: int) -> ReturnView:
    """Why, by one of `REASONS`. Raises `BadInput`, `Stale`, `ReturnGone`."""
    _check("reason", reason, REASONS)
    return await _changed(by, return_id, rev, lambda row: _write(by, row, reason=reason))


async def set_wish(by: Actor, return_id: int, wish: str, rev: int) -> ReturnView:
    """What they want for it, by one of `WISHES`. Raises `BadInput`, `Stale`, `ReturnGone`."""
    _check("wish", wish, WISHES)
    return await _changed(by, return_id, rev, lambda row: _write(by, row, wish=wish))


async def set_note(by: Actor, return_id: int, words: str) -> ReturnView:
    """The customer's own words; they belong to no button, so no revision is asked for. Raises `Stale`."""
    now_at = (await order_return(by, return_id)).revision
    return await _changed(by, return_id, now_at, lambda row: _write(by, row, note=words.strip()[:500]))


def _check(name: str, code: str, known: tuple[str, ...]) -> None:
    if code not in known:
        raise BadInput({name: N_("Choose one of the list.")})


async def _write(by: Actor, row: OrderReturn, **values: str) -> None:
    await OrderReturn.of(by, id=row.id).update(**values)


async def add_photo(
    by: Actor, return_id: int, *, media_id: int = 0, file: str = "", bot: str = "", note: str = ""
) -> ReturnView:
    """A picture that lies here already, or waits at the messenger to be fetched; `note` came with it.

    Raises `PhotosFull`, `Stale`."""

    async def change(row: OrderReturn) -> None:
        if await OrderReturnPhoto.of(by, order_return_id=row.id).count() >= MOST_PHOTOS:
            raise PhotosFull(max=MOST_PHOTOS)
        photo = OrderReturnPhoto.row(
            by, order_return_id=row.id, media_id=media_id or None, file=file[:200], bot=bot[:40], created_at=now()
        )
        written = await insert_rows("order_return_photo", [photo])
        if note:
            await _write(by, row, note=note.strip()[:500])
        if file:
            await put(by, "return.photo", {"photo_id": int(written[0]["id"])})

    return await _changed(by, return_id, (await order_return(by, return_id)).revision, change)


async def send(by: Actor, return_id: int, rev: int) -> ReturnView:
    """Ask the shop. A second press finds it asked for.

    Raises `NothingChosen`, `TooManyUnits`, `WindowOver`, `Stale`, `ReturnGone`.
    """
    before = await order_return(by, return_id)
    async with transaction():
        order = await _own_order(by, before.order_id)
        row = await OrderReturn.of(by, id=return_id).get()
        if row.status is ReturnStatus.DRAFT:
            await _send(by, order, row, rev)
    return await order_return(by, return_id)


async def _send(by: Actor, order: Order, row: OrderReturn, rev: int) -> None:
    if row.revision != rev:
        raise Stale()
    left = await _returnable(by, order, row.id)
    lines = await OrderReturnLine.of(by, order_return_id=row.id)
    if not lines or not row.reason:
        raise NothingChosen()
    for line in lines:
        if line.quantity > left.get(line.order_line_id, 0):
            sold = await OrderLine.of(by, id=line.order_line_id).get()
            raise TooManyUnits(item=sold.title, left=left.get(line.order_line_id, 0))
    number = await next_number(by, "return")
    await move(OrderReturn, row.id, MOVES, ReturnStatus.REQUESTED, number=number, requested_at=now(), revision=rev + 1)
    await put(by, "return.requested", {"return_id": row.id, "order_id": order.id}, once=f"return.requested:{row.id}")


async def withdraw(by: Actor, return_id: int, rev: int) -> ReturnView:
    """The customer keeps it after all, as long as nobody has decided. Harmless twice. Raises `IllegalMove`, `Stale`."""
    before = await order_return(by, return_id)
    async with transaction():
        order = await _own_order(by, before.order_id)
        row = await OrderReturn.of(by, id=return_id).get()
        if row.status is not ReturnStatus.CANCELLED:
            if row.revision != rev:
                raise Stale()
            changes = {"closed_at": now(), "revision": row.revision + 1}
            await move(OrderReturn, row.id, MOVES, ReturnStatus.CANCELLED, **changes)
            told = {"return_id": row.id, "order_id": order.id}
            await put(by, "return.cancelled", told, once=f"return.cancelled:{row.id}")
    return await order_return(by, return_id)
