"""Which ways of delivery and payment a cart has, and which one holds when nobody has chosen. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.cart.basket import Basket, BasketLine
from domain.cart.views import DeliveryOption
from domain.delivery.rules import Place, arrival, fee, ready_for_pickup, zone_for
from domain.delivery.views import DeliveryRules, Method
from domain.kit.money import Money
from domain.shop.native import BY_CARD, BY_STARS, TELEGRAM, takes_cards
from domain.shop.views import KEYED, LIVE_ONLY, TEST_ONLY, ShopView
from domain.shop.words import Words

AT_THE_DOOR = frozenset({"cash"})


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a fee depends on."""

    weight_g: int
    goods_minor: int
    currency: str


def place_of(basket: Basket, shop: ShopView) -> Place:
    """Where the goods go as far as we know: without an address, somewhere in the shop's country."""
    a = basket.address
    return Place(a.country, a.region, a.city, a.postcode, a.lat, a.lon) if a else Place(shop.country)


def delivery_options(
    basket: Basket, shop: ShopView, rules: DeliveryRules, parcel: Parcel, at: datetime
) -> tuple[DeliveryOption, ...]:
    """Every method that can take this parcel there, in the merchant's order, the one that holds marked `chosen`."""
    found = []
    for method in _fitting(rules.methods, place_of(basket, shop)):
        charge = fee(method.price, parcel.weight_g, parcel.goods_minor)
        if charge is not None:
            option = _option(method, Money(charge, parcel.currency), at, shop.zone)
            found.append(_with_place(option, basket, rules))
    held = _held(found, basket, rules)
    return tuple(replace(option, chosen=option is held) for option in found)


def named(options: Sequence[DeliveryOption], words: Words) -> tuple[DeliveryOption, ...]:
    """The same options with methods and pickup points as the reader calls them."""
    return tuple(replace(option, name=words(option.name), point=words(option.point)) for option in options)


def _fitting(methods: Sequence[Method], place: Place) -> list[Method]:
    """Methods that go there. Of methods with one name (one per zone), the one with the nearest zone."""
    names = dict.fromkeys((m.kind, m.name) for m in methods)
    groups = ([m for m in methods if (m.kind, m.name) == name] for name in names)
    return [method for group in groups for method in _nearest(group, place)]


def _nearest(group: Sequence[Method], place: Place) -> list[Method]:
    zone = zone_for(place, [m.zone for m in group if m.zone])
    return [m for m in group if m.zone == zone][:1]


def _option(method: Method, charge: Money, at: datetime, zone: ZoneInfo) -> DeliveryOption:
    pickup = method.is_pickup
    days = None if pickup else arrival(method.timing, at, zone)
    return DeliveryOption(
        method_id=method.id,
        kind=method.kind,
        name=method.name,
        fee=charge,
        earliest=days[0] if days else None,
        latest=days[1] if days else None,
        ready_at=ready_for_pickup(method.timing, at, zone) if pickup else None,
        needs_phone=method.needs_phone,
    )


def _with_place(option: DeliveryOption, basket: Basket, rules: DeliveryRules) -> DeliveryOption:
    if option.kind != "pickup":
        return replace(option, estimate=basket.address is None)
    point = rules.point(basket.point_id) or (rules.points[0] if len(rules.points) == 1 else None)
    return replace(option, point_id=point.id, point=point.name) if point else option


def _held(options: Sequence[DeliveryOption], basket: Basket, rules: DeliveryRules) -> DeliveryOption | None:
    """The customer's choice, else the cheapest that arrives first. Pickup is only assumed where nothing else exists."""
    mine = [o for o in options if o.method_id == basket.method_id]
    couriers = any(not m.is_pickup for m in rules.methods)
    offered = mine or [o for o in options if o.kind != "pickup" or not couriers]
    return min(offered, key=lambda o: (o.fee.minor if o.fee else 0, o.earliest or date.max), default=None)


def payment_options(shop: ShopView, lines: Sequence[BasketLine] = (), channel: str = "") -> tuple[str, ...]:
    """The shop's ways to pay for these; a transfer needs an account to go to, a way for trying needs test mode.

    Nobody brings digital goods to a door to be paid there. A messenger's own way is offered in that messenger.
    """
    if lines and all(line.in_stars for line in lines):
        return (BY_STARS,)
    refused = AT_THE_DOOR if lines and all(line.digital for line in lines) else frozenset()
    offered = (code for code in shop.settings.payment_methods if _offered(code, shop, channel))
    return tuple(code for code in offered if code not in refused)


def purchases(lines: Sequence[BasketLine], part: str) -> tuple[tuple[BasketLine, ...], tuple[BasketLine, ...]]:
    """What is bought now, and what has to be bought apart from it: Stars and money cannot be paid together."""
    digital, rest = (tuple(line for line in lines if line.in_stars is stars) for stars in (True, False))
    if not (digital and rest):
        return tuple(lines), ()
    return (digital, rest) if part == "digital" else (rest, digital)


def _offered(code: str, shop: ShopView, channel: str) -> bool:
    if code in (LIVE_ONLY if shop.test_mode else TEST_ONLY) or (code in KEYED and code not in shop.settings.connected):
        return False
    if code == BY_CARD:
        return channel == TELEGRAM and takes_cards(shop)
    return code != "transfer" or bool(shop.settings.transfer_account)


def payment_of(basket: Basket, options: Sequence[str]) -> str:
    """The customer's choice, else what they paid with last time, else the only way there is."""
    for code in (basket.payment, basket.last_payment):
        if code in options:
            return code
    return options[0] if len(options) == 1 else ""
