"""Hawker's own format: one JSON object a line; docs/merchants/json-lines.md describes every field."""

from integrations.feeds.jsonlines.feed import JsonLinesFeed

__all__ = ["JsonLinesFeed"]
