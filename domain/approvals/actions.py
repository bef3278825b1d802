"""Four eyes: what is above somebody's cap is asked for, and done once when another person agrees.

Agreeing is the move of the request and the act itself in one transaction: either both are, or neither.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field, replace
from typing import Any

from domain.approvals.edits import edit_of, in_words, kept
from domain.approvals.errors import OtherAmount, OwnRequest
from domain.approvals.models import Approval
from domain.approvals.models import ApprovalKind as K
from domain.approvals.models import ApprovalStatus as S
from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.caps import OverCap
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.kit.rows import insert_rows, packed
from domain.kit.states import Graph, IllegalMove, move
from domain.orders.queries import order as read_order
from domain.outbox.actions import put
from domain.payments.actions import cancel, edit_order, refund_parts, refundable, weigh_edit
from domain.payments.edits import Edit
from domain.payments.parts import Parts, amount_of
from domain.returns.deciding import refund_return
from domain.returns.queries import order_return
from domain.wallet.actions import give_credit

MOVES: Graph[S] = {
    S.WAITING: frozenset({S.APPROVED, S.DECLINED, S.WITHDRAWN}),
    S.APPROVED: frozenset(),
    S.DECLINED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
ASKED, DECIDED = "approval.asked", "approval.decided"
_RIGHTS = frozenset(
    {
        Permission.ANY_AMOUNT, Permission.REFUND, Permission.GIVE_CREDIT, Permission.MOVE_ORDERS,
        Permission.EDIT_ORDERS,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `key` is the one of the form it came from."""

    kind: K
    reason: str
    key: str
    order_id: int = 0
    customer_id: int = 0
    details: dict[str, Any] = field(default_factory=dict)


async def refund_or_ask(
    by: Actor, order_id: int, parts: Parts, reason: str, key: str, *, to_wallet: bool = False, restocks: bool = False
) -> bool:
    """`refund_parts`, or a request for it above the cap: False when it is asked for. The same `key` asks once."""
    details = {
        "lines": {str(line): units for line, units in parts.lines.items()}, "delivery": parts.delivery,
        "amount": parts.amount, "to_wallet": to_wallet, "restocks": restocks,
    }  # fmt: skip
    act = refund_parts(by, order_id, parts, reason, key, to_wallet=to_wallet, restocks=restocks)
    return await _done_or_asked(by, act, Wish(K.REFUND, reason, key, order_id, details=details))


async def refund_return_or_ask(
    by: Actor, return_id: int, key: str, *, to_wallet: bool = False, delivery: bool = False, rev: int | None = None
) -> bool:
    """`refund_return`, or a request for it above the cap: False when it is asked for. The same `key` asks once."""
    view = await order_return(by, return_id)
    details = {
        "lines": {str(line.line_id): line.quantity for line in view.lines}, "delivery": delivery, "amount": 0,
        "to_wallet": to_wallet, "restocks": False, "return_id": return_id,
    }  # fmt: skip
    act = refund_return(by, return_id, to_wallet=to_wallet, delivery=delivery, rev=rev)
    return await _done_or_asked(by, act, Wish(K.REFUND, f"return R-{view.number}", key, view.order_id, details=details))


async def credit_or_ask(by: Actor, customer_id: int, amount: Money, reason: str, key: str, order_id: int = 0) -> bool:
    """`give_credit`, or a request for it above the cap: False when it is asked for."""
    act = give_credit(by, customer_id, amount, reason, key)
    return await _done_or_asked(by, act, Wish(K.CREDIT, reason, key, order_id, customer_id))


async def cancel_or_ask(by: Actor, order_id: int, reason: str, rev: int) -> bool:
    """`cancel`, or a request for it when more goes back than the cap: False when it is asked for."""
    act = cancel(by, order_id, reason, rev)
    return await _done_or_asked(by, act, Wish(K.CANCEL, reason, str(rev), order_id))


async def edit_or_ask(by: Actor, order_id: int, edit: Edit, rev: int, agreed: Money, key: str) -> bool:
    """`edit_order`, or a request for it when more goes back than the cap: False when it is asked for.

    The same `key` asks once.
    """
    try:
        await edit_order(by, order_id, edit, rev, agreed)
    except OverCap as over:
        order, seen = await read_order(by, order_id), await weigh_edit(by, order_id, edit)
        details = {"edit": kept(edit, order), "total": agreed.minor}
        await _ask(by, Wish(K.REFUND, in_words(seen), f"edit-{key}", order_id, details=details), over.values["amount"])
        return False
    return True


async def _done_or_asked(by: Actor, act: Awaitable[Any], wish: Wish) -> bool:
    try:
        await act
    except OverCap as over:
        await _ask(by, wish, over.values["amount"])
        return False
    return True


async def _ask(by: Actor, wish: Wish, amount: Money) -> None:
    row = {
        "shop_id": by.shop_id, "kind": wish.kind.value, "status": S.WAITING.value, "order_id": wish.order_id,
        "customer_id": wish.customer_id, "currency": amount.currency, "amount": amount.minor,
        "reason": wish.reason[:200], "details": packed(wish.details), "asked_by": by.id, "asked_at": now(),
        "decided_by": 0, "answer": "",
        "once": f"{wish.kind.value}:{wish.order_id}:{wish.customer_id}:{wish.key}"[:80],
    }  # fmt: skip
    async with transaction():
        made = await insert_rows("approval", [row], conflict="ON CONFLICT (shop_id, once) DO NOTHING")
        if made:
            facts = {"kind": wish.kind.value, "amount": amount.minor, "currency": amount.currency}
            facts |= {"request": made[0]["id"]}
            await record(by, "approval.asked", _subject(wish.order_id, wish.customer_id), facts, wish.reason)
            await _tell(by, ASKED, int(made[0]["id"]), by.id)


async def _tell(by: Actor, topic: str, request_id: int, asker: int) -> None:
    await put(by, topic, {"approval_id": request_id, "asked_by": asker}, once=f"{topic}:{request_id}")


def _subject(order_id: int, customer_id: int) -> str:
    return f"order:{order_id}" if order_id else f"customer:{customer_id}"


async def approve(by: Actor, request_id: int, note: str = "") -> None:
    """Agree, and do it: once, whoever presses how often. Nobody agrees with themselves.

    Raises `OwnRequest`, `OtherAmount`, `IllegalMove`, `NotFound`, `NotAllowed`, and whatever the act refuses with.
    """
    async with transaction():
        row = await _decided(by, request_id, S.APPROVED, note)
        await record(by, "approval.approved", *_facts(row), note)
        await _do(replace(by, permissions=by.permissions | _RIGHTS), row)


async def decline(by: Actor, request_id: int, note: str = "") -> None:
    """Nothing is done. Raises `OwnRequest`, `IllegalMove`, `NotFound`, `NotAllowed`."""
    async with transaction():
        row = await _decided(by, request_id, S.DECLINED, note)
        await record(by, "approval.declined", *_facts(row), note)


async def withdraw(by: Actor, request_id: int) -> None:
    """Who asked does so no more. Harmless twice. Raises `IllegalMove`, `NotFound`."""
    async with transaction():
        row = await Approval.of(by, id=request_id, asked_by=by.id).get_or_none()
        if row is None or by.kind != "staff":
            raise NotFound()
        if row.status is not S.WITHDRAWN:
            await move(Approval, row.id, MOVES, S.WITHDRAWN, decided_by=by.id, decided_at=now())
            await record(by, "approval.withdrawn", *_facts(row))
            await _tell(by, DECIDED, row.id, row.asked_by)


async def _decided(by: Actor, request_id: int, to: S, note: str) -> Approval:
    require(by, Permission.APPROVE)
    row = await Approval.of(by, id=request_id).get_or_none()
    if row is None:
        raise NotFound()
    if row.asked_by == by.id or by.kind != "staff":
        raise OwnRequest()
    await move(Approval, row.id, MOVES, to, decided_by=by.id, decided_at=now(), answer=note.strip()[:200])
    await _tell(by, DECIDED, row.id, row.asked_by)
    return row


def _facts(row: Approval) -> tuple[str, dict[str, Any]]:
    facts = {"kind": row.kind.value, "amount": row.amount, "currency": row.currency, "request": row.id}
    return _subject(row.order_id, row.customer_id), facts


async def _do(by: Actor, row: Approval) -> None:
    key, amount = f"approval-{row.id}", Money(row.amount, row.currency)
    if row.kind is K.CREDIT:
        await give_credit(by, row.customer_id, amount, row.reason, key)
    elif row.kind is K.CANCEL:
        await _cancel(by, row, amount)
    else:
        await _refund(by, row, amount, key)


async def _cancel(by: Actor, row: Approval, amount: Money) -> None:
    found = await read_order(by, row.order_id)
    if found.status == "cancelled":
        raise IllegalMove()
    if found.paid - found.refunded != amount:
        raise OtherAmount()
    await cancel(by, row.order_id, row.reason)


async def _refund(by: Actor, row: Approval, amount: Money, key: str) -> None:
    """Just what was asked for: parts that are worth something else by now are asked for anew."""
    asked = row.details
    if "edit" in asked:
        await _edit(by, row, amount, key)
        return
    parts = Parts({int(line): units for line, units in asked["lines"].items()}, asked["delivery"], asked["amount"])
    try:
        worth = amount_of(parts, await refundable(by, row.order_id))
    except ValueError:
        raise OtherAmount() from None
    if worth != amount.minor:
        raise OtherAmount()
    if return_id := asked.get("return_id"):
        await _refund_return(by, return_id, asked, key)
        return
    ways = {"to_wallet": asked["to_wallet"], "restocks": asked["restocks"]}
    await refund_parts(by, row.order_id, parts, row.reason, key, **ways)


async def _edit(by: Actor, row: Approval, amount: Money, key: str) -> None:
    edit, order = edit_of(row.details["edit"]), await read_order(by, row.order_id)
    seen = await weigh_edit(by, order.id, edit)
    if (seen.back, seen.after.minor) != (amount, row.details["total"]):
        raise OtherAmount()
    await edit_order(by, order.id, edit, order.revision, seen.after, agreement=key)


async def _refund_return(by: Actor, return_id: int, asked: dict[str, Any], key: str) -> None:
    """One that has ended meanwhile gives nothing more."""
    if (await order_return(by, return_id)).status == "closed":
        raise IllegalMove()
    await refund_return(by, return_id, to_wallet=asked["to_wallet"], delivery=asked["delivery"], agreement=key)
