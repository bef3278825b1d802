"""A paper that was never issued, for merchants to see what theirs look like."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.i18n import Translator
from domain.kit.money import exponent
from domain.orders.models import Order, OrderLine
from domain.papers.body import Head, Sold, body, items_of, kind_for, name_of, series_for, taxed_of
from domain.shop.views import ShopView
from domain.tax.queries import rates_at
from domain.tax.rules import TaxItem, rate_for, taxes


async def sample(by: Actor, shop: ShopView, t: Translator) -> dict[str, Any]:
    """The body of an invoice or receipt over made-up goods, with the shop's own facts and rate; marked as a test."""
    rate = rate_for(await rates_at(by, shop.version), shop.country, "", "standard")
    amounts = [2 * _round(shop, 24), _round(shop, 5)]
    taxed = taxes([TaxItem(minor, rate) for minor in amounts], inclusive=shop.prices_include_tax)
    lines = [
        OrderLine(id=1, title=t("paper", "A thing you sell"), options=t("paper", "its size and colour"), sku="SKU-1",
                  quantity=2, unit_price=amounts[0] // 2, total=amounts[0], tax=taxed.parts[0], tax_row=taxed.rows[0]),
    ]  # fmt: skip
    on_top = 0 if shop.prices_include_tax else taxed.total_minor
    order = Order(
        number=1042, created_at=now() - timedelta(days=1), locale=t.locale, currency=shop.currency, is_test=True,
        delivery_fee=amounts[1], tax=taxed.total_minor, tax_on_top=on_top,
        taxes=[[x.name, x.rate_bp, x.net_minor, x.tax_minor] for x in taxed.summary],
        contact={"name": t("paper", "Your customer")}, delivery={"name": t("paper", "your way of delivery")},
    )  # fmt: skip
    return _body(shop, Sold(order, lines, now(), None, ("transfer",)))


def _round(shop: ShopView, whole: int) -> int:
    return int(whole * 10 ** exponent(shop.currency))


def _body(shop: ShopView, sold: Sold) -> dict[str, Any]:
    at, how = now(), taxed_of(sold.order)
    kind = kind_for(shop, shop.currency)
    series = series_for(kind, shop.settings, at.astimezone(shop.zone).year, test=True)
    return body(Head(kind, name_of(series, 12), at), sold, shop, items_of(sold, how), how)
