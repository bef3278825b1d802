"""From a cart to the next screen of its checkout: the first open step, or S-36."""

from __future__ import annotations

from domain.cart.actions import quote as read_quote
from domain.cart.errors import BelowMinimum, CartEmpty, OrdersClosed, TwoPayments
from domain.cart.queries import cart as read_cart
from domain.cart.views import QuoteView
from domain.chats.views import ChatView
from domain.customers.errors import Blocked
from domain.kit.actor import Actor
from domain.kit.errors import ShopError
from domain.kit.i18n import Translator
from domain.shop.native import BY_CARD
from domain.shop.queries import text_in, texts_at
from domain.shop.views import ShopView
from handlers.cart.flow import basket_screen, use_link_coupon
from handlers.checkout.asking import form_page, open_delivery, payment_page, phone_page, typed_address_page
from handlers.checkout.buying import Buying
from handlers.checkout.form import STEPS, back_of
from handlers.checkout.kinds import kind_of
from handlers.checkout.parts import split_screen
from handlers.checkout.review import Shown, review_screen
from handlers.checkout.screens import refused_screen
from handlers.screen import Screen


async def next_screen(
    me: Actor, kind: str, t: Translator, shop: ShopView, chat: ChatView, quote: QuoteView | None = None
) -> Screen:
    """The first open step of buying the basket ("b") or the direct cart ("d"), or S-36. Raises `Blocked`.

    `quote` is the one of the cart if the caller has just made it.
    """
    if chat.blocked:
        raise Blocked(contact=shop.email or shop.phone)
    buying = Buying(me, kind, t, shop, chat)
    try:
        return await step_of(buying, await quoted(buying, quote))
    except TwoPayments:
        return split_screen(await read_cart(me, buying.cart, locale=t.locale), kind, t)
    except (CartEmpty, BelowMinimum, OrdersClosed) as refusal:
        return await _not_now(buying, refusal)


async def quoted(buying: Buying, quote: QuoteView | None = None) -> QuoteView:
    """The cart as it would be ordered now, with the code a link brought."""
    quote = quote or await read_quote(buying.me, buying.cart, locale=buying.t.locale)
    if await use_link_coupon(buying.me, buying.cart, buying.chat, quote.cart):
        return await read_quote(buying.me, buying.cart, locale=buying.t.locale)
    return quote


async def step_of(buying: Buying, quote: QuoteView) -> Screen:
    """The screen of a quote."""
    missing = quote.missing
    if not missing or express(buying, quote):
        return await _review(buying, quote)
    if "delivery" in missing and "address" not in missing:
        return await open_delivery(buying, quote)
    if buying.forms and STEPS & {*missing} and (quote.cart.payments or missing != ("payment",)):
        return await form_page(buying, quote)
    return await _one_question(buying, quote)


async def _one_question(buying: Buying, quote: QuoteView) -> Screen:
    match quote.missing[0]:
        case "address":
            return await typed_address_page(buying, quote)
        case "phone":
            return await phone_page(buying, back=back_of(quote, buying.kind))
        case _:
            return await payment_page(buying)


def express(buying: Buying, quote: QuoteView) -> bool:
    """Whether the payment sheet asks for what is open: the address, the phone, the way of delivery."""
    asked = {"address", "phone", "delivery"}
    wanted = buying.shop.settings.checkout_in_telegram and quote.payment == BY_CARD and not quote.wallet
    return wanted and "address" in quote.missing and asked.issuperset(quote.missing)


async def _review(buying: Buying, quote: QuoteView) -> Screen:
    texts = await texts_at(buying.me, buying.shop.version)
    shown = Shown(
        quote=quote,
        kind=buying.kind,
        shop=buying.shop,
        terms=bool(text_in(texts, "terms", buying.t.locale, buying.shop.locale)),
        payments=len(quote.cart.payments),
        express=express(buying, quote),
    )
    return review_screen(shown, buying.t)


async def _not_now(buying: Buying, refusal: ShopError) -> Screen:
    """The basket's own screen says what to do; a direct cart has none, so one is made of the refusal."""
    if buying.kind == "b":
        screen = await basket_screen(buying.me, buying.t, buying.shop, buying.chat)
        return screen if isinstance(refusal, CartEmpty) else screen.saying(alert=buying.t.refusal(refusal))
    cart = await read_cart(buying.me, "direct", locale=buying.t.locale)
    return refused_screen(cart, buying.t.refusal(refusal), buying.t, closed=isinstance(refusal, OrdersClosed))


async def opened_from(back: str, me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Screen:
    """The screen a sub-screen of the cart returns to once its work is done."""
    if back == "k":
        return await basket_screen(me, t, shop, chat)
    return await next_screen(me, kind_of(back), t, shop, chat)
