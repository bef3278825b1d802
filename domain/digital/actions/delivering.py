"""Handing over what was bought: each unit once, whoever asks and how often."""

from __future__ import annotations

from domain.audit.actions import record
from domain.catalog.models import Gives, Variant
from domain.digital.errors import NothingHanded, SentEnough
from domain.digital.models import DigitalFile
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import attempt, sql, transaction
from domain.kit.errors import ShopError
from domain.orders.actions import flag, lock
from domain.orders.attention import NOTHING_TO_HAND_OVER, without_reason
from domain.orders.models import Order, OrderLine, OrderStatus
from domain.orders.states import FIRM
from domain.outbox.actions import put
from domain.payments.actions.advancing import advance
from domain.payments.actions.capturing import paid_in
from domain.stock.actions import adjust

SENT_AGAIN_MOST = 5
AGAIN = "digital.again"
_TRIES = 5
_TAKE = """
UPDATE digital_key SET order_line_id = $3, unit = taken.unit, handed_at = $5 FROM (
  SELECT k.id, ROW_NUMBER() OVER (ORDER BY k.id) AS unit FROM digital_key k
  WHERE k.shop_id = $1 AND k.variant_id = $2 AND k.order_line_id IS NULL ORDER BY k.id LIMIT $4) taken
WHERE digital_key.id = taken.id AND digital_key.order_line_id IS NULL RETURNING digital_key.id AS id
"""
_LEFT = "SELECT COUNT(*) AS n FROM digital_key WHERE shop_id = $1 AND variant_id = $2 AND order_line_id IS NULL"


class _TooFew(Exception):
    """Fewer keys than units: none is given, or somebody else took them just now."""


async def deliver(by: Actor, order_id: int) -> None:
    """Give a paid order its keys and files. Harmless any number of times: what has been given stays given.

    What cannot be given flags the order for a person. An order of nothing else is delivered by this.
    """
    if not await OrderLine.of(by, order_id=order_id, digital=True, handed_at=None).exists():
        return
    async with transaction():
        order = await lock(by, order_id)
        if order.status not in FIRM or await paid_in(by, order) < order.total:
            return
        lines = await OrderLine.of(by, order_id=order_id, digital=True).order_by("position", "id")
        open_lines = [line for line in lines if line.handed_at is None]
        missing = [line for line in open_lines if not await _hand_over(by, order, line)]
        await _conclude(by, order, bool(missing))


async def _hand_over(by: Actor, order: Order, line: OrderLine) -> bool:
    variant = await Variant.get(id=line.variant_id)
    if variant.gives is Gives.FILE:
        ready = await DigitalFile.of(by, variant_id=variant.id).exists()
    else:
        ready = variant.gives is Gives.KEYS and await _take_keys(by, order, line)
    mine = OrderLine.of(by, id=line.id, handed_at=None)
    return ready and bool(await mine.update(handed_at=now(), gave=variant.gives.value))


async def _take_keys(by: Actor, order: Order, line: OrderLine) -> bool:
    """So many keys as units, or none; another order may take some at the same moment."""
    for _ in range(_TRIES):
        if int((await sql(_LEFT, by.shop_id, line.variant_id))[0]["n"]) < line.quantity:
            return False
        try:
            async with attempt():
                await _claim_keys(by, order, line)
        except _TooFew:
            continue
        except ShopError:  # held for orders that wait for payment
            return False
        return True
    return False


async def _claim_keys(by: Actor, order: Order, line: OrderLine) -> None:
    """The sale of a counted line has moved the stock already; one sold before it had keys moves it now."""
    taken = await sql(_TAKE, by.shop_id, line.variant_id, line.id, line.quantity, now())
    if len(taken) != line.quantity:
        raise _TooFew()
    if not line.tracked:
        await adjust(by, line.variant_id, -line.quantity, f"order {order.number}", keys=True)


async def _conclude(by: Actor, order: Order, missing: bool) -> None:
    if missing:
        if NOTHING_TO_HAND_OVER not in order.needs_attention:
            await flag(by, order, NOTHING_TO_HAND_OVER)
            await put(by, "order.attention", {"order_id": order.id})
        return
    if NOTHING_TO_HAND_OVER in order.needs_attention:
        words = without_reason(order.needs_attention, NOTHING_TO_HAND_OVER)
        await Order.of(by, id=order.id).update(needs_attention=words)
    others = OrderLine.of(by, order_id=order.id, digital=False)
    if order.status is OrderStatus.PLACED and not await others.exists():
        await advance(by, order.id, OrderStatus.DELIVERED.value)


async def send_again(by: Actor, line_id: int) -> int:
    """Its buyer asks for a line once more, five times at most; staff may as often as they like, and the chat says it.

    Returns the order's id. Raises `NothingHanded`, `SentEnough`, `NotAllowed`.
    """
    if by.kind != "customer":
        require(by, Permission.MOVE_ORDERS)
    async with transaction():
        line = await OrderLine.of(by, id=line_id, digital=True).exclude(handed_at=None).first()
        if line is None:
            raise NothingHanded()
        order = await Order.get(id=line.order_id)
        if by.kind == "customer":
            await _count_again(by, order, line_id)
        else:
            await put(by, AGAIN, {"order_id": order.id, "line_id": line_id})
            await record(by, "digital.sent_again", f"order:{order.id}", {"line": line_id})
    return int(order.id)


async def _count_again(by: Actor, order: Order, line_id: int) -> None:
    if order.customer_id != by.id:
        raise NothingHanded()
    rows = await sql(
        "UPDATE order_line SET sent_again = sent_again + 1 WHERE id = $1 AND sent_again < $2 RETURNING id",
        line_id,
        SENT_AGAIN_MOST,
    )
    if not rows:
        raise SentEnough(most=SENT_AGAIN_MOST)
