"""What help can offer to this customer."""

from __future__ import annotations

from collections.abc import Iterator

from domain.chats.views import ChatView
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.orders.errors import OrderGone
from domain.orders.queries import active_orders, order, orders_of
from domain.orders.views import OrderRow, OrderView
from domain.shop.native import TELEGRAM
from domain.shop.queries import text_in, texts_at
from domain.shop.views import ShopView
from handlers.orders.flow import list_of
from handlers.screen import Screen
from handlers.support.screens import SLUGS, HelpView, help_screen, topic_page


async def help_of(
    me: Actor, t: Translator, shop: ShopView, order_id: int = 0, said: str = "", *, ordered: bool = True
) -> Screen:
    """S-50; `order_id` puts that order first. `ordered` False: this customer has no orders, so none are offered."""
    texts = await texts_at(me, shop.version)
    topics = {slug for slug in SLUGS if _text(texts, slug, shop, t)}
    first = await _asked(me, order_id)
    view = HelpView(
        shop=shop,
        topics=frozenset(topics),
        orders=await active_orders(me),
        first=_row(first) if first else None,
        can_cancel=bool(first and first.can_cancel),
        ordered=ordered,
    )
    return help_screen(view, t, said)


async def payment_help(me: Actor, t: Translator, shop: ShopView) -> Screen:
    """Who helps with a payment: the shop and nobody else, and about which of the latest orders."""
    texts = await texts_at(me, shop.version)
    past = (await orders_of(me, True, 1)).items if me.kind == "customer" else ()
    view = HelpView(
        shop=shop,
        topics=frozenset(slug for slug in SLUGS if _text(texts, slug, shop, t)),
        orders=(*await active_orders(me), *past),
    )
    return help_screen(view, t, "\n".join(_paysupport(me, t, shop, ordered=bool(view.orders))))


def _paysupport(me: Actor, t: Translator, shop: ShopView, *, ordered: bool) -> Iterator[str]:
    if ordered:
        words = t("S-50", "Payments here go to {shop}, and {shop} helps with them. Choose the order it is about.",
                  shop=shop.name)  # fmt: skip
    else:
        words = t("S-50", "Payments here go to {shop}, and {shop} helps with them.", shop=shop.name)
    yield words
    if contact := " · ".join(filter(None, (shop.phone, shop.email))):
        yield t("S-50", "Or write to us: {contact}", contact=contact)
    if me.channel == TELEGRAM:
        yield t("S-50", "Telegram support cannot help with purchases made here.")


async def orders_or_help(me: Actor, t: Translator, shop: ShopView, said: str = "") -> Screen:
    """The orders there are, those under way before past ones; help for who has none. `said` stands above it."""
    if await active_orders(me):
        return (await list_of(me, t)).saying(alert=said)
    if (await orders_of(me, True, 1)).total:
        return (await list_of(me, t, past=True)).saying(alert=said)
    return await help_of(me, t, shop, said=said or t("S-50", "You have no orders yet."), ordered=False)


async def _asked(me: Actor, order_id: int) -> OrderView | None:
    try:
        return await order(me, order_id) if order_id else None
    except OrderGone:
        return None


def _row(view: OrderView) -> OrderRow:
    return OrderRow(
        id=view.id,
        number=view.number,
        status=view.status,
        payment_status=view.payment_status,
        payment_method=view.payment_method,
        customer_name=view.customer_name,
        units=view.units,
        total=view.total,
        channel=view.channel,
        is_test=view.is_test,
        needs_attention=view.needs_attention,
        created_at=view.created_at,
        placed_at=view.placed_at,
    )


def _text(texts: dict[tuple[str, str], str], slug: str, shop: ShopView, t: Translator) -> str:
    """Who sells is a fact of the shop, everything else one of its texts."""
    return shop.seller.strip() if slug == "seller" else text_in(texts, slug, t.locale, shop.locale).strip()


async def topic_screen(me: Actor, t: Translator, shop: ShopView, chat: ChatView, slug: str, page: int = 1) -> Screen:
    """One text of the shop; help, with a word on it, where the merchant has written none."""
    text = _text(await texts_at(me, shop.version), slug, shop, t)
    if not text or slug not in SLUGS:
        return await help_of(me, t, shop, said=t("S-50", "The shop has not written about this yet. Ask us."))
    return topic_page(slug, text, page, shop, t)


async def has_text(me: Actor, slug: str, t: Translator, shop: ShopView) -> bool:
    return bool(_text(await texts_at(me, shop.version), slug, shop, t))
