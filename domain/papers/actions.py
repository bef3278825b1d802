"""Issuing papers. Each is written once, by its own transaction, after the money is booked: no payment waits for it.

The order's row is held while its papers are written, then the series: two that want the same paper come one after the
other, and the second finds it there.
"""

from __future__ import annotations

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.rows import row_lock
from domain.orders.actions import flag
from domain.orders.attention import PAPER_FAILED, without_reason
from domain.orders.errors import OrderGone
from domain.orders.models import Order
from domain.outbox.actions import put
from domain.papers.errors import NotPaidYet
from domain.papers.models import Paper
from domain.papers.queries import books_of, once_of, settled, uncredited
from domain.papers.writing import write_changes, write_credit, write_own
from domain.payments.actions.editing import edit_key
from domain.payments.actions.writing import ISSUE_PAPER
from domain.payments.models import Refund, RefundStatus
from domain.shop.queries import shop_of


async def issue(by: Actor, order_id: int) -> None:
    """Issue by hand what an order lacks: its paper, and credit notes for what has gone back. Harmless twice.

    Raises `NotPaidYet`, `OrderGone`, `NotAllowed`.
    """
    require(by, Permission.CONFIRM_PAYMENT)
    async with transaction():
        order = await _held(by, order_id)
        if not await settled(by, order):
            raise NotPaidYet()
        await _bring_up(by, order, wanted=True)
        for refund_id in await uncredited(by, order, await books_of(by, order)):
            await write_credit(by, order, await Refund.get(id=refund_id))
        await _well(by, order)
        await put(by, ISSUE_PAPER, {"order_id": order_id})  # finds it done, and brings the card up to date
        await record(by, "papers.issued", f"order:{order_id}")


async def issue_for_order(by: Actor, order_id: int) -> None:
    """The order's paper, as soon as all is paid, where the shop wants papers by themselves; and those of its changes.

    Harmless twice.
    """
    async with transaction():
        order = await _held(by, order_id)
        await _bring_up(by, order, wanted=await _wanted(by, order))
        await _well(by, order)


async def issue_for_refund(by: Actor, refund_id: int) -> None:
    """A credit note for what has gone back of an order that has a paper, or should have. Harmless twice."""
    refund = await Refund.of(by, id=refund_id, status=RefundStatus.DONE).first()
    if refund is None:
        return
    async with transaction():
        order = await _held(by, refund.order_id)
        billed = await _bring_up(by, order, wanted=await _wanted(by, order))
        follows = refund.key.startswith(edit_key(order.id))  # its change has said it all
        if billed and not follows and refund.currency == order.currency:
            await write_credit(by, order, refund)
        await _well(by, order)


async def _bring_up(by: Actor, order: Order, *, wanted: bool) -> bool:
    """Whether an order has a paper now. One that was changed since gets the papers of its changes, once it is paid."""
    if not await Paper.of(by, once=once_of(order.id)).exists():
        if wanted:
            await write_own(by, order)
        return wanted
    if await settled(by, order):
        await write_changes(by, order)
    return True


async def report_failure(by: Actor, order_id: int) -> None:
    """Tell people that a paper could not be issued; it is tried again by itself. The next success takes it back."""
    async with transaction():
        await flag(by, await _held(by, order_id), PAPER_FAILED)
        await put(by, "order.attention", {"order_id": order_id}, once=f"paper_failed:{order_id}")


async def _well(by: Actor, order: Order) -> None:
    if PAPER_FAILED in order.needs_attention:
        left = without_reason(order.needs_attention, PAPER_FAILED)
        await Order.of(by, id=order.id).update(needs_attention=left)


async def _held(by: Actor, order_id: int) -> Order:
    """The order's row for the rest of the transaction. Its revision stays: no button on it becomes stale."""
    statement = f"SELECT o.id FROM orders o WHERE o.shop_id = $1 AND o.id = $2 {row_lock('o')}"  # noqa: S608
    if not await sql(statement, by.shop_id, order_id):
        raise OrderGone()
    return await Order.get(id=order_id)


async def _wanted(by: Actor, order: Order) -> bool:
    settings = (await shop_of(by)).settings
    if not settings.papers_automatic or (not order.total and not settings.papers_for_free):
        return False
    return await settled(by, order)
