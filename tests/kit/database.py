"""A migrated, empty database per test: a copy of a template, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import asyncpg
from aiohttp import web_app

from bot.config import Settings
from bot.database import database, migrate
from domain.events.actions import forget as forget_events
from domain.kit.cache import forget_all
from tests.kit import postgres
from tests.kit.known import statements_of

_ready: dict[str, str] = {}


@asynccontextmanager
async def empty(kind: str, folder: Path) -> AsyncIterator[Settings]:
    """Open a fresh database of this kind for the block; its settings point at `folder` for files."""
    make = _sqlite if kind == "sqlite" else _postgres
    async with make(folder) as url:
        settings = Settings(data_dir=folder, database_url=url, secret_key="test-secret", port=0)
        forget_all()
        forget_events()
        with statements_of(kind):
            async with database(settings):
                yield settings
    web_app._cached_build_middleware.cache_clear()  # it would keep every application of the run alive


@asynccontextmanager
async def _sqlite(folder: Path) -> AsyncIterator[str]:
    template = _ready.get("sqlite")
    if template is None:
        home = folder.parent / f"template-{os.getpid()}"
        url = f"sqlite://{home}/template.sqlite3"
        await migrate(Settings(data_dir=home, database_url=url))
        template = _ready["sqlite"] = str(home / "template.sqlite3")
    shutil.copy(template, folder / "shop.sqlite3")
    yield f"sqlite://{folder}/shop.sqlite3?synchronous=OFF"


@asynccontextmanager
async def _postgres(_folder: Path) -> AsyncIterator[str]:
    template = _ready.get("postgres")
    if template is None:
        template = f"template_{uuid.uuid4().hex[:12]}"
        url = await postgres.create_database(template)
        await migrate(Settings(database_url=url))
        _ready["postgres"] = template
    name = f"test_{uuid.uuid4().hex[:12]}"
    url = await postgres.create_database(name, template)
    try:
        yield url
    finally:
        await postgres.drop_database(name)


async def somebody_writes(settings: Settings, statement: str) -> None:
    """Another process, with a connection of its own; it must not be kept waiting."""
    if settings.database_url.startswith("sqlite://"):
        file = settings.database_url.removeprefix("sqlite://").partition("?")[0]
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            connection.execute(statement)
            connection.commit()
        return
    connection: Any = await asyncpg.connect(settings.database_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
