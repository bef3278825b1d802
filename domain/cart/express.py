"""Ways of delivery for an address that only a payment sheet knows yet. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.cart.basket import Basket, read_basket
from domain.cart.choices import named
from domain.cart.errors import QuoteChanged
from domain.cart.sums import Facts, Sums, facts_for, reckon
from domain.cart.views import DeliveryOption
from domain.customers.actions import read_place
from domain.customers.views import AddressView
from domain.delivery.views import DeliveryRules
from domain.kit.actor import Actor
from domain.kit.money import Money
from domain.shop.native import BY_CARD

_NOTHING = dict.fromkeys(("label", "line", "unit", "city", "region", "postcode", "country"), "")
OF_CART = "k.customer_id = $2 AND k.id = $4"


@dataclass(frozen=True, slots=True)
class SheetOption:
    """A way of delivery, and what the sum grows by when it is chosen: its fee, and what that changes of the tax."""

    option: DeliveryOption
    fee: Money
    tax: Money


async def sheet_options(by: Actor, cart_id: int, rev: int, place: Mapping[str, str]) -> tuple[SheetOption, ...]:
    """Every way the goods of a cart get there, cheapest arrivals as the merchant ordered them; none: nobody goes there.

    Raises `QuoteChanged` for a cart that has changed since its sheet was drawn, `BadInput`.
    """
    basket = await read_basket(by, OF_CART, cart_id)
    if basket is None or basket.revision != rev:
        raise QuoteChanged()
    fields = await read_place(by, place)
    address = AddressView(0, **_NOTHING | fields, verified=True, is_default=False)
    there = replace(basket, address=address, payment=BY_CARD, method_id=0, point_id=0)
    facts = await facts_for(by, there)
    base = reckon(replace(there, address=None), replace(facts, delivery=DeliveryRules())).totals.total_minor
    options = named(reckon(there, facts).options, basket.words)
    return tuple(_told(way, there, facts, base) for way in options if way.fee is not None and _complete(way, facts))


def _complete(way: DeliveryOption, facts: Facts) -> bool:
    """A sheet cannot ask at which of several points."""
    return way.kind != "pickup" or bool(way.point_id) or not facts.delivery.points


def _told(way: DeliveryOption, there: Basket, facts: Facts, base: int) -> SheetOption:
    sums: Sums = reckon(replace(there, method_id=way.method_id, point_id=way.point_id), facts)
    fee = sums.totals.delivery_minor
    rest = sums.totals.total_minor - base - fee
    return SheetOption(way, Money(fee, sums.currency), Money(rest, sums.currency))
