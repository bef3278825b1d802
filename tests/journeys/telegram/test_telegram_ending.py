"""The stories of `test_ending_and_again`, told inside Telegram."""

from __future__ import annotations

import pytest

from tests.journeys.test_ending_and_again import *


@pytest.fixture(autouse=True)
def _stopped(clock):
    """Time stands still from the beginning of every story."""
