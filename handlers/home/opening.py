"""A link opens its target directly; what came with it is kept: coupon, language, where it was found."""

from __future__ import annotations

from dataclasses import replace

from domain.cart.shared import shared
from domain.catalog.queries import product_of_variant
from domain.chats.actions import hold_coupon, set_chat_locale
from domain.chats.views import ChatView
from domain.customers.arrivals import note_arrival
from domain.events.actions import note
from domain.kit.actor import Actor, system
from domain.kit.errors import NotFound, ShopError
from domain.kit.i18n import Translator
from domain.orders.queries import order_by_token
from domain.shop.queries import shop_at
from domain.shop.views import ShopView
from domain.shop.words import shop_told
from handlers.browse.flow import category_screen, list_screen
from handlers.cart.flow import basket_screen
from handlers.home.flow import home_screen
from handlers.home.links import Link, read_link
from handlers.home.screens import ended_link, welcome
from handlers.joining.flow import question
from handlers.orders.card import order_card
from handlers.orders.flow import private_link
from handlers.papers.flow import links_of, papers_for
from handlers.papers.screens import paper_actions
from handlers.product.buttons import OpenProduct
from handlers.product.flow import product_screen
from handlers.reply import Relocalise, Reply
from handlers.screen import Screen
from handlers.sharing.screens import shared_screen
from handlers.support.flow import help_of, topic_screen


async def open_link(me: Actor, t: Translator, shop: ShopView, chat: ChatView, payload: str) -> Reply:
    """The target of a link, or Home with "That link has ended."."""
    link = read_link(payload)
    if link is None:
        return ended_link(await home_screen(me, t, shop, chat), t)
    told = link.kind if link.kind in ("order", "join") else payload  # those hold secrets
    note(me, "link", chat.id, payload=told, source=link.source, campaign=link.campaign, referrer=link.referrer)
    await note_arrival(me, campaign=link.campaign, source=link.source, referrer=link.referrer)
    if link.coupon and chat.id:
        await hold_coupon(me, chat.id, link.coupon.upper(), shop.settings.link_coupon_days)
    spoken = await _language(me, t, shop, chat, link)
    if spoken.locale != t.locale:
        me = replace(me, locale=spoken.locale)
        shop = await shop_told(me, await shop_at(shop.id, shop.version))
    reply = await _target(me, spoken, shop, chat, link)
    first, rest = reply[0], reply[1:]
    if not chat.taps + chat.messages:
        first = welcome(first, shop, spoken)
    if spoken.locale == t.locale:
        return (first, *rest)
    return (Relocalise(first, spoken), *rest)


async def _language(me: Actor, t: Translator, shop: ShopView, chat: ChatView, link: Link) -> Translator:
    near = next((name for name in shop.locales if name.split("_")[0] == link.language), "")
    if not near or near == t.locale:
        return t
    if chat.id:
        await set_chat_locale(me, chat.id, near)
    return shop.speaking(near)


async def _target(me: Actor, t: Translator, shop: ShopView, chat: ChatView, link: Link) -> tuple[Screen, ...]:
    try:
        return await _opened(me, t, shop, chat, link)
    except ShopError:
        return (ended_link(await home_screen(me, t, shop, chat), t),)


async def _opened(me: Actor, t: Translator, shop: ShopView, chat: ChatView, link: Link) -> tuple[Screen, ...]:
    match link.kind:
        case "product":
            return (await _product(me, t, shop, chat, link),)
        case "category":
            return (await category_screen(me, t, shop, chat, link.id),)
        case "list":
            return (await list_screen(me, t, shop, chat, f"s{link.id}"),)
        case "shared" | "order" | "join":
            return await _by_token(me, t, shop, chat, link)
        case "topic":
            return (await _topic(me, t, shop, chat, link.word),)
        case _:
            return (await home_screen(me, t, shop, chat),)


async def _topic(me: Actor, t: Translator, shop: ShopView, chat: ChatView, word: str) -> Screen:
    """A text of the shop; what others' chats point at by name has its own screen."""
    if word == "cart":
        return await basket_screen(me, t, shop, chat) if me.kind == "customer" else await home_screen(me, t, shop, chat)
    if word == "search":
        return await help_of(me, t, shop)
    return await topic_screen(me, t, shop, chat, word)


async def _product(me: Actor, t: Translator, shop: ShopView, chat: ChatView, link: Link) -> Screen:
    """ "p1v2" is variant 2 of product 1, else product 1v2, else product 1: the first of them there is."""
    whole = [OpenProduct(id=i, chosen=f"v{v}") for i, v in link.pairs if await _is_of(me, t, i, v)]
    for press in (*whole, OpenProduct(id=link.id), *(OpenProduct(id=i) for i, _ in link.pairs)):
        try:
            return await product_screen(me, t, shop, chat, press)
        except NotFound:
            continue
    raise NotFound()


async def _is_of(me: Actor, t: Translator, product_id: int, variant_id: int) -> bool:
    try:
        return (await product_of_variant(me, variant_id, locale=t.locale)).id == product_id
    except NotFound:
        return False


async def _by_token(me: Actor, t: Translator, shop: ShopView, chat: ChatView, link: Link) -> tuple[Screen, ...]:
    if link.kind == "order":
        return await _order(me, t, shop, chat, link.word)
    if link.kind == "join":
        return (await question(me, t, shop, chat, link.word),)
    return (shared_screen(await shared(me, link.word, locale=t.locale), t),)


async def _order(me: Actor, t: Translator, shop: ShopView, chat: ChatView, token: str) -> tuple[Screen, ...]:
    """Home, and the order's card below it: the link is its owner's way back from another device."""
    order = await order_by_token(me, token)
    links = links_of(me, shop) if chat.channel == "web" else None
    papers = paper_actions(await papers_for(system(me.shop_id), order), t, links) if links else ()
    card = order_card(order, t, private_link(order, shop, chat), papers=papers)
    return await home_screen(me, t, shop, chat), card
