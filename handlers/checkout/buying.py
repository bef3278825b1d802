"""Who buys which cart, where: what every step of a checkout needs to know."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

from domain.cart.views import CartView
from domain.chats.views import ChatView
from domain.delivery.queries import rules_at
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from domain.tax.queries import rates_at
from handlers.channel import CAPABILITIES
from handlers.checkout.kinds import CartName, cart_name
from handlers.checkout.reach import Reach, reach_of
from handlers.checkout.screens import method_press


@dataclass(frozen=True, slots=True)
class Buying:
    """`kind` is "b" the basket or "d" the direct cart, as buttons say it."""

    me: Actor
    kind: str
    t: Translator
    shop: ShopView
    chat: ChatView

    @property
    def cart(self) -> CartName:
        return cart_name(self.kind)

    @property
    def forms(self) -> bool:
        return CAPABILITIES[self.chat.channel].forms


async def reach(me: Actor, shop: ShopView) -> Reach:
    """Where the shop delivers; no statement when this process knows the shop's version."""
    return reach_of(await rules_at(me, shop.version), await rates_at(me, shop.version), shop.country)


async def points_count(buying: Buying) -> int:
    return len((await rules_at(buying.me, buying.shop.version)).points)


async def pickup_press(buying: Buying, cart: CartView) -> CallbackData | None:
    """The button of [Pick up instead]; None where nothing can be picked up."""
    pickup = next((option for option in cart.options if option.kind == "pickup"), None)
    return method_press(pickup, buying.kind, cart.revision, await points_count(buying)) if pickup else None
