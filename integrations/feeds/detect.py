"""Which format a file is written in, by its content and never by its name."""

from __future__ import annotations

from pathlib import Path

from domain.imports.port import Feed
from integrations.feeds.jsonlines import JsonLinesFeed
from integrations.feeds.plain import PlainFeed
from integrations.feeds.shopify import ShopifyFeed
from integrations.feeds.woocommerce import WooCommerceFeed


def feed_of(path: Path, locale: str) -> Feed:
    """The format that recognises the file; else the plain table, which says best what is wrong with it."""
    known: tuple[Feed, ...] = (JsonLinesFeed(locale), ShopifyFeed(locale), WooCommerceFeed(locale), PlainFeed(locale))
    return next((feed for feed in known if feed.recognises(path)), known[-1])
