"""Rows of one number become one order, with what came back of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from domain.imports.past import Buyer, PastOrder, PastStatus
from integrations.feeds.orders.row import Row
from integrations.feeds.text import quoted

_STATUSES: dict[str, PastStatus] = {
    **dict.fromkeys(("", "delivered", "completed", "complete", "fulfilled", "shipped", "closed", "paid"), "delivered"),
    **dict.fromkeys(("cancelled", "canceled", "voided"), "cancelled"),
}
_UNPAID = ("unpaid", "no", "none")


class Faulty(Exception):
    """The sentence says why the order cannot go in, and where."""

    def __init__(self, line: int, column: str, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.column = column


def order_of(reference: str, rows: Sequence[Row]) -> PastOrder:
    """The first row says when, who and how; a later one that says otherwise is refused. Raises `Faulty`."""
    lines = tuple(row.sold for row in rows if row.sold)
    back = tuple(row.back for row in rows if row.back)
    of = _same(rows, "returns_of")
    if lines and of not in ("", reference):
        raise Faulty(rows[0].line, "returns_of", "An order that sells something cannot be a return of another one.")
    return PastOrder(
        reference=reference,
        at=_first(row.at for row in rows if row.at),
        buyer=Buyer(_same(rows, "customer"), *(_said(rows, name) for name in ("name", "email", "phone"))),
        lines=lines,
        digest=sha256("\n".join("\x1f".join(row.cells.values()) for row in rows).encode()).hexdigest(),
        line=rows[0].line,
        back=back,
        back_at=max(row.at for row in rows if row.back and row.at) if back else None,
        returns_of="" if lines else of,
        delivery=next((row.delivery for row in rows if row.delivery is not None), 0) if lines else 0,
        status=_status(rows),
        paid=_paid(_same(rows, "payment")),
    )


def _first(times: Iterable[datetime]) -> datetime:
    return min(times)


def _same(rows: Sequence[Row], column: str) -> str:
    """What all rows say that say anything."""
    said = _said(rows, column)
    for row in rows:
        word = row.cells.get(column, "")
        if word and word != said:
            raise Faulty(row.line, column, f"{quoted(word)} here, {quoted(said)} above: one order, one {column}.")
    return said


def _said(rows: Sequence[Row], column: str) -> str:
    return next((word for row in rows if (word := row.cells.get(column, ""))), "")


def _status(rows: Sequence[Row]) -> PastStatus:
    word = _same(rows, "status")
    status = _STATUSES.get(word.casefold())
    if status is None:
        raise Faulty(
            rows[0].line, "status", f"{quoted(word)} is not over yet: only delivered or cancelled orders go in."
        )
    return status


def _paid(word: str) -> str:
    """How it was paid; a file that does not say means that it was."""
    return "" if word.casefold() in _UNPAID else word or "paid"
