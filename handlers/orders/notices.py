"""What an order says by itself: its card changes where it stands, and one short message of what people wait for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.orders.attention import TWICE_BACK, reasons
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView, PaymentView
from domain.shop.queries import shop_of
from domain.shop.views import ShopView
from handlers.digital.flow import handed_of
from handlers.notices import Notice, Topic
from handlers.orders import news
from handlers.orders.card import order_card
from handlers.papers.flow import papers_for
from handlers.papers.screens import paper_actions
from handlers.payment.buttons import CheckPayment, OtherMethod, PayAgain
from handlers.payment.flow import latest, payment_of
from handlers.payment.online import failed_words
from handlers.screen import Screen

Draw: TypeAlias = Callable[[OrderView, Translator], Screen]
Payload: TypeAlias = dict[str, Any]


async def _told(payload: Payload, by: Actor, say: Draw | None) -> tuple[Notice, ...]:
    """The card as it is now, and one message of news if there is any."""
    order = await read_order(by, payload["order_id"])
    shop, handed, papers = await shop_of(by), await handed_of(by, order), await papers_for(by, order)
    link = _link(order, shop)
    card = Notice(order.customer_id, lambda t: order_card(order, t, link, handed, paper_actions(papers, t)))
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
    """News of a status, unless the order has moved on since. Digital items speak for themselves."""

    async def changed(payload: Payload, by: Actor) -> tuple[Notice, ...]:
        order = await read_order(by, payload["order_id"])
        silent = order.status != status or (status == "delivered" and order.digital)
        return await _told(payload, by, None if silent else news.moved_news)

    return changed


async def paid(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    """Money that came before the goods is news; what is paid at the door is not."""
    order = await read_order(by, payload["order_id"])
    payment = next((p for p in order.payments if p.id == payload["payment_id"]), None)
    if payment is None or payment.provider in ("cash", "free", "wallet"):
        return await _told(payload, by, None)
    told = await _told(payload, by, lambda view, t: _paid_words(view, payment, t))
    return (*told, await canvas_of(order, by)) if order.status in ("placed", "delivered") else told


def _paid_words(order: OrderView, payment: PaymentView, t: Translator) -> Screen:
    came = [p for p in order.payments if p.captured_at]
    first = min(came, key=lambda p: (p.captured_at, p.id), default=payment)
    if first.id != payment.id and TWICE_BACK in reasons(order.needs_attention):
        return news.twice_news(order, payment.amount, t)
    if order.needs_attention:
        return news.attention_news(order, t)
    return news.paid_news(order, payment.amount, t)


async def canvas_of(order: OrderView, by: Actor) -> Notice:
    """The screen of paying, wherever it still stands, becomes what has come of it."""
    shop = await shop_of(by)
    standing = tuple(press(order=order.id).pack() for press in (CheckPayment, PayAgain, OtherMethod))
    link = _link(order, shop)
    return Notice(order.customer_id, lambda t: payment_of(order, shop, t, checking=True, link=link), over=standing)


async def payment_failed(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    """S-38, unless another try is under way."""
    order = await read_order(by, payload["order_id"])
    payment = _failed_last(order, payload)
    if payment is None:
        return await _told(payload, by, None)

    async def still() -> bool:
        return _failed_last(await read_order(by, order.id), payload) is not None

    canvas = await canvas_of(order, by)
    said = replace(canvas, elsewhere=lambda t: news.failed_news(order, failed_words(payment, t), t), still=still)
    return (*await _told(payload, by, None), said)


def _failed_last(order: OrderView, payload: Payload) -> PaymentView | None:
    """The payment that failed, as long as nothing has come after it."""
    payment = latest(order)
    waits = order.status == "awaiting_payment" and payment is not None and payment.id == payload["payment_id"]
    return payment if waits else None


async def refunded(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    amount, kept = Money(payload["amount"], payload["currency"]), bool(payload.get("to_wallet"))
    return await _told(payload, by, lambda view, t: news.refunded_news(view, amount, t, to_wallet=kept))


async def cancelled(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    """Who has cancelled it themselves has just seen it."""
    if payload.get("by") == "customer":
        return await _told(payload, by, None)
    return await status_changed("cancelled")(payload, by)


async def expired(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    order = await read_order(by, payload["order_id"])
    if order.status != "cancelled":
        return await _told(payload, by, None)
    return (*await _told(payload, by, news.expired_news), await canvas_of(order, by))


async def pay_soon(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    """A reminder, for what still waits."""
    order = await read_order(by, payload["order_id"])
    return await _told(payload, by, news.pay_soon_news) if order.status == "awaiting_payment" else ()


async def edited(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    return await _told(payload, by, lambda view, t: news.edited_news(view, payload, t))


async def cancel_denied(payload: Payload, by: Actor) -> tuple[Notice, ...]:
    note = str(payload.get("note") or "")
    return await _told(payload, by, lambda view, t: news.kept_news(view, note, t))


TOPICS: dict[str, Topic] = {
    "order.placed": card_only,
    "order.paid": paid,
    "order.attention": card_only,
    "payment.failed": payment_failed,
    "order.packing": card_only,
    "order.ready": status_changed("ready"),
    "order.shipped": status_changed("shipped"),
    "order.delivered": status_changed("delivered"),
    "order.edited": edited,
    "order.cancelled": cancelled,
    "order.cancel_requested": card_only,
    "order.cancel_denied": cancel_denied,
    "order.refunded": refunded,
    "order.expired": expired,
    "order.pay_soon": pay_soon,
}
