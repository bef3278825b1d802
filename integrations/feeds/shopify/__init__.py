"""Shopify's product CSV, of either generation of column names."""

from integrations.feeds.shopify.feed import ShopifyFeed

__all__ = ["ShopifyFeed"]
