"""Magento 2's product CSV (also Adobe Commerce and Mage-OS): configurable products and store views."""

from integrations.feeds.magento.feed import MagentoFeed

__all__ = ["MagentoFeed"]
