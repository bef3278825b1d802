"""Feeds of a shop for markets: what is published, as Google, Meta and Yandex want it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from admin_web.feeds.google import google
from admin_web.feeds.meta import meta
from admin_web.feeds.yandex import yandex
from domain.shop.views import ShopView

Writer = Callable[[ShopView, str], AsyncIterator[str]]


@dataclass(frozen=True, slots=True)
class Market:
    """A feed: its file's name, what it is sent as, and what writes it for a shop that stands at an address."""

    file: str
    content_type: str
    write: Writer


MARKETS = {
    market.file: market
    for market in (
        Market("google.xml", "application/xml", google),
        Market("meta.csv", "text/csv", meta),
        Market("yandex.xml", "application/xml", yandex),
    )
}
