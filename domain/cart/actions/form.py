"""What one page of a form says, kept at once: either all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from domain.cart.actions.change import Edit, change, opened
from domain.cart.actions.checkout import by_way, choose_address, set_extra, to_address, with_payment
from domain.cart.actions.quotes import quote_of
from domain.cart.basket import Basket
from domain.cart.errors import BelowMinimum, CartEmpty, NotOffered, OrdersClosed, TwoPayments
from domain.cart.sums import Facts, facts_for
from domain.cart.views import QuoteView
from domain.customers.actions import save_address, set_contact, verify_address
from domain.customers.addresses import ParsedAddress
from domain.customers.views import AddressView
from domain.kit.actor import Actor
from domain.kit.db import transaction


@dataclass(frozen=True, slots=True)
class Filled:
    """The answers of a checkout's form; what is empty was not asked. `phone` in E.164.

    `address_id` is the address these words replace, 0 for a new one.
    """

    name: str = ""
    phone: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    address_id: int = 0
    method_id: int = 0
    payment: str = ""


async def fill_in(by: Actor, kind: str, filled: Filled) -> QuoteView | None:
    """Keep the answers and quote the cart they make; None where it cannot be ordered, which is no reason to lose them.

    A way of delivery that does not go to the new address leaves the choice to the cart's default.
    Raises `BadInput`, `TooManyAddresses`, a `PhoneRefused`.
    """
    async with transaction():
        await set_contact(by, name=filled.name, phone=filled.phone)
        place = None
        if filled.address:
            place = await save_address(by, filled.address, address_id=filled.address_id)

        async def decide(before: Basket) -> Edit | None:
            return _answers(before, await facts_for(by, before), filled, place)

        after = await change(by, lambda: opened(by, kind), decide)
        with suppress(CartEmpty, BelowMinimum, OrdersClosed, TwoPayments):
            return await quote_of(by, after)
    return None


def _answers(before: Basket, facts: Facts, filled: Filled, place: AddressView | None) -> Edit | None:
    """One change of all that was answered."""
    edit, after = Edit(before), before
    if place:
        edit = edit.then(to_address(after, facts, place))
        after = edit.after or after
    if filled.method_id:
        with suppress(NotOffered):
            edit = edit.then(by_way(after, facts, filled.method_id))
        after = edit.after or after
    if filled.payment:
        edit = edit.then(with_payment(after, facts, filled.payment))
    return edit if edit.columns else None


async def set_extras(by: Actor, kind: str, words: Mapping[str, str]) -> None:
    """Note, card message and recipient at once. Raises `NotOffered`, `TooLong`."""
    async with transaction():
        for name, value in words.items():
            await set_extra(by, kind, name, value, None)


async def confirm_address(by: Actor, kind: str, address_id: int, rev: int | None) -> None:
    """The customer has looked at an address we were not sure of: it is right, and goods go there."""
    async with transaction():
        await choose_address(by, kind, address_id, rev)
        await verify_address(by, address_id)


async def keep_address(by: Actor, kind: str, place: ParsedAddress | Mapping[str, Any]) -> AddressView:
    """Save a typed address and deliver this cart there. Raises `BadInput`, `TooManyAddresses`."""
    async with transaction():
        kept = await save_address(by, place)
        await choose_address(by, kind, kept.id, None)
    return kept
