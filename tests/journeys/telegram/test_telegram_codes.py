"""The stories of `test_codes`, told inside Telegram."""

from __future__ import annotations

from tests.journeys.test_codes import *
