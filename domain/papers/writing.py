"""Writing a paper's row, inside the transaction of whoever issues it: its number is taken last, and only for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.orders.models import Order, OrderHistory, OrderLine, OrderStatus
from domain.papers.body import Head, Sold, body, items_in, items_of, kind_for, name_of, series_for, taxed_in, taxed_of
from domain.papers.changes import Standing, lacks
from domain.papers.models import Paper, PaperKind
from domain.papers.numbers import take_number
from domain.papers.queries import Books, books_of, changed_of, once_of, open_credit
from domain.papers.rules import Item, Taxed, Wanted, left_of, shared_back
from domain.payments.models import Payment, PaymentStatus, Refund
from domain.shop.queries import shop_of


async def write_own(by: Actor, order: Order) -> Paper:
    """The invoice or receipt of a held order."""
    kind = kind_for(await shop_of(by), order.currency)
    sold, taxed = await _sold(by, order), taxed_of(order)
    return await _write(by, Head(kind), sold, items_of(sold, taxed), taxed, once=once_of(order.id))


async def write_changes(by: Actor, order: Order) -> None:
    """Bring the papers of a held order to what it is now: what is gone is credited, what is new gets its own paper."""
    books = await books_of(by, order)
    sold, taxed = await _sold(by, order), taxed_of(order)
    found = lacks(items_of(sold, taxed), taxed, [_standing(books, paper) for paper in books.papers])
    count, own = books.changes, books.papers[0]
    for paper, items in zip(books.papers, found.gone, strict=True):
        if items:
            count += 1
            head = Head(PaperKind.CREDIT_NOTE, corrects=paper)
            await _write(by, head, sold, items, taxed_in(paper.body), once=changed_of(order.id, count))
    if found.new:
        head = Head(own.kind, adds_to=own)
        await _write(by, head, sold, found.new, taxed, once=changed_of(order.id, count + 1))


def _standing(books: Books, paper: Paper) -> Standing:
    items = items_in(paper.body)
    return Standing(items, _lines(books.unsaid(paper)), left_of(items, _each(books.notes(paper))), taxed_in(paper.body))


def _each(notes: Sequence[Paper]) -> list[tuple[Item, ...]]:
    return [items_in(note.body) for note in notes]


def _lines(notes: Sequence[Paper]) -> tuple[Item, ...]:
    return tuple(item for note in notes for item in items_in(note.body))


async def write_credit(by: Actor, order: Order, refund: Refund) -> None:
    """What a refund takes back of a held order's papers; nothing where it gives back what no paper speaks of."""
    books = await books_of(by, order)
    if books.has(refund):
        return
    amount = await open_credit(by, order, books, refund.amount)
    left = [left_of(items_in(paper.body), _each(books.notes(paper))) for paper in books.papers]
    if not amount:
        return
    sold = await _sold(by, order)
    taxes = [taxed_in(paper.body) for paper in books.papers]
    shares = shared_back(left, taxes, amount, await _wanted(by, refund))
    written = 0
    for paper, items, taxed in zip(books.papers, shares, taxes, strict=True):
        if items:
            written += 1
            once = f"refund:{refund.id}" if written == 1 else f"refund:{refund.id}:{written}"
            head = Head(PaperKind.CREDIT_NOTE, corrects=paper)
            await _write(by, head, sold, items, taxed, once=once, refund_id=refund.id)


async def _wanted(by: Actor, refund: Refund) -> Wanted:
    """What it was for. Of a refund from several payments the first says it for all."""
    first = refund.key.rpartition(".")[0]
    told = refund if refund.parts else await Refund.of(by, order_id=refund.order_id, key=first).first()
    parts: dict[str, Any] = (told.parts if told else None) or {}
    units = {int(line): int(count) for line, count in parts.get("lines", {}).items()}
    return Wanted(units, delivery=bool(parts.get("delivery")))


async def _write(by: Actor, head: Head, sold: Sold, items: Sequence[Item], taxed: Taxed, **facts: Any) -> Paper:
    shop, order, at = await shop_of(by), sold.order, now()
    series = series_for(head.kind, shop.settings, at.astimezone(shop.zone).year, test=order.is_test)
    number = await take_number(by, series)
    head = replace(head, name=name_of(series, number), issued_at=at)
    content = body(head, sold, shop, items, taxed)
    return await Paper.add(
        by, kind=head.kind, series=series, number=number, order_id=order.id,
        corrects_id=head.corrects.id if head.corrects else None,
        currency=order.currency, total=content["total"], tax=content["tax"], locale=order.locale,
        is_test=order.is_test, body=content, issued_at=at, **facts,
    )  # fmt: skip


async def _sold(by: Actor, order: Order) -> Sold:
    lines = await OrderLine.of(by, order_id=order.id).order_by("position", "id")
    came = await Payment.of(by, order_id=order.id, status=PaymentStatus.CAPTURED).order_by("captured_at", "id")
    paid_at = max((p.captured_at for p in came if p.captured_at), default=None)
    ways = tuple(dict.fromkeys(p.provider for p in came))
    return Sold(order, lines, paid_at, await _delivered(by, order), ways)


async def _delivered(by: Actor, order: Order) -> datetime | None:
    move = await OrderHistory.of(by, order_id=order.id, to_status=OrderStatus.DELIVERED.value).order_by("-id").first()
    return move.at if move else None
