"""A product, asked and drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.cart.queries import product_delivery
from domain.cart.views import CartView, DeliveryOption
from domain.catalog.errors import ProductGone
from domain.catalog.queries import product, product_of_variant, tiles
from domain.catalog.views import ProductView, Tile
from domain.chats.views import ChatView
from domain.customers.views import AddressView
from domain.events.actions import note
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.habits import usual_values
from domain.saved.queries import marks
from domain.saved.views import Marks
from domain.search.queries import alternatives, similar
from domain.shop.native import TELEGRAM
from domain.shop.views import ShopView
from handlers.home.links import product_payload, share_link
from handlers.product.buttons import OpenProduct
from handlers.product.choosing import Selection, is_size, select
from handlers.product.details import album_cards, details_screen, gone_screen
from handlers.product.screens import Shown
from handlers.product.screens import product_screen as draw
from handlers.screen import Screen


async def product_screen(me: Actor, t: Translator, shop: ShopView, chat: ChatView, press: OpenProduct) -> Screen:
    """S-08, its long text, or S-70 for what is no longer sold. `press.id` 0 means the product of `press.chosen`."""
    try:
        view = await _product(me, t, press)
    except ProductGone as gone:
        near = await tiles(me, await similar(me, press.id), locale=t.locale)
        return gone_screen(str(gone.values.get("name", "")), near, press.src, t)
    note(me, "view", view.id, taps=chat.taps)
    shown = await shown_product(me, t, shop, chat, view, press)
    return details_screen(shown, press.more, t) if press.more else draw(shown, t)


async def album(me: Actor, t: Translator, shop: ShopView, chat: ChatView, press: OpenProduct) -> tuple[Screen, ...]:
    """All pictures, and the product again under them; what is no longer sold says so."""
    try:
        view = await _product(me, t, press)
    except ProductGone:
        return (await product_screen(me, t, shop, chat, press),)
    shown = await shown_product(me, t, shop, chat, view, press)
    return *album_cards(shown, t), draw(shown, t)


async def variant_screen(
    me: Actor, t: Translator, shop: ShopView, chat: ChatView, variant_id: int, src: str, basket: CartView | None = None
) -> Screen:
    """S-08 with this variant chosen; `basket` is the cart if the caller has just changed it."""
    view = await product_of_variant(me, variant_id, locale=t.locale)
    press = OpenProduct(id=view.id, chosen=f"v{variant_id}", src=src)
    screen = draw(await shown_product(me, t, shop, chat, view, press), t)
    return with_cart(screen, basket.units) if basket else screen


def with_cart(screen: Screen, units: int) -> Screen:
    return replace(screen, nav=replace(screen.nav, cart=units)) if screen.nav else screen


async def _product(me: Actor, t: Translator, press: OpenProduct) -> ProductView:
    if press.id:
        return await product(me, press.id, locale=t.locale)
    variant_id = press.chosen.removeprefix("v")
    return await product_of_variant(me, int(variant_id) if variant_id.isdecimal() else 0, locale=t.locale)


async def shown_product(
    me: Actor, t: Translator, shop: ShopView, chat: ChatView, view: ProductView, press: OpenProduct
) -> Shown:
    """Everything the product's screens say: what this person has saved, has in the cart, and where it would go."""
    selection = select(view, press.chosen, await _usual(me, view, press))
    own = await marks(me, view.id)
    home = own.home if view.requires_shipping else None
    variant = selection.variant or next(iter(selection.possible), None)
    return Shown(
        shop=shop,
        selection=selection,
        src=press.src,
        photo=press.photo,
        in_cart=_in_cart(selection, own),
        saved=own.saved,
        alert=bool(variant) and variant.id in own.stock_alerts if variant else False,
        price_alert=own.price_alert,
        delivery=await _delivery(me, shop, selection, home),
        city=home.city if home else "",
        alternatives=await _alternatives(me, t, selection),
        share=share_link(shop, chat, product_payload(view.id)),
        pictured=shop.settings.telegram_pictures or chat.channel != TELEGRAM,
    )


async def _usual(me: Actor, view: ProductView, press: OpenProduct) -> Mapping[str, str]:
    """Asked only where it can matter: nothing is chosen yet and there is a size to choose."""
    sized = any(is_size(option) for option in view.options)
    return await usual_values(me) if sized and not press.chosen else {}


def _in_cart(selection: Selection, own: Marks) -> int:
    """How many of the chosen variant the basket has, as far as they can be had."""
    variant = selection.variant
    if variant is None or not (variant.available and variant.sold_here):
        return 0
    wanted = own.in_cart.get(variant.id, 0)
    return wanted if variant.free is None else min(wanted, variant.free)


async def _delivery(me: Actor, shop: ShopView, selection: Selection, home: AddressView | None) -> DeliveryOption | None:
    variant = selection.variant or next(iter(selection.possible), None)
    if variant is None or not selection.product.requires_shipping:
        return None
    return await product_delivery(me, shop, variant.weight_g, variant.price.minor, home)


async def _alternatives(me: Actor, t: Translator, selection: Selection) -> tuple[Tile, ...]:
    if not selection.dead or selection.last is None:
        return ()
    found = await alternatives(me, selection.product.id, selection.last.merchant)
    return await tiles(me, found, locale=t.locale)
