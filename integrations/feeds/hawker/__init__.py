"""Hawker's own table, as `hawker export` and the panel write it."""

from integrations.feeds.hawker.feed import HawkerFeed

__all__ = ["HawkerFeed"]
