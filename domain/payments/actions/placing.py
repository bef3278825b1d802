"""From a quote to an order, in one transaction: what was shown is what is owed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.cart.actions import take_out_bought
from domain.cart.actions.quotes import check_open, holds
from domain.cart.basket import OF_QUOTE, read_basket
from domain.cart.errors import QuoteChanged, QuoteIncomplete
from domain.cart.sums import Sums, sums_of
from domain.customers.errors import Blocked
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotAllowed
from domain.orders.models import Order, OrderStatus
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments.actions.writing import FREE, PAID_ALREADY, PAID_LATER, Plan, write_order
from domain.wallet.actions import WALLET


@dataclass(frozen=True, slots=True)
class Placed:
    """The order of a quote; `new` when it has been written by this very call, and nobody else can know it yet."""

    order: OrderView
    new: bool


async def place(by: Actor, quote_id: int, rev: int, *, taps: int = 0, messages: int = 0) -> OrderView:
    """Order what the quote shows. A second press finds the order of the first; `taps`, `messages` are kept with it.

    Raises what `place_once` raises.
    """
    return (await place_once(by, quote_id, rev, taps=taps, messages=messages)).order


async def place_once(by: Actor, quote_id: int, rev: int, *, taps: int = 0, messages: int = 0) -> Placed:
    """The same, saying whether the order is new.

    Raises `QuoteChanged` (show the fresh quote), `SoldOut`, `NotEnough`, a `CouponRefused`, `TooManyAwaiting`,
    `Blocked`, `OrdersClosed`, `CartEmpty`, `BelowMinimum`, `WalletTooLittle`.
    """
    if by.kind != "customer":
        raise NotAllowed()
    async with transaction():
        basket = await read_basket(by, OF_QUOTE, quote_id)
        if basket is None:
            raise QuoteChanged()
        if basket.quote and basket.quote.id == quote_id and basket.quote.order_id:
            return Placed(await read_order(by, basket.quote.order_id), new=False)
        sums = await sums_of(by, basket)
        if not _current(sums, quote_id, rev):
            return await _placed_before(by, quote_id)
        _check(sums)
        if not await take_out_bought(by, sums):
            return await _placed_before(by, quote_id)
        return Placed(await write_order(by, _plan(sums), taps, messages), new=True)


async def place_sums(by: Actor, sums: Sums, paid_by: str = "") -> OrderView:
    """Order what the shop's people have written down, inside the transaction of who holds it; its quote is written.

    `paid_by` replaces the way to pay. Raises `SoldOut`, `NotEnough`, `TooManyAwaiting`.
    """
    return await write_order(by, _plan(replace(sums, payment=paid_by) if paid_by else sums))


def _current(sums: Sums, quote_id: int, rev: int) -> bool:
    last = sums.basket.quote
    return last is not None and (last.id, last.revision) == (quote_id, rev) and holds(sums)


async def _placed_before(by: Actor, quote_id: int) -> Placed:
    """The order of this quote, which another press has made meanwhile or long ago; else the quote is out of date."""
    before = await Order.of(by, quote_id=quote_id, customer_id=by.id).first()
    if before is None:
        raise QuoteChanged()
    return Placed(await read_order(by, before.id), new=False)


def _check(sums: Sums) -> None:
    check_open(sums)
    if sums.basket.blocked:
        raise Blocked(contact=sums.shop.email or sums.shop.phone)
    if sums.missing:
        raise QuoteIncomplete()


def _plan(sums: Sums) -> Plan:
    at = now()
    provider = _provider(sums)
    if provider in PAID_ALREADY or provider in PAID_LATER:
        return Plan(sums, provider, OrderStatus.PLACED, at, None)
    settings = sums.shop.settings
    hold = (
        timedelta(hours=settings.transfer_hold_h)
        if provider == "transfer"
        else timedelta(minutes=settings.stock_hold_min)
    )
    return Plan(sums, provider, OrderStatus.AWAITING_PAYMENT, at, at + hold)


def _provider(sums: Sums) -> str:
    if sums.due_minor:
        return sums.payment
    return WALLET if sums.wallet_minor else FREE
