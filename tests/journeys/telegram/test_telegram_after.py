"""The stories of `test_after_the_order`, told inside Telegram."""

from __future__ import annotations

import pytest

from tests.journeys.test_after_the_order import *

# It looks at the nodes of a web chat.
del test_news_comes_to_the_end_and_the_card_stays_where_it_is


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""
