"""A plain table of products, CSV or TSV, with column names in English, Russian or Chinese."""

from integrations.feeds.plain.feed import PlainFeed

__all__ = ["PlainFeed"]
