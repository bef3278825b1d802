"""A Bot API server for tests."""

from tests.kit.telegram.fake import FakeTelegram

__all__ = ["FakeTelegram"]
