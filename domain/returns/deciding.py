"""What the shop's people do about a return: yes or no, the goods back, the money back. One transaction each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, Stale
from domain.kit.states import IllegalMove, move
from domain.orders.actions import lock
from domain.orders.models import Order, OrderLine
from domain.outbox.actions import put
from domain.payments.actions.refund_parts import refund_parts
from domain.payments.parts import Parts
from domain.returns.errors import ReturnGone
from domain.returns.models import OrderReturn, OrderReturnLine, ReturnStatus
from domain.returns.queries import order_return, refund_key
from domain.returns.states import MOVES
from domain.returns.views import ReturnView
from domain.stock.actions import restock
from domain.stock.levels import Units

S = ReturnStatus
_WENT = "SELECT COALESCE(SUM(amount), 0) AS n FROM refund WHERE shop_id = $1 AND (key = $2 OR key LIKE $3)"


async def _held(by: Actor, return_id: int, rev: int | None) -> tuple[OrderReturn, Order]:
    """A return and its order, both as they stand and locked. Raises `Stale`, `ReturnGone`."""
    found = await OrderReturn.of(by, id=return_id).exclude(status=S.DRAFT).first()
    if found is None:
        raise ReturnGone()
    order = await lock(by, found.order_id)
    row = await OrderReturn.get(id=return_id)
    if rev is not None and rev != row.revision:
        raise Stale()
    return row, order


async def _moved(by: Actor, row: OrderReturn, to: ReturnStatus, **changes: Any) -> None:
    """Along the graph, told to the customer. The audit row is the caller's."""
    await move(OrderReturn, row.id, {row.status: MOVES[row.status]}, to, revision=row.revision + 1, **changes)
    await put(
        by, f"return.{to.value}", {"return_id": row.id, "order_id": row.order_id}, once=f"return.{to.value}:{row.id}"
    )


def _facts(row: OrderReturn, to: ReturnStatus) -> dict[str, Any]:
    return {"return": row.number, "status": [row.status.value, to.value]}


async def approve(by: Actor, return_id: int, answer: str = "", rev: int | None = None) -> ReturnView:
    """Yes: the customer may send it back; `answer` tells them how. Approved already is done.

    Raises `IllegalMove`, `Stale`, `ReturnGone`, `NotAllowed`.
    """
    require(by, Permission.MOVE_ORDERS)
    async with transaction():
        row, order = await _held(by, return_id, None)
        if row.status is not S.APPROVED:
            _check_rev(row, rev)
            await _moved(by, row, S.APPROVED, answer=answer.strip()[:300], decided_at=now())
            await record(by, "return.approved", f"order:{order.id}", _facts(row, S.APPROVED), answer)
    return await order_return(by, return_id)


def _check_rev(row: OrderReturn, rev: int | None) -> None:
    if rev is not None and rev != row.revision:
        raise Stale()


async def reject(by: Actor, return_id: int, answer: str, rev: int | None = None) -> ReturnView:
    """No, and why. Raises `BadInput`, `IllegalMove`, `Stale`, `ReturnGone`, `NotAllowed`."""
    require(by, Permission.MOVE_ORDERS)
    if not answer.strip():
        raise BadInput({"answer": N_("Write why: the customer reads it.")})
    async with transaction():
        row, order = await _held(by, return_id, rev)
        await _moved(by, row, S.REJECTED, answer=answer.strip()[:300], decided_at=now(), closed_at=now())
        await record(by, "return.rejected", f"order:{order.id}", _facts(row, S.REJECTED), answer)
    return await order_return(by, return_id)


async def receive(
    by: Actor, return_id: int, restocked: Mapping[int, int] | None = None, rev: int | None = None
) -> ReturnView:
    """The goods are here; so many units of each order line can be sold again, the rest cannot.

    Raises `BadInput`, `IllegalMove`, `Stale`, `ReturnGone`, `NotAllowed`.
    """
    require(by, Permission.MOVE_ORDERS)
    async with transaction():
        row, order = await _held(by, return_id, rev)
        await _moved(by, row, S.RECEIVED, received_at=now())
        back = await _restock(by, row, order, restocked or {})
        facts = _facts(row, S.RECEIVED) | ({"restocked": back} if back else {})
        await record(by, "return.received", f"order:{order.id}", facts)
    return await order_return(by, return_id)


async def _restock(by: Actor, row: OrderReturn, order: Order, wanted: Mapping[int, int]) -> int:
    lines = {x.order_line_id: x for x in await OrderReturnLine.of(by, order_return_id=row.id)}
    if any(line not in lines or not 0 <= units <= lines[line].quantity for line, units in wanted.items()):
        raise BadInput({"restock": N_("No more can go back on the shelf than is returned.")})
    chosen = {line: units for line, units in wanted.items() if units}
    sold = await OrderLine.of(by, id__in=list(chosen), tracked=True, digital=False).order_by("id")
    for line in sold:
        await OrderReturnLine.of(by, id=lines[line.id].id).update(restocked=chosen[line.id])
    units = [Units(x.variant_id, chosen[x.id], x.id) for x in sold]
    await restock(by, units, reason=f"return {row.number} of order {order.number}")
    return sum(x.quantity for x in units)


async def refund_return(
    by: Actor,
    return_id: int,
    *,
    to_wallet: bool = False,
    delivery: bool = False,
    rev: int | None = None,
    agreement: str = "",
) -> ReturnView:
    """Give back what the returned units came to, and the delivery fee if that is wanted too; the return is closed.

    `agreement` names the request of another person it follows from. Harmless twice. Raises `PartGone`,
    `RefundTooMuch`, `OverCap`, `WholeOnly`, `StarsOnly`, `IllegalMove`, `Stale`, `ReturnGone`, `NotAllowed`.
    """
    require(by, Permission.REFUND)
    async with transaction():
        row, order = await _held(by, return_id, None)
        if row.status is not S.CLOSED or not row.amount:
            _check_rev(row, rev)
            key = refund_key(row.id) + (f".{agreement}" if agreement else "")
            await _pay_back(by, row, order, key, to_wallet=to_wallet, delivery=delivery)
    return await order_return(by, return_id)


async def _pay_back(by: Actor, row: OrderReturn, order: Order, key: str, *, to_wallet: bool, delivery: bool) -> None:
    if S.CLOSED not in MOVES[row.status]:
        raise IllegalMove()
    lines = await OrderReturnLine.of(by, order_return_id=row.id)
    parts = Parts({x.order_line_id: x.quantity for x in lines}, delivery)
    why = f"return R-{row.number}"
    await refund_parts(by, order.id, parts, why, key, to_wallet=to_wallet)
    known = f"{order.id}:{refund_key(row.id)}"
    amount = int((await sql(_WENT, by.shop_id, known, f"{known}.%"))[0]["n"])
    await _moved(by, row, S.CLOSED, amount=amount, to_wallet=to_wallet, closed_at=now())
    await record(by, "return.refunded", f"order:{order.id}", _facts(row, S.CLOSED) | {"amount": amount})


async def close_return(by: Actor, return_id: int, answer: str, rev: int | None = None) -> ReturnView:
    """End it without money: exchanged by hand, or never sent back. Raises as `reject`."""
    require(by, Permission.MOVE_ORDERS)
    if not answer.strip():
        raise BadInput({"answer": N_("Write why: the customer reads it.")})
    async with transaction():
        row, order = await _held(by, return_id, rev)
        await _moved(by, row, S.CLOSED, answer=answer.strip()[:300], closed_at=now())
        await record(by, "return.closed", f"order:{order.id}", _facts(row, S.CLOSED), answer)
    return await order_return(by, return_id)
