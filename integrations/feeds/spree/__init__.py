"""Spree's product CSV, with its table of translations in the same zip."""

from integrations.feeds.spree.feed import SpreeFeed

__all__ = ["SpreeFeed"]
