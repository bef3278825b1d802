"""Reading papers. Customers see their own, staff those of their shop."""

from __future__ import annotations

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.orders.models import Order
from domain.orders.states import FIRM
from domain.papers.body import name_of, series_for
from domain.papers.models import Paper, PaperKind
from domain.papers.numbers import standing
from domain.papers.rules import due_back
from domain.papers.views import Lacking, PaperView, SeriesView
from domain.shop.queries import shop_of

_UNCREDITED = """
SELECT r.id FROM refund r WHERE r.shop_id = $1 AND r.order_id = $2 AND r.status = 'done' AND r.currency = $3
AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.refund_id = r.id) ORDER BY r.done_at, r.id
"""
_HELD = """
SELECT (SELECT COALESCE(SUM(p.amount), 0) FROM payment p
  WHERE p.shop_id = $1 AND p.order_id = $2 AND p.status = 'captured' AND p.currency = $3) AS held,
  (SELECT COALESCE(SUM(r.amount), 0) FROM refund r
  WHERE r.shop_id = $1 AND r.order_id = $2 AND r.status = 'done' AND r.currency = $3) AS back
"""


def view(row: Paper) -> PaperView:
    return PaperView(
        id=row.id,
        kind=row.kind.value,
        name=name_of(row.series, row.number),
        order_id=row.order_id,
        total=Money(row.total, row.currency),
        tax=Money(row.tax, row.currency),
        issued_at=row.issued_at,
        is_test=row.is_test,
        body=row.body,
    )


async def papers_of(by: Actor, order_id: int) -> tuple[PaperView, ...]:
    """The papers of an order, oldest first; of somebody else's order none."""
    if by.kind in ("customer", "visitor") and not await Order.of(by, id=order_id, customer_id=by.id).exists():
        return ()
    return tuple(view(row) for row in await Paper.of(by, order_id=order_id).order_by("id"))


async def paper(by: Actor, paper_id: int) -> PaperView:
    """One paper. Raises `NotFound`, also for somebody else's; `NotAllowed` to staff who may not see orders."""
    if by.kind == "staff":
        require(by, Permission.VIEW_ORDERS)
    row = await Paper.of(by, id=paper_id).first()
    if row is None:
        raise NotFound()
    if by.kind in ("customer", "visitor") and not await Order.of(by, id=row.order_id, customer_id=by.id).exists():
        raise NotFound()
    return view(row)


async def series_now(by: Actor) -> tuple[SeriesView, ...]:
    """The series real papers are numbered in today, and where each stands. Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    shop = await shop_of(by)
    year = now().astimezone(shop.zone).year
    names = {kind: series_for(kind, shop.settings, year, test=False) for kind in PaperKind}
    return tuple([SeriesView(kind.value, name, *await standing(by, name)) for kind, name in names.items()])


async def lacking(by: Actor, order_id: int) -> Lacking:
    """What should have been issued for an order and has not been. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    order = await Order.of(by, id=order_id).first()
    if order is None:
        return Lacking(own=False)
    own = await Paper.of(by, once=once_of(order.id)).first()
    if own is None:
        return Lacking(own=order.status in FIRM and await settled(by, order))
    return Lacking(own=False, refunds=await uncredited(by, order) if await open_credit(by, order, own) else ())


def once_of(order_id: int) -> str:
    """What an order's own paper is issued for."""
    return f"order:{order_id}"


async def held(by: Actor, order: Order) -> tuple[int, int]:
    """What has come for an order in its own currency, and what of it has gone back."""
    row = (await sql(_HELD, by.shop_id, order.id, order.currency))[0]
    return int(row["held"]), int(row["back"])


async def settled(by: Actor, order: Order) -> bool:
    """Whether an order was accepted and all of its money has come."""
    return order.placed_at is not None and (await held(by, order))[0] - order.given_back >= order.total


async def open_credit(by: Actor, order: Order, own: Paper, amount: int | None = None) -> int:
    """What credit notes still have to take back of an order's paper, of this `amount` at most."""
    credited = sum(note["total"] for note in await Paper.of(by, corrects_id=own.id).values("total"))
    captured, back = await held(by, order)
    return due_back(own.total, captured, back, credited, back if amount is None else amount)


async def uncredited(by: Actor, order: Order) -> tuple[int, ...]:
    """Refunds that went out and have no credit note."""
    return tuple(row["id"] for row in await sql(_UNCREDITED, by.shop_id, order.id, order.currency))
