"""One of a customer's own addresses, told in one message or sent as a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.customers.actions import save_address
from domain.customers.addresses import ParsedAddress
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.account import flow
from handlers.account.screens import address_screen
from handlers.checkout.buying import reach
from handlers.checkout.fields import address_problems, values_of
from handlers.checkout.reading import flat, understand
from handlers.screen import Screen

Place = ParsedAddress | Mapping[str, Any]


async def told_place(told: str, address_id: int, me: Actor, t: Translator, shop: ShopView) -> Screen | None:
    """The address kept (0: a new one), the form where something is missing, None where the words are no address."""
    area = await reach(me, shop)
    understood = understand(flat(told), area)
    if not understood.is_address:
        return None
    if understood.place is None:
        values = values_of(understood.known) if understood.known else {"line": told[:200]}
        return await flow.edit_of(me, t, shop, address_id, values=values, errors=address_problems(area, values, t))
    return await keep_place(understood.place, address_id, me, t, verified=understood.sure)


async def keep_place(place: Place, address_id: int, me: Actor, t: Translator, *, verified: bool = True) -> Screen:
    kept = await save_address(me, place, address_id=address_id, verified=verified)
    return address_screen(kept, t).saying(toast=t("S-24", "Saved."))
