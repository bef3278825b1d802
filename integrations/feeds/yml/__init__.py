"""Yandex's YML price list, also as other markets read it."""

from integrations.feeds.yml.feed import YmlFeed

__all__ = ["YmlFeed"]
