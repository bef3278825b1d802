"""A cart paid for on a sheet that asks for the address by itself: all of it is written at once, or nothing."""

from __future__ import annotations

from dataclasses import replace

from domain.cart.actions.form import Filled, fill_in
from domain.cart.errors import QuoteChanged
from domain.cart.models import Cart
from domain.customers.queries import addresses
from domain.kit.actor import Actor
from domain.kit.db import transaction
from domain.payments.actions.placing import Placed, place_once
from domain.payments.errors import InvoiceGone
from domain.shop.native import BY_CARD


async def place_filled(
    by: Actor, cart_id: int, rev: int, filled: Filled, taps: int, messages: int
) -> tuple[Placed, int]:
    """Keep what the sheet was filled with, and order the cart it makes; also the id of an address that is new.

    Raises `InvoiceGone` for a cart that has changed since, `QuoteChanged` where that way does not go there any more,
    and what `fill_in` and `place_once` raise.
    """
    async with transaction():
        cart = await Cart.of(by, id=cart_id, customer_id=by.id, revision=rev).first()
        if cart is None:
            raise InvoiceGone()
        before = {address.id for address in await addresses(by)}
        quote = await fill_in(by, cart.kind.value, replace(filled, payment=BY_CARD))
        if quote is None or quote.missing or quote.delivery is None or quote.delivery.method_id != filled.method_id:
            raise QuoteChanged()
        placed = await place_once(by, quote.id, quote.revision, taps=taps, messages=messages)
        kept = quote.address.id if quote.address and quote.address.id not in before else 0
    return placed, kept
