"""Reading what the shop knows about a customer."""

from __future__ import annotations

from domain.customers.queries import address, addresses, profile
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from domain.wallet.queries import balance
from handlers.account.screens import addresses_screen, edit_screen, me_screen
from handlers.checkout.buying import reach
from handlers.checkout.fields import values_of
from handlers.joining.flow import elsewhere
from handlers.screen import Screen


async def me_of(me: Actor, t: Translator, shop: ShopView) -> Screen:
    there = await balance(me, me.id, shop.currency)
    return me_screen(await profile(me), shop, t, onward=elsewhere(me.channel, shop), wallet=there)


async def addresses_of(me: Actor, t: Translator, *, undo: int = 0) -> Screen:
    return addresses_screen(await addresses(me), t, undo=undo)


async def edit_of(
    me: Actor,
    t: Translator,
    shop: ShopView,
    address_id: int,
    *,
    values: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> Screen:
    """The form of an address, as it is kept or as it was just filled in."""
    kept = values_of(await address(me, address_id)) if address_id and values is None else values or {}
    return edit_screen(address_id, await reach(me, shop), kept, errors or {}, t)
