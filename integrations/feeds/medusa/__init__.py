"""Medusa's product CSV, of the first and the second version."""

from integrations.feeds.medusa.feed import MedusaFeed

__all__ = ["MedusaFeed"]
