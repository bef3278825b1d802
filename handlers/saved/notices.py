"""Back in stock, cheaper, open: first the alerts are woken, then each is told on its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from domain.catalog.queries import product, product_of_variant
from domain.catalog.views import ProductView
from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.kit.i18n import Translator
from domain.saved.actions import (
    ASKED,
    TELL,
    alerts_to_send,
    asked_alerts_to_send,
    opening_alerts_to_send,
    price_alerts_to_send,
    wait_on,
    word_alerts_to_send,
)
from domain.saved.queries import due_alert
from domain.saved.views import DueAlert
from domain.search.actions_watch import INDEXED
from domain.shop.queries import shop_of
from handlers.home.screens import opened
from handlers.notices import Notice, Topic
from handlers.saved.screens import appeared, back_in_stock, price_dropped

Job = dict[str, Any]


async def panel_only(_job: Job, _by: Actor) -> tuple[Notice, ...]:
    """Open panels hear of everything that is carried out; nobody else is told."""
    return ()


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


async def tell_words_indexed(job: Job, by: Actor) -> tuple[Notice, ...]:
    """Wake who waits for words these products have now."""
    await word_alerts_to_send(by, [int(product_id) for product_id in job["product_ids"]])
    return ()


async def tell_words_asked(job: Job, by: Actor) -> tuple[Notice, ...]:
    """Somebody waits for words: perhaps goods have them already."""
    await asked_alerts_to_send(by, int(job["list_id"]))
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
    if alert.kind == "words":
        return await _found(by, alert)
    return await _cheaper(by, alert)


async def _back(by: Actor, alert: DueAlert) -> Notice | None:
    spoken = await _spoken(by, lambda locale: product_of_variant(by, alert.variant_id, locale=locale))
    first = spoken.first
    variant = next((v for v in first.variants if v.id == alert.variant_id), None)
    if not first.published or variant is None or not variant.available:
        return None
    return Notice(alert.customer_id, lambda t: back_in_stock(spoken.to(t), alert.variant_id, t))


async def _found(by: Actor, alert: DueAlert) -> Notice | None:
    spoken = await _spoken(by, lambda locale: product(by, alert.product_id, locale=locale))
    if not spoken.first.published:
        return None
    return Notice(alert.customer_id, lambda t: appeared(spoken.to(t), alert.words, alert.list_id, t))


async def _cheaper(by: Actor, alert: DueAlert) -> Notice | None:
    spoken = await _spoken(by, lambda locale: product(by, alert.product_id, locale=locale))
    first, before = spoken.first, alert.price
    cheapest = min(first.variants, key=lambda v: v.price.minor, default=None)
    if not first.published or cheapest is None or before is None or not cheapest.price < before:
        return None
    was = before
    return Notice(alert.customer_id, lambda t: price_dropped(spoken.to(t), was, t))


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A product in every language of its shop, the shop's own first."""

    views: dict[str, ProductView]

    @property
    def first(self) -> ProductView:
        return next(iter(self.views.values()))

    def to(self, t: Translator) -> ProductView:
        return self.views.get(t.locale, self.first)


async def _spoken(by: Actor, read: Callable[[str], Awaitable[ProductView]]) -> _Spoken:
    shop = await shop_of(by)
    return _Spoken({locale: await read(locale) for locale in dict.fromkeys((shop.locale, *shop.locales))})


TOPICS: dict[str, Topic] = {
    "stock.low": panel_only,
    "stock.back": tell_back_in_stock,
    "price.dropped": tell_price_dropped,
    "shop.opening": tell_opening,
    INDEXED: tell_words_indexed,
    ASKED: tell_words_asked,
    TELL: tell_alert,
}
