"""Home, asked and drawn: other journeys end here too."""

from __future__ import annotations

from domain.cart.queries import cart
from domain.catalog.collections import CollectionView, collections, list_of
from domain.catalog.queries import ListQuery, categories, count, home_shelf
from domain.chats.views import ChatView
from domain.customers.queries import profile
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.habits import LastPurchase, last_purchase
from domain.orders.queries import active_orders
from domain.shop.views import ShopView
from handlers.home.screens import COLLECTIONS, Again, HomeView
from handlers.home.screens import home_screen as draw
from handlers.orders.buttons import Reorder
from handlers.product.buttons import BuyNow
from handlers.screen import Screen

FEW = 12
ROWS_OF_FEW = 5


async def home_screen(me: Actor, t: Translator, shop: ShopView, chat: ChatView) -> Screen:
    """S-01 for this person, now."""
    total = await count(me, ListQuery())
    person = await profile(me) if me.kind == "customer" else None
    bought = await last_purchase(me) if person and person.orders else None
    basket = await cart(me, "basket", locale=t.locale) if chat.cart_units else None
    active = await active_orders(me) if person and person.orders else ()
    view = HomeView(
        shop=shop,
        total=total,
        shelf=await home_shelf(me, _shelf_size(shop, total), locale=t.locale) if total else (),
        categories=await categories(me, 0, locale=t.locale) if total > FEW else (),
        collections=await _collections(me, t) if total else (),
        returning=bool(person and person.orders) or chat.taps + chat.messages > 0,
        name=person.name if person else "",
        sale=bool(await count(me, ListQuery(source="sale"))),
        order=active[0] if active else None,
        again=_again(bought) if not shop.settings.orders_closed else None,
        cart_units=chat.cart_units,
        cart_sum=basket.goods - basket.discount if basket else None,
    )
    return draw(view, t)


async def _collections(me: Actor, t: Translator) -> tuple[CollectionView, ...]:
    """Those the merchant puts on Home, as far as there is something in them."""
    found = [one for one in await collections(me, locale=t.locale) if one.on_home and not one.hidden]
    return tuple([one for one in found[:FEW] if await count(me, await list_of(me, one))][:COLLECTIONS])


def _shelf_size(shop: ShopView, total: int) -> int:
    """A shop of a few products is its own shelf."""
    if total > FEW:
        return shop.settings.home_shelf
    return total if total <= ROWS_OF_FEW + 1 else ROWS_OF_FEW


def _again(bought: LastPurchase | None) -> Again | None:
    if bought is None or not bought.available:
        return None
    if bought.lines > 1:
        return Again(Reorder(id=bought.order_id), f"{bought.title} +{bought.lines - 1}", None)
    return Again(BuyNow(variant=bought.variant_id, qty=bought.quantity), bought.title, bought.price)
