"""CommerceML 2, as 1C sends it to shops: catalogue and offers, in one file, in a zip, or offers alone."""

from integrations.feeds.commerceml.feed import CommerceMLFeed

__all__ = ["CommerceMLFeed"]
