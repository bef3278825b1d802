"""Money a messenger says it has taken, or given back, on its payment sheet. Whatever it is, it is never dropped."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.db import attempt, transaction
from domain.kit.errors import ShopError
from domain.kit.money import Money
from domain.orders.models import Order
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments.actions.admitting import Sheet, admit
from domain.payments.actions.settling import LONGEST, settle
from domain.payments.invoiced import order_of_payload
from domain.payments.models import Payment
from domain.payments.payloads import read_payload
from domain.payments.port import Charge, Returned


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment that has happened. `reference` is the messenger's name of it, `bank` the bank's; `payer` who paid."""

    sheet: Sheet
    reference: str
    payer: str = ""
    bank: str = ""


async def receive(by: Actor, receipt: Receipt) -> OrderView | None:
    """Book a payment, once per `reference`, with all its consequences. None: it fits no order of this person's, or is
    not what was asked for; then it waits for people of the shop.

    An order that is not there (any more) is written now, if what was paid for still holds.
    """
    sheet, payload = receipt.sheet, read_payload(receipt.sheet.payload)
    reference = receipt.reference[:LONGEST]
    charge = Charge(reference, sheet.payload, sheet.amount, now(), payer=receipt.payer, bank=receipt.bank)
    async with transaction():
        if payload and await order_of_payload(by, payload) is None:
            with suppress(ShopError):
                async with attempt():
                    await admit(by, sheet)
        await settle(system(by.shop_id), sheet.provider, charge)
    booked = await Payment.of(by, provider=sheet.provider, provider_ref=reference).first()
    order = await Order.of(by, id=booked.order_id, customer_id=by.id).first() if booked else None
    return await read_order(by, order.id) if order else None


async def taken_back(by: Actor, provider: str, payload: str, amount: Money, reference: str) -> OrderView | None:
    """The messenger has given a whole payment back, whoever wanted it. Harmless twice."""
    back = Returned(reference, amount)
    await settle(system(by.shop_id), provider, Charge(reference, payload, amount, now(), (back,)))
    found = read_payload(payload)
    order = await order_of_payload(by, found) if found else None
    return await read_order(by, order.id) if order and order.customer_id == by.id else None
