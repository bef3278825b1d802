"""What the shop's people write on an order for each other: notes, and the words they find it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput
from domain.kit.rows import insert_rows
from domain.orders.errors import OrderGone
from domain.orders.models import Order, OrderNote, OrderTag

LONGEST_NOTE, LONGEST_TAG, MOST_TAGS = 1000, 40, 10


@dataclass(frozen=True, slots=True)
class NoteView:
    text: str
    staff_id: int
    at: datetime


async def notes_of(by: Actor, order_id: int) -> tuple[NoteView, ...]:
    """The notes on an order, newest first. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    rows = await OrderNote.of(by, order_id=order_id).order_by("-id")
    return tuple(NoteView(row.text, row.staff_id, row.at) for row in rows)


async def tags_of(by: Actor, order_id: int) -> tuple[str, ...]:
    """The words on an order. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    rows = await OrderTag.of(by, order_id=order_id).order_by("name").values("name")
    return tuple(row["name"] for row in rows)


async def add_note(by: Actor, order_id: int, text: str) -> None:
    """Raises `BadInput`, `OrderGone`, `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    words = text.strip()[:LONGEST_NOTE]
    if not words:
        raise BadInput({"note": N_("Write something first.")})
    async with transaction():
        await _check(by, order_id)
        await OrderNote.add(by, order_id=order_id, text=words, staff_id=by.id if by.kind == "staff" else 0)
        await record(by, "order.noted", f"order:{order_id}")


async def add_tag(by: Actor, order_id: int, name: str) -> None:
    """Harmless twice. Raises `BadInput`, `OrderGone`, `NotAllowed`."""
    require(by, Permission.MOVE_ORDERS)
    word = " ".join(name.split()).lstrip("#").casefold()[:LONGEST_TAG]
    if not word:
        raise BadInput({"tag": N_("Write something first.")})
    async with transaction():
        await _check(by, order_id)
        if await OrderTag.of(by, order_id=order_id).count() >= MOST_TAGS:
            raise BadInput({"tag": N_("An order has ten tags at most.")})
        row = {"shop_id": by.shop_id, "order_id": order_id, "name": word}
        if await insert_rows("order_tag", [row], conflict="ON CONFLICT (order_id, name) DO NOTHING"):
            await record(by, "order.tagged", f"order:{order_id}", {"tag": ["", word]})


async def drop_tag(by: Actor, order_id: int, name: str) -> None:
    """Harmless twice. Raises `NotAllowed`."""
    require(by, Permission.MOVE_ORDERS)
    async with transaction():
        if await OrderTag.of(by, order_id=order_id, name=name).delete():
            await record(by, "order.tagged", f"order:{order_id}", {"tag": [name, ""]})


async def _check(by: Actor, order_id: int) -> None:
    if not await Order.of(by, id=order_id).exists():
        raise OrderGone()
