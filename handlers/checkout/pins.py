"""A pin that nobody has asked for: what delivery there would be like, and one press to have it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aiogram.types import CallbackQuery

from domain.cart.actions.form import keep_address
from domain.cart.queries import ways_to
from domain.cart.views import AddressView, DeliveryOption
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.account.places import keep_place
from handlers.cart.buttons import OpenCart
from handlers.cart.words import arrives
from handlers.checkout.buttons import DeliverHere
from handlers.checkout.buying import reach
from handlers.checkout.flow import next_screen
from handlers.checkout.screens import fee_words
from handlers.home.buttons import Home
from handlers.reply import Reply
from handlers.screen import Action, Nav, Screen
from handlers.support.buttons import Help

MILLION = 1_000_000


async def look_at(lat: float, lon: float, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Screen:
    """Nothing is kept yet: somebody may only want to know."""
    home = (await reach(me, shop)).home
    options = await ways_to(me, shop, AddressView(0, "", "", "", "", "", "", home, True, False, lat, lon))
    press = DeliverHere(lat=round(lat * MILLION), lon=round(lon * MILLION))
    return pin_screen(options, press, chat.cart_units, t)


async def deliver_here(
    query: CallbackQuery, callback_data: DeliverHere, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """For the cart there is, else for the next one."""
    home = (await reach(me, shop)).home
    place = {"lat": callback_data.lat / MILLION, "lon": callback_data.lon / MILLION, "country": home}
    if not chat.cart_units:
        return await keep_place(place, 0, me, t)
    await keep_address(me, "basket", place)
    return await next_screen(me, "b", t, shop, chat)


def pin_screen(options: Sequence[DeliveryOption], press: DeliverHere, units: int, t: Translator) -> Screen:
    """S-30 the other way round: the place is known, whether it is wanted is not."""
    couriers = [option for option in options if option.kind != "pickup"]
    title = t("S-30", "We deliver here") if couriers else t("S-30", "We don't deliver there yet.")
    return Screen(
        id="S-30",
        title=title,
        lines=tuple(_way(option, t) for option in options),
        actions=tuple(_actions(press if couriers else None, units, t)),
        nav=Nav(back=Home()),
    )


def _way(option: DeliveryOption, t: Translator) -> str:
    sign = "🏬" if option.kind == "pickup" else "🚚"
    return f"{sign} " + " · ".join(filter(None, (option.name, option.point, fee_words(option, t), arrives(option, t))))


def _actions(press: DeliverHere | None, units: int, t: Translator) -> Iterable[Action]:
    if press:
        yield Action(t("S-30", "📍 Deliver here"), press=press, role="primary", prio=0, row=0)
    if units:
        yield Action(t("S-70", "🛒 My cart"), press=OpenCart(), row=1)
    else:
        yield Action(t("S-20", "Browse"), press=Home(), row=1)
    if not press:
        yield Action(t("S-30", "💬 Help"), press=Help(), row=1)
