"""Product feeds for Google Merchant (RSS, Atom, TSV); Meta's CSV says the same in the same words."""

from integrations.feeds.google.feed import GoogleFeed

__all__ = ["GoogleFeed"]
