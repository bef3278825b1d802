"""Writing a paper's row, inside the transaction of whoever issues it: its number is taken last, and only for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.orders.models import Order, OrderHistory, OrderLine, OrderStatus
from domain.papers import rules
from domain.papers.body import Head, Sold, body, items_in, items_of, kind_for, name_of, series_for, taxed_of
from domain.papers.models import Paper, PaperKind
from domain.papers.numbers import take_number
from domain.papers.queries import once_of, open_credit
from domain.payments.models import Payment, PaymentStatus, Refund
from domain.shop.queries import shop_of


async def write_own(by: Actor, order: Order) -> Paper:
    """The invoice or receipt of a held order."""
    kind = kind_for(await shop_of(by), order.currency)
    sold = await _sold(by, order)
    return await _write(by, kind, sold, items_of(sold, taxed_of(order)), once=once_of(order.id))


async def write_credit(by: Actor, order: Order, own: Paper, refund: Refund) -> None:
    """What a refund takes back of a held order's paper; nothing where it gives back what no paper speaks of."""
    if await Paper.of(by, refund_id=refund.id).exists():
        return
    amount = await open_credit(by, order, own, refund.amount)
    if not amount:
        return
    notes = await Paper.of(by, corrects_id=own.id).order_by("id")
    left = rules.left_of(items_in(own.body), [items_in(note.body) for note in notes])
    items = rules.taken_back(left, amount, await _wanted(by, refund), taxed_of(order))
    facts: dict[str, Any] = {"once": f"refund:{refund.id}", "refund_id": refund.id}
    await _write(by, PaperKind.CREDIT_NOTE, await _sold(by, order), items, corrects=own, **facts)


async def _wanted(by: Actor, refund: Refund) -> rules.Wanted:
    """What it was for. Of a refund from several payments the first says it for all."""
    first = refund.key.rpartition(".")[0]
    told = refund if refund.parts else await Refund.of(by, order_id=refund.order_id, key=first).first()
    parts: dict[str, Any] = (told.parts if told else None) or {}
    units = {int(line): int(count) for line, count in parts.get("lines", {}).items()}
    return rules.Wanted(units, delivery=bool(parts.get("delivery")))


async def _write(
    by: Actor, kind: PaperKind, sold: Sold, items: Sequence[rules.Item], *, corrects: Paper | None = None, **facts: Any
) -> Paper:
    shop, order, at = await shop_of(by), sold.order, now()
    series = series_for(kind, shop.settings, at.astimezone(shop.zone).year, test=order.is_test)
    number = await take_number(by, series)
    content = body(Head(kind, name_of(series, number), at, corrects), sold, shop, items, taxed_of(order))
    return await Paper.add(
        by, kind=kind, series=series, number=number, order_id=order.id, corrects_id=corrects.id if corrects else None,
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
