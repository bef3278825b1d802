"""A code that is simply typed, wherever the customer is: offered for the cart, or kept until there is one.

It is tried after every field a chat may wait for, so it stands with the other words of the last journeys.
"""

from __future__ import annotations

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message

from domain.cart.queries import cart as read_cart
from domain.chats.actions import hold_coupon
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.i18n import Translator
from domain.promotions.queries import terms as read_terms
from domain.promotions.rules import CouponTerms, normal_code
from domain.shop.views import ShopView
from handlers.cart.buttons import ApplyCoupon
from handlers.cart.extras import kept_screen, offer_screen
from handlers.reply import Reply


async def typed_code(message: Message, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Reply:
    """Only a code that works now: everything else is searched for."""
    code = normal_code(message.text or "")
    terms = await read_terms(me, code) if code else None
    if terms is None or not _works(terms):
        raise SkipHandler
    cart = await read_cart(me, "basket", locale=t.locale)
    if cart.lines:
        return offer_screen(cart, ApplyCoupon(rev=cart.revision, code=terms.code), t)
    await hold_coupon(me, chat.id, terms.code, shop.settings.link_coupon_days)
    return kept_screen(terms.code, t)


def _works(terms: CouponTerms) -> bool:
    at = now()
    begun = terms.starts_at is None or terms.starts_at <= at
    return terms.active and begun and (terms.ends_at is None or at < terms.ends_at)
