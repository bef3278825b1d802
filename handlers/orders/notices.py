"""What an order says by itself: its card changes where it stands, and one short message of what people wait for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.shop.queries import shop_of
from domain.shop.views import ShopView
from handlers.notices import Notice, Topic
from handlers.orders import news
from handlers.orders.card import order_card
from handlers.screen import Screen

Draw: TypeAlias = Callable[[OrderView, Translator], Screen]
Payload: TypeAlias = dict[str, Any]


async def _told(payload: Payload, by: Actor, say: Draw | None) -> tuple[Notice, ...]:
    """The card as it is now, and one message of news if there is any."""
    order = await read_order(by, payload["order_id"])
    shop = await shop_of(by)
    card = Notice(order.customer_id, lambda t: order_card(order, t, _link(order, shop)))
    if say is None:
        return (card,)
    drawn = say
    return card, Notice(order.customer_id, lambda t: drawn(order, t), news=True)


def _link(order: OrderView, shop: ShopView) -> str:
    return f"/chat/{shop.slug}?start=o{order.token}" if order.channel == "web" else ""


async def card_only(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    """The card says enough."""
    return await _told(payload, by, None)


def status_changed(status: str) -> Topic:
    """News of a status, unless the order has moved on since."""

    async def changed(payload: Payload, by: Actor) -> tuple[Notice, ...]:
        order = await read_order(by, payload["order_id"])
        return await _told(payload, by, news.moved_news if order.status == status else None)

    return changed


async def paid(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    """Money that came before the goods is news; what is paid at the door is not."""
    order = await read_order(by, payload["order_id"])
    payment = next((p for p in order.payments if p.id == payload["payment_id"]), None)
    if payment is None or payment.provider in ("cash", "free"):
        return await _told(payload, by, None)
    if order.needs_attention:
        return await _told(payload, by, news.attention_news)
    return await _told(payload, by, lambda view, t: news.paid_news(view, payment.amount, t))


async def refunded(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    amount = Money(payload["amount"], payload["currency"])
    return await _told(payload, by, lambda view, t: news.refunded_news(view, amount, t))


async def cancelled(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    """Who has cancelled it themselves has just seen it."""
    if payload.get("by") == "customer":
        return await _told(payload, by, None)
    return await status_changed("cancelled")(payload, by)


async def expired(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    order = await read_order(by, payload["order_id"])
    return await _told(payload, by, news.expired_news if order.status == "cancelled" else None)


async def pay_soon(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    """A reminder, for what still waits."""
    order = await read_order(by, payload["order_id"])
    return await _told(payload, by, news.pay_soon_news) if order.status == "awaiting_payment" else ()


async def cancel_denied(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    note = str(payload.get("note") or "")
    return await _told(payload, by, lambda view, t: news.kept_news(view, note, t))


TOPICS: dict[str, Topic] = {
    "order.placed": card_only,
    "order.paid": paid,
    "order.packing": card_only,
    "order.ready": status_changed("ready"),
    "order.shipped": status_changed("shipped"),
    "order.delivered": status_changed("delivered"),
    "order.cancelled": cancelled,
    "order.cancel_requested": card_only,
    "order.cancel_denied": cancel_denied,
    "order.refunded": refunded,
    "order.expired": expired,
    "order.pay_soon": pay_soon,
}
