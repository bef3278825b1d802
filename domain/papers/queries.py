"""Reading papers. Customers see their own, staff those of their shop."""

from __future__ import annotations

from dataclasses import dataclass

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
from domain.payments.actions.editing import edit_key
from domain.payments.models import Refund
from domain.shop.queries import shop_of

_UNCREDITED = """
SELECT r.id FROM refund r WHERE r.shop_id = $1 AND r.order_id = $2 AND r.status = 'done' AND r.currency = $3
AND r.key NOT LIKE $4 AND NOT EXISTS (SELECT 1 FROM paper p WHERE p.refund_id = r.id) ORDER BY r.done_at, r.id
"""
_HELD = """
SELECT (SELECT COALESCE(SUM(p.amount), 0) FROM payment p
  WHERE p.shop_id = $1 AND p.order_id = $2 AND p.status = 'captured' AND p.currency = $3) AS held,
  (SELECT COALESCE(SUM(r.amount), 0) FROM refund r
  WHERE r.shop_id = $1 AND r.order_id = $2 AND r.status = 'done' AND r.currency = $3 AND r.key NOT LIKE $4)
  AS back
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
    books = await books_of(by, order)
    if not books.papers:
        return Lacking(own=order.status in FIRM and await settled(by, order))
    changes = books.billed != order.total and await settled(by, order)
    return Lacking(own=False, changes=changes, refunds=await uncredited(by, order, books))


def once_of(order_id: int) -> str:
    """What an order's own paper is issued for."""
    return f"order:{order_id}"


def changed_of(order_id: int, count: int) -> str:
    """What the papers of a change are issued for."""
    return f"edit:{order_id}:{count}"


@dataclass(frozen=True, slots=True)
class Books:
    """The papers of an order: those that bill, its own first, and what takes back of them.

    `edits` are the refunds that only followed from a change of the order: what those take back was never billed.
    """

    papers: tuple[Paper, ...]
    credits: tuple[Paper, ...]
    edits: frozenset[int]

    def notes(self, paper: Paper) -> list[Paper]:
        return [note for note in self.credits if note.corrects_id == paper.id]

    def unsaid(self, paper: Paper) -> list[Paper]:
        return [note for note in self.notes(paper) if self._by_change(note)]

    def has(self, refund: Refund) -> bool:
        return any(note.refund_id == refund.id for note in self.credits)

    def _by_change(self, note: Paper) -> bool:
        return note.refund_id is None or note.refund_id in self.edits

    @property
    def billed(self) -> int:
        """What they come to, refunds aside."""
        unsaid = sum(x.total for x in self.credits if self._by_change(x))
        return int(sum(x.total for x in self.papers) - unsaid)

    @property
    def credited(self) -> int:
        """What credit notes have taken back for refunds."""
        return int(sum(x.total for x in self.credits if not self._by_change(x)))

    @property
    def changes(self) -> int:
        """How many papers changes have had so far."""
        return sum(x.once.startswith("edit:") for x in (*self.papers, *self.credits))


async def books_of(by: Actor, order: Order) -> Books:
    rows = await Paper.of(by, order_id=order.id).order_by("id")
    edits = await Refund.of(by, order_id=order.id, key__startswith=edit_key(order.id)).values("id")
    bills = tuple(row for row in rows if row.kind is not PaperKind.CREDIT_NOTE)
    return Books(
        bills, tuple(row for row in rows if row.kind is PaperKind.CREDIT_NOTE), frozenset(row["id"] for row in edits)
    )


async def held(by: Actor, order: Order) -> tuple[int, int]:
    """What has come for an order in its own currency, and what of it has gone back, changes of the order aside."""
    row = (await sql(_HELD, by.shop_id, order.id, order.currency, f"{edit_key(order.id)}%"))[0]
    return int(row["held"]) - order.given_back, int(row["back"])


async def settled(by: Actor, order: Order) -> bool:
    """Whether an order was accepted and all of its money has come."""
    return order.placed_at is not None and (await held(by, order))[0] >= order.total


async def open_credit(by: Actor, order: Order, books: Books, amount: int | None = None) -> int:
    """What credit notes still have to take back of an order's papers, of this `amount` at most."""
    captured, back = await held(by, order)
    return due_back(books.billed, captured, back, books.credited, back if amount is None else amount)


async def uncredited(by: Actor, order: Order, books: Books) -> tuple[int, ...]:
    """Refunds that went out and lack a credit note."""
    if not await open_credit(by, order, books):
        return ()
    rows = await sql(_UNCREDITED, by.shop_id, order.id, order.currency, f"{edit_key(order.id)}%")
    return tuple(row["id"] for row in rows)
