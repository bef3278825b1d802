"""What one page of a form says, kept at once: either all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from domain.cart.actions.checkout import choose_address, choose_method, choose_payment, set_extra
from domain.cart.errors import NotOffered
from domain.customers.actions import save_address, set_name, set_phone, verify_address
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


async def fill_in(by: Actor, kind: str, filled: Filled) -> None:
    """Keep the answers. A way of delivery that does not go to the new address leaves the choice to the cart's default.

    Raises `BadInput`, `TooManyAddresses`, a `PhoneRefused`.
    """
    async with transaction():
        if filled.name:
            await set_name(by, filled.name)
        if filled.phone:
            await set_phone(by, filled.phone)
        if filled.address:
            kept = await save_address(by, filled.address, address_id=filled.address_id)
            await choose_address(by, kind, kept.id, None)
        await _choose(by, kind, filled)


async def _choose(by: Actor, kind: str, filled: Filled) -> None:
    if filled.method_id:
        with suppress(NotOffered):
            await choose_method(by, kind, filled.method_id, None)
    if filled.payment:
        await choose_payment(by, kind, filled.payment, None)


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
