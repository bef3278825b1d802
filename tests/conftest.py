"""Fixtures of the whole suite: a database of each kind, a shop, people, a clock."""

from __future__ import annotations

import gc
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from bot.config import Settings
from tests.kit.clock import Clock
from tests.kit.database import empty
from tests.kit.known import handlers_known, models_known

pytest_plugins: list[str] = []


def pytest_configure() -> None:
    """A traceback is a traceback: with every local drawn in boxes, as the library likes it, one costs a second."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])


# Whole processes and browsers are waited for: begun first, others work meanwhile; short files last, all end at once.
LONG = ("upgrades", "killed", "process", "workers", "browser", "pressing", "wandering", "backup", "meetings")
FOLDERS = ("upgrades", "journeys", "bot", "admin_web", "integrations", "handlers", "domain", "kit", "architecture")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent

    def turn(item: pytest.Item) -> tuple[bool, int]:
        place = item.path.relative_to(here)
        rank = FOLDERS.index(place.parts[0]) if place.parts[0] in FOLDERS else len(FOLDERS)
        return not any(word in str(place) for word in LONG), rank

    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """What is there now stays to the end: looked through for garbage again and again it takes a tenth of the run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def certificates() -> Iterator[None]:
    """The world's certificates are read once, not by every application of every story: 0.07 s each."""
    from aiogram.client.session import aiohttp as session

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "ssl", SimpleNamespace(create_default_context=cache(ssl.create_default_context)))
        yield


@pytest.fixture(scope="session", autouse=True)
def known() -> Iterator[None]:
    """What libraries work out of our models and handlers is the same for every story: each is spared 0.1 s of work."""
    with models_known(), handlers_known():
        yield


@pytest.fixture(params=["sqlite", "postgres"])
async def db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Settings]:
    """A migrated, empty database, open; the test runs on SQLite and on PostgreSQL."""
    async with empty(request.param, tmp_path) as settings:
        yield settings


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Settings]:
    """A migrated, empty SQLite database, for what does not depend on the kind of database."""
    async with empty("sqlite", tmp_path) as settings:
        yield settings


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Time stands still until the test moves it."""
    with Clock() as stopped:
        yield stopped


@pytest.fixture
async def shop(db: Settings) -> Any:
    """An open shop without products, selling in USD from the United States, cash on delivery."""
    from tests.kit.shop import ShopKit

    return await ShopKit.open()


@pytest.fixture
async def app(db: Settings) -> Any:
    """The real application, its background work run by hand (`app.jobs.run_outbox()`)."""
    from tests.kit.stage import staged

    return staged(db)


@pytest.fixture
def person(app: Any, shop: Any) -> Callable[..., Any]:
    """Make a customer: `anna = person("anna")`."""
    from tests.kit.stage import enter

    return lambda name, **more: enter(app, shop.id, name, **more)


@pytest.fixture
def anna(person: Callable[..., Any]) -> Any:
    return person("anna")


@pytest.fixture
def boris(person: Callable[..., Any]) -> Any:
    return person("boris")
