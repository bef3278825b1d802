"""Which format a file is written in, by its content and never by its name."""

from __future__ import annotations

from pathlib import Path

from domain.imports.port import Feed
from integrations.feeds.bundle import BundleFeed
from integrations.feeds.commerceml import CommerceMLFeed
from integrations.feeds.google import GoogleFeed
from integrations.feeds.hawker import HawkerFeed
from integrations.feeds.jsonlines import JsonLinesFeed
from integrations.feeds.magento import MagentoFeed
from integrations.feeds.medusa import MedusaFeed
from integrations.feeds.plain import PlainFeed
from integrations.feeds.prestashop import PrestaShopFeed
from integrations.feeds.shopify import ShopifyFeed
from integrations.feeds.spree import SpreeFeed
from integrations.feeds.woocommerce import WooCommerceFeed
from integrations.feeds.xlsx import XlsxFeed
from integrations.feeds.yml import YmlFeed


def feed_of(path: Path, locale: str) -> Feed:
    """The format that recognises the file; else the plain table, which says best what is wrong with it."""
    tables = _tables(locale)
    texts: tuple[Feed, ...] = (YmlFeed(locale), CommerceMLFeed(locale), JsonLinesFeed(locale), *tables)

    def table(sheet: Path) -> Feed:
        return next((feed for feed in tables if feed.recognises(sheet)), tables[-1])

    known: tuple[Feed, ...] = (XlsxFeed(table), BundleFeed(texts), *texts)
    return next((feed for feed in known if feed.recognises(path)), known[-1])


def _tables(locale: str) -> tuple[Feed, ...]:
    """Formats that are tables, those that know their own columns best first."""
    return (
        HawkerFeed(locale),
        ShopifyFeed(locale),
        WooCommerceFeed(locale),
        PrestaShopFeed(locale),
        MagentoFeed(locale),
        MedusaFeed(locale),
        SpreeFeed(locale),
        GoogleFeed(locale),
        PlainFeed(locale),
    )
