"""Reading orders for their screens."""

from __future__ import annotations

from domain.cart.actions import fill
from domain.cart.queries import cart as read_cart
from domain.catalog.queries import product_of_variant
from domain.catalog.views import VariantView
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.orders.queries import items_of, order, orders_of
from domain.orders.views import OrderLineView, OrderView
from domain.shop.views import ShopView
from handlers.browse.buttons import OpenList
from handlers.digital.flow import handed_of
from handlers.joining.flow import elsewhere
from handlers.orders.card import order_card, placed_canvas
from handlers.orders.screens import Again, orders_screen, reorder_screen
from handlers.papers.flow import papers_for
from handlers.papers.screens import paper_actions
from handlers.payment.flow import payment_of
from handlers.screen import Screen


def private_link(view: OrderView, shop: ShopView, chat: ChatView) -> str:
    """The way back to an order from another device, where no messenger keeps the conversation."""
    return f"/chat/{shop.slug}?start=o{view.token}" if chat.channel == "web" else ""


def after_placing(view: OrderView, t: Translator, shop: ShopView, chat: ChatView) -> tuple[Screen, ...]:
    """S-37 for an order that waits for its money, else S-39; the card below it in both cases."""
    link = private_link(view, shop, chat)
    card = order_card(view, t, link)
    if view.status == "awaiting_payment":
        return payment_of(view, shop, t), card
    onward = elsewhere(chat.channel, shop)
    return placed_canvas(view, t, link, onward if onward == "telegram" else ""), card


async def card_of(me: Actor, order_id: int, t: Translator, shop: ShopView, chat: ChatView) -> Screen:
    """S-41. Raises `OrderGone`."""
    return await card_for(me, await order(me, order_id), t, shop, chat)


async def card_for(me: Actor, view: OrderView, t: Translator, shop: ShopView, chat: ChatView) -> Screen:
    """The card of an order its buyer has just read, with what they have of it."""
    papers = paper_actions(await papers_for(me, view), t)
    return order_card(view, t, private_link(view, shop, chat), await handed_of(me, view), papers)


async def list_of(me: Actor, t: Translator, *, past: bool = False, page: int = 1) -> Screen:
    """S-40. An empty half of it says so, and whether the other half is empty too."""
    rows = await orders_of(me, past, page)
    others = bool(rows.total) or bool((await orders_of(me, not past, 1)).total)
    return orders_screen(rows, past, t, others=others)


async def reorder_preview(me: Actor, order_id: int, t: Translator) -> Screen | None:
    """S-45, or None when all of it can be had and the basket is empty: then there is nothing to ask."""
    view = await order(me, order_id)
    lines = await again(me, view, t.locale)
    basket = await read_cart(me, "basket", locale=t.locale)
    if not basket.units and all(line.available and not line.short for line in lines):
        return None
    return reorder_screen(view, lines, basket.units, t)


async def buy_again(me: Actor, order_id: int, mode: str) -> None:
    """Put what the order held into the basket, at the prices it was bought for, so that a change is told."""
    await fill(me, await items_of(me, order_id), mode)


async def again(me: Actor, view: OrderView, locale: str) -> tuple[Again, ...]:
    """The lines of an order with what they cost and how many there are now."""
    return tuple([await _again(me, line, locale) for line in view.lines])


def _now(line: OrderLineView, variant: VariantView | None) -> Money | None:
    """What it costs today; paid in another currency last time, it has no price to be compared with."""
    if variant is None or not variant.sold_here:
        return None
    return variant.price if variant.price.currency == line.unit_price.currency else line.unit_price


async def _again(me: Actor, line: OrderLineView, locale: str) -> Again:
    try:
        product = await product_of_variant(me, line.variant_id, locale=locale)
    except NotFound:
        return Again(line.title, line.options, line.quantity, line.unit_price, None, None)
    variant = next((v for v in product.variants if v.id == line.variant_id), None)
    similar = OpenList(source=f"c{product.category_id}") if product.category_id else None
    return Again(
        product.name,
        ", ".join(variant.values) if variant else line.options,
        line.quantity,
        line.unit_price,
        _now(line, variant),
        variant.free if variant else None,
        similar,
    )
