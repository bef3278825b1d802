"""Where a customer can go on, and what they find there."""

from __future__ import annotations

from dataclasses import replace

from domain.cart.queries import cart
from domain.chats.queries import cart_units
from domain.chats.views import ChatView
from domain.joining.actions import joining
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.site import public
from domain.shop.views import ShopView
from handlers.cart.flow import screen_of
from handlers.home.flow import home_screen
from handlers.home.links import Link, payload_of, telegram_link
from handlers.joining.screens import already, connect_screen, connected
from handlers.screen import Screen

OTHER = {"web": "telegram", "telegram": "web"}


def elsewhere(channel: str, shop: ShopView) -> str:
    """The messenger that can be gone on in from this one, "" when there is none."""
    there = {"telegram": bool(shop.telegram), "web": bool(public("/"))}
    other = OTHER.get(channel, "")
    return other if there.get(other) else ""


def link_to(channel: str, token: str, shop: ShopView) -> str:
    payload = payload_of(Link("join", word=token))
    return telegram_link(shop, payload) if channel == "telegram" else public(f"/chat/{shop.slug}?start={payload}")


async def question(me: Actor, t: Translator, shop: ShopView, chat: ChatView, token: str) -> Screen:
    """What a link asks when it is opened; Home for who is one with its maker already. Raises `LinkEnded`."""
    view = await joining(me, token)
    return already(await home_screen(me, t, shop, chat), t) if view.same else connect_screen(token, view, t)


async def arrived(me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Screen:
    """The cart that came along, or Home; whose chat this was before is no more."""
    units = await cart_units(me)
    if not units:
        return connected(await home_screen(me, t, shop, replace(chat, customer_id=me.id, cart_units=0)), t)
    return connected(await screen_of(me, await cart(me, "basket", locale=t.locale), shop, t), t)
