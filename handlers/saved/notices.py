"""Back in stock, cheaper, open: first the alerts are woken, then each is told on its own."""

from __future__ import annotations

from typing import Any

from domain.catalog.queries import product, product_of_variant
from domain.catalog.views import ProductView, VariantView
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.saved.actions import (
    TELL,
    alerts_to_send,
    opening_alerts_to_send,
    price_alerts_to_send,
    wait_on,
)
from domain.saved.queries import due_alert
from domain.saved.views import DueAlert
from domain.shop.queries import shop_of
from handlers.home.screens import opened
from handlers.notices import Notice, Topic
from handlers.saved.screens import back_in_stock, price_dropped

Job = dict[str, Any]


async def tell_back_in_stock(job: Job, by: Actor) -> tuple[Notice, ...]:
    """Wake the next wave: twice as many people as there are units."""
    await alerts_to_send(by, int(job["variant_id"]))
    return ()


async def tell_price_dropped(job: Job, by: Actor) -> tuple[Notice, ...]:
    """Wake who asked at a higher price."""
    await price_alerts_to_send(by, int(job["product_id"]))
    return ()


async def tell_opening(job: Job, by: Actor) -> tuple[Notice, ...]:
    """Wake who waits for the shop, once it sells."""
    await opening_alerts_to_send(by)
    return ()


async def tell_alert(job: Job, by: Actor) -> tuple[Notice, ...]:
    """One alert to one customer; what holds no longer by now goes on waiting."""
    try:
        alert = await due_alert(by, int(job["alert_id"]))
        notice = await _notice(by, alert)
    except NotFound:
        return ()
    if notice is None:
        await wait_on(by, alert.id)
        return ()
    return (notice,)


async def _notice(by: Actor, alert: DueAlert) -> Notice | None:
    if alert.kind == "open":
        shop = await shop_of(by)
        return Notice(alert.customer_id, lambda t: opened(shop, t))
    if alert.kind == "stock":
        return await _back(by, alert)
    return await _cheaper(by, alert)


async def _back(by: Actor, alert: DueAlert) -> Notice | None:
    found = await product_of_variant(by, alert.variant_id, locale=by.locale)
    variant = _variant(found, alert.variant_id)
    if not found.published or variant is None or not variant.available:
        return None
    item = variant
    return Notice(alert.customer_id, lambda t: back_in_stock(found, item, t))


async def _cheaper(by: Actor, alert: DueAlert) -> Notice | None:
    found = await product(by, alert.product_id, locale=by.locale)
    cheapest = min(found.variants, key=lambda v: v.price.minor, default=None)
    before = alert.price
    if not found.published or cheapest is None or before is None or not cheapest.price < before:
        return None
    item, was = cheapest, before
    return Notice(alert.customer_id, lambda t: price_dropped(found, item, was, t))


def _variant(found: ProductView, variant_id: int) -> VariantView | None:
    return next((v for v in found.variants if v.id == variant_id), None)


TOPICS: dict[str, Topic] = {
    "stock.back": tell_back_in_stock,
    "price.dropped": tell_price_dropped,
    "shop.opening": tell_opening,
    TELL: tell_alert,
}
