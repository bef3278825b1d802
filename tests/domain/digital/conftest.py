from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.config import Settings
from domain.catalog.models import Variant
from domain.digital.store import open_folder
from domain.kit.actor import Actor
from domain.kit.vault import unlock
from tests.kit.market import Market


@pytest.fixture(autouse=True)
def opened(db: Settings) -> None:
    """Keys can be sealed, and files have a place."""
    unlock(db.secret)
    open_folder(db.files_dir)


@pytest.fixture
def digital(market: Market) -> Callable[..., Awaitable[int]]:
    """Put a digital thing on sale: `code = await digital("Gift code", stars=150)`."""

    async def make(name: str, price: int = 1000, stars: int | None = None) -> int:
        variant_id = await market.item(name, price, 0, kind="digital", requires_shipping=False)
        await Variant.filter(id=variant_id).update(stars=stars)
        return variant_id

    return make


@pytest.fixture
def in_telegram() -> Callable[[Actor], Actor]:
    """The same person, met in the messenger that sells digital goods for Stars alone."""
    return lambda person: replace(person, channel="telegram")
