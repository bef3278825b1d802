"""Reading carts. Prices, stock and fees are always of now."""

from __future__ import annotations

from domain.cart.basket import Basket, basket
from domain.cart.choices import Parcel, named
from domain.cart.choices import delivery_options as find_options
from domain.cart.show import cart_view
from domain.cart.sums import Sums, sums_of
from domain.cart.views import CartView, DeliveryOption, PointView
from domain.customers.views import AddressView
from domain.delivery.queries import rules_at
from domain.delivery.rules import distance_km
from domain.delivery.views import Point
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.shop.views import ShopView
from domain.shop.words import words_at


async def sums(by: Actor, kind: str, locale: str = "") -> Sums:
    """The whole calculation of a cart; visitors have an empty one."""
    mine = Basket(0, kind, 0, 0) if by.kind != "customer" else await basket(by, kind, locale)
    return await sums_of(by, mine)


async def cart(by: Actor, kind: str, *, locale: str = "") -> CartView:
    """The customer's cart as it stands. Lines never vanish: what cannot be had is in `gone`."""
    return cart_view(await sums(by, kind, locale))


async def delivery_options(by: Actor, kind: str, *, locale: str = "") -> tuple[DeliveryOption, ...]:
    """Ways to get this cart to the customer's address (estimates while it is unknown), the current one `chosen`."""
    return (await sums(by, kind, locale)).options


async def product_delivery(
    by: Actor, shop: ShopView, weight_g: int, goods_minor: int, address: AddressView | None = None
) -> DeliveryOption | None:
    """How one product alone would get there; an estimate without an address, None where nothing delivers."""
    alone = Basket(0, "direct", 0, shop.version, address=address)
    parcel = Parcel(weight_g, goods_minor, shop.currency)
    options = find_options(alone, shop, await rules_at(by, shop.version), parcel, now())
    chosen = [option for option in options if option.chosen]
    return next(iter(named(chosen, await words_at(by, shop.version, by.locale, shop.locale))), None)


async def ways_to(by: Actor, shop: ShopView, address: AddressView) -> tuple[DeliveryOption, ...]:
    """Every way a small parcel would get to a place that belongs to no cart."""
    alone = Basket(0, "direct", 0, shop.version, address=address)
    options = find_options(alone, shop, await rules_at(by, shop.version), Parcel(0, 0, shop.currency), now())
    return named(options, await words_at(by, shop.version, by.locale, shop.locale))


async def payment_options(by: Actor, kind: str) -> tuple[str, ...]:
    """Codes of the ways to pay this cart."""
    return (await sums(by, kind)).payments


async def pickup_points(by: Actor, kind: str, method_id: int) -> tuple[PointView, ...]:
    """Where the order can be picked up: the nearest first once we know a place, else as the merchant ordered them."""
    found = await sums(by, kind)
    if not any(option.method_id == method_id and option.kind == "pickup" for option in found.options):
        return ()
    points = (await rules_at(by, found.shop.version)).points
    near = [_point(p, found) for p in points]
    return tuple(sorted(near, key=lambda p: (p.distance_km is None, p.distance_km or 0.0)))


def _point(point: Point, found: Sums) -> PointView:
    words, p = found.basket.words, point
    told = (words(p.name), words(p.address), words.within(p.hours))
    return PointView(p.id, *told, p.lat, p.lon, _far(found, p.lat, p.lon))


def _far(found: Sums, lat: float | None, lon: float | None) -> float | None:
    home = found.basket.address
    if home is None or home.lat is None or home.lon is None or lat is None or lon is None:
        return None
    return round(distance_km(home.lat, home.lon, lat, lon), 1)
