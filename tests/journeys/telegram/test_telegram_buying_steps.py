"""The stories of `test_buying_without_forms`, told inside Telegram."""

from __future__ import annotations

from tests.journeys.test_buying_without_forms import *
