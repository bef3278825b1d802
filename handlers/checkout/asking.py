"""The screens that ask for one thing, read for a cart that is being bought."""

from __future__ import annotations

from collections.abc import Mapping

from aiogram.filters.callback_data import CallbackData

from domain.cart.actions import quote as read_quote
from domain.cart.choices import payment_options
from domain.cart.queries import cart as read_cart
from domain.cart.queries import pickup_points
from domain.cart.views import QuoteView
from domain.customers.queries import addresses, profile
from domain.kit.money import STARS
from domain.shop.native import BY_CARD
from handlers.checkout.buttons import DeliveryOptions, PickupPoints, Review
from handlers.checkout.buying import Buying, pickup_press, points_count, reach
from handlers.checkout.fields import values_of
from handlers.checkout.form import Page, back_of, form_screen
from handlers.checkout.screens import (
    address_book,
    ask_address,
    ask_phone,
    delivery_screen,
    no_zone,
    payment_screen,
    points_screen,
)
from handlers.screen import Screen

Values = Mapping[str, str]


async def form_page(
    buying: Buying,
    quote: QuoteView,
    *,
    values: Values | None = None,
    errors: Values | None = None,
    address: bool = False,
    address_id: int = 0,
    said: str = "",
) -> Screen:
    """Everything that is open on one page. `said` stands above it."""
    page = Page(
        quote=quote,
        kind=buying.kind,
        shop=buying.shop,
        reach=await reach(buying.me, buying.shop),
        options=quote.cart.options,
        payments=quote.cart.payments,
        pickup=await pickup_press(buying, quote.cart),
        values=values if values is not None else {"name": quote.name, "phone": quote.phone},
        errors={**(errors or {}), **({"": said} if said else {})},
        address=address,
        address_id=address_id or _number((values or {}).get("address", "")),
    )
    return form_screen(page, buying.t)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


async def address_page(buying: Buying, *, new: bool = False, said: str = "") -> Screen:
    """S-30: saved addresses to choose from, or a new one to be written."""
    saved = await addresses(buying.me)
    cart = await read_cart(buying.me, buying.cart, locale=buying.t.locale)
    pickup = await pickup_press(buying, cart)
    if saved and not new:
        chosen = (await read_quote(buying.me, buying.cart, locale=buying.t.locale)).address
        return address_book(saved, chosen.id if chosen else 0, buying.kind, cart.revision, pickup, buying.t)
    if buying.forms:
        quote = await read_quote(buying.me, buying.cart, locale=buying.t.locale)
        return await form_page(buying, quote, address=True, said=said)
    return ask_address(buying.kind, pickup, Review(kind=buying.kind), buying.t, said)


async def typed_address_page(buying: Buying, quote: QuoteView, said: str = "") -> Screen:
    """S-30 where there are no forms and no address yet."""
    pickup = await pickup_press(buying, quote.cart)
    return ask_address(buying.kind, pickup, back_of(quote, buying.kind), buying.t, said)


async def phone_page(buying: Buying, *, error: str = "", typed: str = "", back: CallbackData | None = None) -> Screen:
    person = await profile(buying.me)
    target = back or Review(kind=buying.kind)
    return ask_phone(buying.kind, person.phone, target, buying.t, error=error, typed=typed)


async def delivery_page(buying: Buying) -> Screen:
    cart = await read_cart(buying.me, buying.cart, locale=buying.t.locale)
    return delivery_screen(cart.options, buying.kind, cart.revision, await points_count(buying), buying.t)


async def points_page(buying: Buying, button: PickupPoints, back: CallbackData | None = None) -> Screen:
    points = await pickup_points(buying.me, buying.cart, button.method)
    cart = await read_cart(buying.me, buying.cart, locale=buying.t.locale)
    chosen = cart.delivery.point_id if cart.delivery else 0
    return points_screen(points, chosen, button, cart.revision, back or DeliveryOptions(kind=buying.kind), buying.t)


async def payment_page(buying: Buying) -> Screen:
    cart = await read_cart(buying.me, buying.cart, locale=buying.t.locale)
    card = BY_CARD in payment_options(buying.shop, channel=buying.me.channel) and cart.currency != STARS
    return payment_screen(cart.payments, cart.payment, buying.kind, cart.revision, buying.shop, buying.t, card=card)


async def open_delivery(buying: Buying, quote: QuoteView) -> Screen:
    """No way is chosen: a place to pick up from is open, or nobody goes to this address."""
    back = back_of(quote, buying.kind)
    if quote.delivery and quote.delivery.kind == "pickup":
        return await points_page(buying, PickupPoints(kind=buying.kind, method=quote.delivery.method_id), back)
    address = quote.address
    if address and buying.forms:
        said = buying.t("S-30", "We don't deliver to {place} yet.", place=_place(buying, quote))
        values = values_of(address) | {"phone": quote.phone}
        return await form_page(buying, quote, values=values, address=True, address_id=address.id, said=said)
    return no_zone(_place(buying, quote), buying.kind, await pickup_press(buying, quote.cart), back, buying.t)


def _place(buying: Buying, quote: QuoteView) -> str:
    """What the customer calls where they are."""
    country = quote.address.country if quote.address else buying.shop.country
    return (quote.address.city if quote.address else "") or buying.t.country(country)
