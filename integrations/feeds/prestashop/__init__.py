"""PrestaShop's and thirty bees' CSV: the import layout and the list of the back office, with combinations in a zip."""

from integrations.feeds.prestashop.feed import PrestaShopFeed

__all__ = ["PrestaShopFeed"]
