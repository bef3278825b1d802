"""WooCommerce's product CSV."""

from integrations.feeds.woocommerce.feed import WooCommerceFeed

__all__ = ["WooCommerceFeed"]
