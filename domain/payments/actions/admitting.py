"""The gate before money moves on a messenger's payment sheet: the order is there, its goods are held, the sum is right.

Nobody tells us when a payment that was let through does not come. Its order simply waits, and ends by its own clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.cart.actions.form import Filled
from domain.cart.errors import OrdersClosed, QuoteChanged
from domain.cart.models import Quote
from domain.customers.errors import Blocked
from domain.customers.models import Customer
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.money import Money
from domain.kit.rows import moment
from domain.orders.actions import lock
from domain.orders.models import Order, OrderLine, OrderStatus
from domain.orders.views import OrderView
from domain.payments.actions.capturing import paid_in
from domain.payments.actions.expressing import place_filled
from domain.payments.actions.placing import Placed, place_once
from domain.payments.errors import AlreadyPaid, BeingPaid, InvoiceGone, OrderEnded, SomebodyElses, SumChanged
from domain.payments.invoiced import order_of_payload
from domain.payments.models import Payment, PaymentStatus
from domain.payments.payloads import Payload, read_payload
from domain.shop.native import most_tip
from domain.shop.queries import shop_of
from domain.stock.actions import reserve

LONGEST_WAIT = timedelta(minutes=15)
JUST_WRITTEN = timedelta(seconds=10)
UNDER_WAY = timedelta(seconds=10)  # so long a sheet waits for our answer, and a bank works at least


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a payment sheet is about to take. `query` is the messenger's name of this very attempt.

    `filled` is what the sheet itself asked for: name, phone, address and way of delivery.
    """

    payload: str
    provider: str
    amount: Money
    query: str = ""
    filled: Filled | None = None


async def admit(by: Actor, sheet: Sheet, *, taps: int = 0, messages: int = 0) -> int:
    """Let this payment happen: its order is written (once), its goods are held for 15 minutes more. The order's id.

    Asked again with the same attempt it answers the same. Raises `InvoiceGone`, `SomebodyElses`, `AlreadyPaid`,
    `BeingPaid`, `OrderEnded`, `SumChanged`, and what `place_once` raises; then nothing is written.
    """
    payload = read_payload(sheet.payload)
    if payload is None or by.kind != "customer":
        raise InvoiceGone()
    async with transaction():
        known = await order_of_payload(by, payload)
        if known is not None:
            await _admit_known(by, known.id, sheet, address_id=0)
            return int(known.id)
        placed, address_id = await _place(by, payload, sheet, taps, messages)
        if placed.new and _held_long(placed.order.expires_at):
            await _admit_new(by, placed.order, sheet, address_id)
        else:
            await _admit_known(by, placed.order.id, sheet, address_id)
    return placed.order.id


async def _place(by: Actor, payload: Payload, sheet: Sheet, taps: int, messages: int) -> tuple[Placed, int]:
    """The order this invoice pays for, not written until now; and the address that was saved with it."""
    if payload.kind == "quote":
        return await _place_quote(by, payload, taps, messages), 0
    if payload.kind == "order" or sheet.filled is None:
        raise InvoiceGone()
    return await place_filled(by, payload.id, payload.rev, sheet.filled, taps, messages)


async def _place_quote(by: Actor, payload: Payload, taps: int, messages: int) -> Placed:
    quotes = await Quote.of(by, id=payload.id).values("customer_id")
    if not quotes:
        raise QuoteChanged()
    if quotes[0]["customer_id"] != by.id:
        raise SomebodyElses()
    return await place_once(by, payload.id, payload.rev, taps=taps, messages=messages)


async def _admit_new(by: Actor, order: OrderView, sheet: Sheet, address_id: int) -> None:
    """Written a moment ago, in this transaction: who buys, the shop's door and the goods have just been looked at."""
    if order.status != OrderStatus.AWAITING_PAYMENT:
        raise AlreadyPaid(number=str(order.number))
    if order.payment_method != sheet.provider:
        raise InvoiceGone()
    await _check_sum(by, sheet, order.due)
    pending = next(payment.id for payment in order.payments if payment.status == PaymentStatus.PENDING)
    await _let_through(by, pending, {}, sheet, order.due, address_id)


async def _admit_known(by: Actor, order_id: int, sheet: Sheet, address_id: int) -> None:
    order = await lock(by, order_id)
    due = Money(order.total - await paid_in(by, order), order.currency)
    awaited = await Payment.of(by, order_id=order.id, status=PaymentStatus.PENDING).order_by("id")
    await _check(by, order, sheet, due, awaited)
    await _hold(by, order)
    pending = next((payment for payment in awaited if payment.provider == sheet.provider), None)
    if pending is None:
        asked = {"provider": sheet.provider, "currency": due.currency, "amount": due.minor}
        pending = await Payment.add(by, order_id=order.id, **asked)
    await _let_through(by, pending.id, pending.facts or {}, sheet, due, address_id)


async def _check(by: Actor, order: Order, sheet: Sheet, due: Money, awaited: list[Payment]) -> None:
    if order.customer_id != by.id:
        raise SomebodyElses()
    await _check_door(by)
    if order.status is OrderStatus.CANCELLED:
        raise OrderEnded(number=str(order.number))
    if order.status is not OrderStatus.AWAITING_PAYMENT or due.minor <= 0:
        raise AlreadyPaid(number=str(order.number))
    if order.payment_method != sheet.provider:
        raise InvoiceGone()
    _check_attempts(order, sheet, awaited)
    await _check_sum(by, sheet, due)


async def _check_door(by: Actor) -> None:
    shop = await shop_of(by)
    if shop.settings.orders_closed:
        raise OrdersClosed()
    if await Customer.of(by, id=by.id, blocked=True).exists():
        raise Blocked(contact=shop.email or shop.phone)


def _check_attempts(order: Order, sheet: Sheet, awaited: list[Payment]) -> None:
    """Two attempts at once could both be charged. What the sheet was filled with cannot change under an order."""
    for payment in awaited:
        facts = payment.facts or {}
        at = moment(facts.get("at"))
        if at and facts.get("query") != sheet.query and now() - at < UNDER_WAY:
            raise BeingPaid(number=str(order.number))
        if facts and sheet.filled and facts.get("form", "") != _form(sheet):
            raise InvoiceGone()


def _form(sheet: Sheet) -> str:
    """What the sheet was filled with, as one word."""
    filled = sheet.filled
    if filled is None:
        return ""
    return "|".join((filled.name, filled.phone, *filled.address.values(), str(filled.method_id)))


async def _check_sum(by: Actor, sheet: Sheet, due: Money) -> None:
    """`due` is what is still to come: a part may have been paid from the wallet."""
    most = due.minor + most_tip(await shop_of(by), due.minor, due.currency)
    if sheet.amount.currency != due.currency or not due.minor <= sheet.amount.minor <= most:
        raise SumChanged(total=due)


def _held_long(until: datetime | None) -> bool:
    """Whether the goods wait as long as a payment may take; those of an order just written mostly do."""
    return until is not None and until > now() + LONGEST_WAIT - JUST_WRITTEN


async def _hold(by: Actor, order: Order) -> None:
    if _held_long(order.expires_at):
        return
    until = now() + LONGEST_WAIT
    lines = await OrderLine.of(by, order_id=order.id, tracked=True).order_by("id")
    await reserve(by, order.id, [(line.variant_id, line.quantity) for line in lines], until)
    await Order.of(by, id=order.id).update(expires_at=until)


async def _let_through(
    by: Actor, payment_id: int, before: dict[str, Any], sheet: Sheet, due: Money, address_id: int
) -> None:
    """Keep what may be taken, so that what comes can be compared with it."""
    most = due.minor + most_tip(await shop_of(by), due.minor, due.currency)
    facts: dict[str, Any] = {
        "due": due.minor, "most": most, "at": now().isoformat(), "query": sheet.query, "form": _form(sheet),
    }  # fmt: skip
    saved = address_id or before.get("address", 0)
    facts |= ({"address": saved} if saved else {}) | ({"again": True} if before.get("at") else {})
    await Payment.of(by, id=payment_id).update(session=sheet.payload, facts=facts)
