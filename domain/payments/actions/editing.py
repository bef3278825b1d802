"""Changing what was agreed, before it is packed: lines, place, way, words; and the money and goods that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput, Stale
from domain.kit.money import STARS, Money
from domain.kit.rows import insert_rows
from domain.orders.actions import lock
from domain.orders.errors import OrderGone
from domain.orders.models import Order, OrderLine, OrderNote, OrderStatus
from domain.orders.queries import order as read_order
from domain.orders.states import FIRM
from domain.orders.views import OrderView
from domain.outbox.actions import put
from domain.payments.actions.cancelling import CLOSE
from domain.payments.actions.capturing import paid_in
from domain.payments.actions.refund_parts import sold_of
from domain.payments.actions.refunding import Going, captured, send_back
from domain.payments.actions.writing import ISSUE_PAPER
from domain.payments.edits import Edit, EditedLine, Weighed, weigh
from domain.payments.errors import NotEditable, SumChanged
from domain.payments.models import Payment, PaymentStatus
from domain.payments.providers import online
from domain.shop.native import NATIVE
from domain.shop.queries import shop_of
from domain.stock.changes import change_hold, change_sale
from domain.stock.levels import Units
from domain.wallet.actions import WALLET

WAITS_FOR_TRANSFER = "transfer"
LINES_TOLD = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change comes to: the total before and after, what goes back at once and what is still to be paid then."""

    before: Money
    after: Money
    back: Money
    due: Money
    lines: tuple[tuple[str, int, int], ...]


async def weigh_edit(by: Actor, order_id: int, edit: Edit) -> Difference:
    """What `edit_order` would do, without a lock. Raises `NotEditable`, `BadInput`, `OrderGone`, `NotAllowed`."""
    require(by, Permission.EDIT_ORDERS)
    order = await Order.of(by, id=order_id).first()
    if order is None:
        raise OrderGone()
    _check_open(order)
    weighed = await weigh(by, order, await _lines(by, order), edit)
    back, due = await _money(by, order, weighed.total)
    currency = order.currency
    return Difference(
        Money(order.total, currency), Money(weighed.total, currency), Money(back, currency), Money(due, currency),
        tuple((x.name, x.before, x.to) for x in weighed.moved),
    )  # fmt: skip


async def edit_order(
    by: Actor, order_id: int, edit: Edit, rev: int, agreed: Money | None = None, *, agreement: str = ""
) -> OrderView:
    """Change an order that nobody packs yet, all or nothing. `agreed` is the total the person has seen.

    `agreement` names the request of another person it follows from. Raises `Stale`, `NotEditable`, `SumChanged`,
    `OverCap`, `SoldOut`, `NotEnough`, `BadInput`, `OrderGone`, `NotAllowed`.
    """
    require(by, Permission.EDIT_ORDERS)
    async with transaction():
        order = await lock(by, order_id)
        if order.revision - 1 != rev:  # the lock has counted already
            raise Stale()
        _check_open(order)
        lines = await _lines(by, order)
        weighed = await weigh(by, order, lines, edit)
        if agreed is not None and agreed.minor != weighed.total:
            raise SumChanged(total=Money(weighed.total, order.currency))
        await _carry_out(by, order, weighed, agreement)
    return await read_order(by, order_id)


def edit_key(order_id: int) -> str:
    """How the refunds begin that only follow from a change of an order."""
    return f"{order_id}:edit-"


def editable(order: Order | OrderView) -> bool:
    """Nobody packs it yet, and nobody stands before a payment page with it."""
    waits = order.status == OrderStatus.AWAITING_PAYMENT and order.payment_method == WAITS_FOR_TRANSFER
    return order.currency != STARS and (order.status == OrderStatus.PLACED or waits)


def _check_open(order: Order) -> None:
    if not editable(order):
        raise NotEditable()


async def _lines(by: Actor, order: Order) -> list[OrderLine]:
    return await OrderLine.of(by, order_id=order.id).order_by("position", "id")


async def _money(by: Actor, order: Order, total: int) -> tuple[int, int]:
    """What goes back, and what is due then: what was paid beyond the total before stays as it was."""
    paid = await paid_in(by, order)
    back = max(0, paid - total) - max(0, paid - order.total)
    left = sum(x.amount - x.refunded for x in await captured(by, order, order.currency))
    return max(0, min(back, left)), max(0, total - paid)


async def _carry_out(by: Actor, order: Order, weighed: Weighed, agreement: str) -> None:
    """Goods before money, as everywhere: a wallet is locked last."""
    before = {"total": order.total, "address": order.address, "delivery": order.delivery, "contact": order.contact}
    back, due = await _money(by, order, weighed.total)
    await _check_refunded(by, order, weighed)
    if not weighed.total and await captured(by, order, order.currency):
        raise BadInput({"lines": N_("Nothing would be left to pay for. Cancel it instead.")})
    if back:
        require(by, Permission.REFUND)
    columns = dict(weighed.columns) | {"given_back": order.given_back + back}
    await Order.of(by, id=order.id).update(**columns)
    order.update_from_dict(columns)
    written = await _write_lines(by, order, weighed)
    await _goods(by, order, written)
    if back:
        key = f"{edit_key(order.id)}{order.revision}" + (f".{agreement}" if agreement else "")
        await send_back(by, order, Going(Money(back, order.currency), "order changed", key))
    await _ask(by, order, due)
    await _tell(by, order, weighed, before)


async def _check_refunded(by: Actor, order: Order, weighed: Weighed) -> None:
    """Units whose money went back one by one stay on the order: their refund speaks of them."""
    whole = await sold_of(by, order)
    for line in weighed.lines:
        if line.was and line.to < whole.lines[line.was.id].back:
            raise BadInput({"lines": N_("Items that were refunded stay on the order.")})


Written = list[tuple[EditedLine, int]]


async def _write_lines(by: Actor, order: Order, weighed: Weighed) -> Written:
    """The lines as they are now, with their ids; those that went have the id they had."""
    written: Written = []
    for place, (line, charged, row) in enumerate(
        zip(weighed.stays, weighed.totals.lines, weighed.totals.tax_rows, strict=True)
    ):
        values: dict[str, Any] = {
            "quantity": charged.quantity, "unit_price": charged.unit_minor, "discount": charged.discount_minor,
            "tax": charged.tax_minor, "tax_row": row, "total": charged.total_minor, "position": place,
        }  # fmt: skip
        if line.was:
            await OrderLine.of(by, id=line.was.id).update(**values)
            written.append((line, line.was.id))
        else:
            written.append((line, await _add_line(by, order, line, values)))
    for line in weighed.lines:
        if line.was and not line.to:
            await OrderLine.of(by, id=line.was.id).delete()
            written.append((line, line.was.id))
    return written


async def _add_line(by: Actor, order: Order, line: EditedLine, values: dict[str, Any]) -> int:
    thing = line.thing
    row = OrderLine.row(
        by, order_id=order.id, variant_id=thing.variant_id, product_id=thing.product_id, title=thing.title[:300],
        options=thing.options[:300], sku=thing.sku, image=thing.image, tracked=thing.tracked, **values,
    )  # fmt: skip
    return int((await insert_rows("order_line", [row]))[0]["id"])


async def _goods(by: Actor, order: Order, written: Written) -> None:
    counted = [(x, line_id) for x, line_id in written if (x.was.tracked if x.was else x.thing.tracked)]
    moved = [(x, line_id) for x, line_id in counted if x.to != x.before]
    if order.status is OrderStatus.AWAITING_PAYMENT:
        held = {x.thing.variant_id: (x.before, x.to) for x, _ in moved}
        await change_hold(by, order.id, held, order.expires_at)
        return
    more = [Units(x.thing.variant_id, x.to - x.before, line_id) for x, line_id in moved]
    await change_sale(by, more, reason=f"order {order.number} changed")


async def _ask(by: Actor, order: Order, due: int) -> None:
    """One payment waits for what is due; a page that asks for another sum is closed."""
    rows = await Payment.of(by, order_id=order.id, status=PaymentStatus.PENDING).order_by("id")
    fits = [x for x in rows if x.amount == due or not (online(x.provider) or x.provider in NATIVE)]
    keeps = fits[0] if due and fits else None
    for row in rows:
        if keeps is not None and row.id == keeps.id:
            await Payment.of(by, id=row.id).update(amount=due)
            continue
        await Payment.of(by, id=row.id).update(status=PaymentStatus.CANCELLED)
        if online(row.provider):
            await put(by, CLOSE, {"payment_id": row.id}, once=f"{CLOSE}:{row.id}")
    if due and keeps is None:
        way = await _way(by, order)
        await Payment.add(by, order_id=order.id, provider=way, currency=order.currency, amount=due)


async def _way(by: Actor, order: Order) -> str:
    """How the rest is paid: as the order was, else by transfer, else at the door."""
    method, settings = order.payment_method, (await shop_of(by)).settings
    if method in ("cash", "transfer") or (online(method) and method not in NATIVE and method != WALLET):
        return method
    return "transfer" if "transfer" in settings.payment_methods and settings.transfer_account else "cash"


async def _tell(by: Actor, order: Order, weighed: Weighed, before: dict[str, Any]) -> None:
    """To the customer, the audit log, and the people who pack."""
    moved = [[x.name, x.before, x.to] for x in weighed.moved][:LINES_TOLD]
    changed = [name for name in ("address", "delivery", "contact") if before[name] != getattr(order, name)]
    facts: dict[str, Any] = {"total": [before["total"], order.total], "revision": order.revision}
    facts |= {"lines": moved} if moved else {}
    facts |= {name: [_short(before[name]), _short(getattr(order, name))] for name in changed}
    await record(by, "order.edited", f"order:{order.id}", facts)
    words = "; ".join(f"{name}: {was} → {to}" for name, was, to in moved)
    was, now_at = Money(before["total"], order.currency), Money(order.total, order.currency)
    words = "; ".join(part for part in (words, f"{was} → {now_at}", ", ".join(changed)) if part)
    await OrderNote.add(by, order_id=order.id, text=words[:1000], staff_id=by.id if by.kind == "staff" else 0)
    payload = {"order_id": order.id, "lines": moved, "before": before["total"], "after": order.total, "also": changed}
    await put(by, "order.edited", payload, once=f"edited:{order.id}:{order.revision}")
    if order.status in FIRM:
        await put(by, ISSUE_PAPER, {"order_id": order.id}, once=f"paper:{order.id}:edit-{order.revision}")


def _short(value: dict[str, Any]) -> str:
    return str(value.get("full") or value.get("name") or "") + (f" {value['phone']}" if value.get("phone") else "")
