"""Which database, its configuration for Tortoise, opening, closing and migrating."""

from __future__ import annotations

import asyncio
import fcntl
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from tortoise import Tortoise
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.writer import MigrationWriter
from tortoise.transactions import in_transaction

import domain
from bot.config import Settings
from bot.schema import to_newest
from domain.kit.db import sql

MIGRATION_LOCK = 7_402_911


@cache
def model_modules() -> tuple[str, ...]:
    """Every `domain/*/models.py`."""
    packages = [m.name for m in pkgutil.iter_modules(domain.__path__) if m.ispkg]
    root = Path(next(iter(domain.__path__)))
    return tuple(f"domain.{name}.models" for name in sorted(packages) if (root / name / "models.py").exists())


def database_url(settings: Settings) -> str:
    return settings.database_url or f"sqlite://{settings.data_dir / 'hawker.sqlite3'}"


def tortoise_config(url: str, *, foreign_keys: bool = True) -> dict[str, Any]:
    """Tortoise's configuration for a database URL (sqlite://path or postgres://…)."""
    return {
        "connections": {"default": _connection(url, foreign_keys=foreign_keys)},
        "apps": {
            "shop": {"models": [*model_modules()], "default_connection": "default", "migrations": "migrations"},
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def _connection(url: str, *, foreign_keys: bool) -> dict[str, Any]:
    if not url.startswith("sqlite://"):
        info: dict[str, Any] = expand_db_url(url.replace("postgresql://", "postgres://", 1))
        info["engine"] = "bot.postgres_backend"
        info["credentials"].setdefault("minsize", 1)
        info["credentials"].setdefault("maxsize", 10)
        return info
    path, options = _sqlite_parts(url)
    options.setdefault("busy_timeout", "15000")
    options.setdefault("synchronous", "FULL")
    options["foreign_keys"] = "ON" if foreign_keys else "OFF"
    return {"engine": "bot.sqlite_backend", "credentials": {"file_path": path, **options}}


def sqlite_file(settings: Settings) -> Path | None:
    """The file of the database, None where it is PostgreSQL."""
    url = database_url(settings)
    return Path(url.removeprefix("sqlite://").partition("?")[0]) if url.startswith("sqlite://") else None


def _sqlite_parts(url: str) -> tuple[str, dict[str, str]]:
    path, _, query = url.removeprefix("sqlite://").partition("?")
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return path, dict(parse_qsl(query))


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[None]:
    """Open the configured database for as long as the block runs, visible from every task of the process."""
    context = await Tortoise.init(config=tortoise_config(database_url(settings)), _enable_global_fallback=True)
    try:
        yield
    finally:
        await context.close_connections()


async def migrate(settings: Settings) -> None:
    """Bring the database to the newest schema. Safe to call from several processes at once."""
    url = database_url(settings)
    if url.startswith("sqlite://"):
        await _migrate_sqlite(url)
    else:
        await _migrate_postgres(url, by_procrastinate=settings.by_procrastinate)


async def _migrate_sqlite(url: str) -> None:
    path, _ = _sqlite_parts(url)
    with open(f"{path}.migrate.lock", "w") as lock:  # noqa: ASYNC230 - start-up, nothing else runs yet
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        # a table rebuild with foreign keys on would empty the tables that point at it
        try:
            await _run_migrations(tortoise_config(url, foreign_keys=False))
            broken = await get_connection("default").execute_query_dict("PRAGMA foreign_key_check")
        finally:
            await Tortoise.close_connections()
    if broken:
        raise RuntimeError(f"the migration left {len(broken)} dangling references; restore the backup")


async def _migrate_postgres(url: str, *, by_procrastinate: bool) -> None:
    import asyncpg

    from bot.work.schema import bring_up

    guard = await asyncpg.connect(url.replace("postgres://", "postgresql://", 1))
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        await _run_migrations(tortoise_config(url))
        await bring_up(guard, wanted=by_procrastinate)
    finally:
        await Tortoise.close_connections()
        await guard.close()


async def _run_migrations(config: dict[str, Any]) -> None:
    """All that are missing and the notes of them, or nothing: whoever is killed on the way leaves the old schema."""
    await Tortoise.init(config=config, init_connections=False)
    async with in_transaction("default") as connection:
        await to_newest(connection, config["apps"])


async def applied_migrations() -> list[str]:
    """Those of the open database, oldest first; none where there is nothing yet."""
    try:
        rows = await sql("SELECT name FROM tortoise_migrations WHERE app = 'shop'")
    except OperationalError:
        return []
    return sorted(row["name"] for row in rows)


async def pending_model_changes() -> list[str]:
    """Names of the migrations that the models still lack; empty when migrations and models agree."""
    return [f"{w.name}: {len(w.operations)} operations" for w in await _missing_migrations()]


async def make_migration(name: str) -> list[Path]:
    """Write the migration that brings the schema to the models. Returns the files written."""
    writers = await _missing_migrations()
    for writer in writers:
        writer.name = f"{writer.name.split('_', 1)[0]}_{name}"
    return [Path(w.write()) for w in writers]


async def _missing_migrations() -> list[MigrationWriter]:
    config = tortoise_config("sqlite://:memory:")
    context = await Tortoise.init(config=config, init_connections=False)
    if context.apps is None:
        raise RuntimeError("the models could not be read")
    for model in context.apps["shop"].values():
        model._meta.table_description = ""  # docstrings are for readers of the code; as SQL comments they break on ";"
    try:
        return await MigrationAutodetector(context.apps, config["apps"]).changes()
    finally:
        await Tortoise.close_connections()
