"""Which screen an order's payment is at."""

from __future__ import annotations

from collections.abc import Sequence

from domain.cart.choices import payment_options
from domain.kit.i18n import Translator
from domain.kit.money import STARS
from domain.orders.views import OrderView, PaymentView
from domain.shop.native import NATIVE
from domain.shop.views import TEST_ONLY, ShopView
from handlers.orders.card import placed_canvas
from handlers.orders.words import expired
from handlers.payment.online import (
    checking_screen,
    closed_screen,
    failed_screen,
    link_screen,
    looked_at_screen,
    sheet_screen,
)
from handlers.payment.screens import ended_screen, settled_screen, transfer_screen
from handlers.screen import Screen


def payment_of(order: OrderView, shop: ShopView, t: Translator, *, checking: bool = False, link: str = "") -> Screen:
    """S-37 while it waits, S-38 when it failed or the time has run out, S-39 once it is placed.

    `checking`: the customer says it is paid, and whoever has to know has not said so yet. `link` leads to the order.
    """
    if order.status == "awaiting_payment":
        return _waiting(order, shop, t, checking=checking)
    if order.extra:
        return _rest(order, shop, t, checking=checking)
    if order.status == "cancelled" and order.paid > order.refunded:
        return looked_at_screen(order, t)
    if expired(order):
        return ended_screen(order, t)
    return placed_canvas(order, t, link) if checking and order.status == "placed" else settled_screen(order, t)


def _waiting(order: OrderView, shop: ShopView, t: Translator, *, checking: bool) -> Screen:
    options = payment_options(shop, channel=order.channel)
    if order.payment_method in NATIVE:
        return sheet_screen(order, shop, t, methods=_others(order, options))
    if order.payment_method == "transfer":
        return transfer_screen(order, shop, t, methods=len(options))
    others = _others(order, options)
    payment = latest(order)
    if payment is None or (order.payment_method in TEST_ONLY and not shop.test_mode):
        return closed_screen(order, t, methods=others)
    if payment.status == "failed":
        return failed_screen(order, payment, t, methods=others)
    draw = checking_screen if checking else link_screen
    return draw(order, payment, t, methods=others)


def _rest(order: OrderView, shop: ShopView, t: Translator, *, checking: bool) -> Screen:
    """What a firm order that was changed still costs: there is one way to pay it."""
    payment = latest(order)
    if order.extra == "transfer" or payment is None:
        return transfer_screen(order, shop, t)
    if payment.status == "failed":
        return failed_screen(order, payment, t, methods=0)
    return (checking_screen if checking else link_screen)(order, payment, t, methods=0)


def _others(order: OrderView, options: Sequence[str]) -> int:
    """How many other ways there are; for Stars there is none."""
    return len([code for code in options if code != order.payment_method]) if order.currency != STARS else 0


def latest(order: OrderView) -> PaymentView | None:
    """The payment that counts: one that waits, else the last that failed."""
    waiting = [p for p in order.payments if p.status == "pending"]
    failed = [p for p in order.payments if p.status == "failed"]
    return next(iter([*waiting[-1:], *failed[-1:]]), None)
