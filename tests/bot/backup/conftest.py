"""A shop with a history on each kind of database, its backup, and an empty place to bring it back to."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from bot.backup.making import make_backup
from bot.config import Settings
from bot.database import database
from domain.digital.actions import set_file
from domain.digital.store import open_folder
from domain.kit.cache import forget_all
from domain.kit.db import sql
from domain.kit.vault import unlock
from domain.media.pictures import Picture
from domain.media.store import MediaStore
from domain.search.actions import reindex
from tests.domain.doctor.conftest import nothing_waits, story
from tests.kit import postgres
from tests.kit.clock import Clock
from tests.kit.database import empty
from tests.kit.market import Market

SECRET = "test-secret"


@dataclass(frozen=True)
class Taken:
    """A backup and the place to restore it to."""

    file: Path
    to: Settings


@asynccontextmanager
async def place(kind: str, folder: Path) -> AsyncIterator[Settings]:
    """An empty installation of this kind, without a schema even."""
    os.makedirs(folder, exist_ok=True)
    if kind == "sqlite":
        yield Settings(data_dir=folder, database_url=f"sqlite://{folder}/shop.sqlite3", secret_key=SECRET)
        return
    name = f"restored_{uuid.uuid4().hex[:12]}"
    url = await postgres.create_database(name)
    try:
        yield Settings(data_dir=folder, database_url=url, secret_key=SECRET)
    finally:
        await postgres.drop_database(name)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[None]:
    EXECUTOR_CACHE.clear()
    forget_all()
    async with database(settings):
        yield


async def furnish(settings: Settings, clock: Clock) -> Market:
    """A history with money, a picture, and a file for buyers."""
    unlock(settings.secret)
    open_folder(settings.files_dir)
    market = await Market.open()
    await story(market, clock)
    await set_file(market.owner, await market.item("Video", stock=None, kind="digital"), "video.mp4", b"moving")
    await reindex(market.by, [row["id"] for row in await sql("SELECT id FROM product")])
    await nothing_waits()
    MediaStore(settings.media_dir).save(market.id, Picture(b"a picture", "png", 1, 1))
    return market


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def taken(kind: str, tmp_path: Path) -> AsyncIterator[Taken]:
    """A backup made while its shop was open."""
    (tmp_path / "old").mkdir()
    file = tmp_path / "shop.tar"
    with Clock() as clock:
        async with empty(kind, tmp_path / "old") as settings:
            await furnish(settings, clock)
            await make_backup(settings, file, with_key=False)
        async with place(kind, tmp_path / "new") as to:
            EXECUTOR_CACHE.clear()
            yield Taken(file, to)
