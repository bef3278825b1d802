"""A stocked shop for the stories of buying; what must always hold is checked after each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.kit.store import Store


@pytest.fixture
async def store(shop: Any, app: Any) -> AsyncIterator[Store]:
    """A shop with a courier, and nothing on its shelves."""
    store = await Store.open(shop)
    yield store
    await app.jobs.run_outbox()
    await store.nothing_broke()
