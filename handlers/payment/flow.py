"""Which screen an order's payment is at."""

from __future__ import annotations

from domain.cart.choices import payment_options
from domain.kit.i18n import Translator
from domain.orders.views import OrderView
from domain.shop.views import ShopView
from handlers.orders.words import expired
from handlers.payment.screens import ended_screen, settled_screen, transfer_screen
from handlers.screen import Screen


def payment_of(order: OrderView, shop: ShopView, t: Translator) -> Screen:
    """S-37 while it waits, S-38 when the time has run out, else that nothing is to be paid."""
    if order.status == "awaiting_payment":
        return transfer_screen(order, shop, t, methods=len(payment_options(shop)))
    return ended_screen(order, t) if expired(order) else settled_screen(order, t)
