"""PostgreSQL: by its own pg_dump and pg_restore; the old tables step aside into a schema of their own."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg

from bot.backup.archive import unpack
from bot.backup.manifest import Ask, Facts, facts_of
from bot.backup.problems import BackupProblem, Damaged, Empty
from bot.config import Settings
from bot.work.schema import SCHEMA, stand_ready

MEMBER = "database.pgdump"
_ASIDE = "before_restore_"
_PLACES = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin")
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
_OTHERS = """
SELECT COUNT(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_PLAIN = ("--no-owner", "--no-privileges", "--no-comments")  # only its owner may say what an extension is for


def _asking(connection: Any) -> Ask:
    async def ask(statement: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await connection.fetch(statement)]

    return ask


def _server(connection: Any) -> int:
    return int(connection.get_server_version().major)


def _one_instant(connection: Any) -> Any:
    return connection.transaction(isolation="repeatable_read", readonly=True)


class PostgresDatabase:
    """A database on a server, in its schema "public"."""

    kind = "postgres"
    member = MEMBER

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.url = settings.database_url.replace("postgres://", "postgresql://", 1)
        self._restorer = Path("pg_restore")

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        try:
            connection = await asyncpg.connect(self.url)
        except (OSError, asyncpg.PostgresError) as error:
            raise BackupProblem(f"The database does not answer ({error}). Nothing was changed.") from None
        try:
            yield connection
        except asyncpg.PostgresError as error:
            raise BackupProblem(f"The database refuses: {error}. It is as it was.") from None
        finally:
            await connection.close()

    @asynccontextmanager
    async def copied(self, folder: Path) -> AsyncIterator[tuple[Path, Facts]]:
        """A dump of one instant, made while others write, and what it holds."""
        copy = folder / MEMBER
        async with self._connected() as connection, _one_instant(connection):
            dump = program("pg_dump", _server(connection))
            instant = await connection.fetchval("SELECT pg_export_snapshot()")
            schemas = (f"--exclude-schema={_ASIDE}*", f"--exclude-schema={SCHEMA}")
            await self._run(dump, "-Fc", *_PLAIN, *schemas, f"--snapshot={instant}", f"--file={copy}")
            try:
                facts = await facts_of(_asking(connection), _TABLES)
            except asyncpg.UndefinedTableError:
                raise Empty() from None
        yield copy, facts

    async def _run(self, command: Path, *arguments: str) -> None:
        """The password goes by the environment, where other users of the machine do not see it."""
        running = await asyncio.create_subprocess_exec(
            command, *arguments, env={**os.environ, **_environment(self.url)},
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        _, said = await running.communicate()
        if running.returncode:
            raise BackupProblem(f"{command.name} has failed: {said.decode(errors='replace').strip()[-600:]}")

    # ------------------------------------------------------------------------------------------------- bringing back

    async def shops(self) -> int:
        """How many shops there are now, where the backup is to go."""
        async with self._connected() as connection:
            self._restorer = program("pg_restore", _server(connection))
            if not await connection.fetchval("SELECT to_regclass('public.shop') IS NOT NULL"):
                return 0
            return int(await connection.fetchval("SELECT COUNT(*) FROM public.shop"))

    async def asked(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the database that is here. Raises `BackupProblem` where they cannot be read."""
        async with self._connected() as connection:
            return await _asking(connection)(statement)

    async def check_unused(self) -> None:
        """Raises `BackupProblem` while somebody is connected."""
        async with self._connected() as connection:
            if await connection.fetchval(_OTHERS):
                raise BackupProblem("Something is connected to the database: stop Hawker first. Nothing was changed.")

    @asynccontextmanager
    async def beside(self, archive: Path) -> AsyncIterator[Settings]:
        """The backup's tables, to be worked on; the old ones have stepped aside, and come back when it goes wrong."""
        dump = self.settings.data_dir / f".{MEMBER}.restoring"
        await self._back()  # what a restore has left that was cut off
        try:
            unpack(archive, MEMBER, dump)
            async with self._connected() as connection, connection.transaction():
                await _move_all(connection, "public", f"{_ASIDE}now")
                await stand_ready(connection)  # rows of the outbox call it, whatever installation the backup is of
            await self._refill(dump)
            yield self.settings
        except BaseException:
            await self._back()
            raise
        finally:
            dump.unlink(missing_ok=True)

    async def _refill(self, dump: Path) -> None:
        whole = ("--single-transaction", "--exit-on-error")
        database = unquote(urlsplit(self.url).path.lstrip("/"))
        try:
            await self._run(self._restorer, *whole, *_PLAIN, f"--dbname={database}", str(dump))
        except BackupProblem as problem:
            raise BackupProblem(f"{problem} The database is as it was.") from None

    async def _back(self) -> None:
        async with self._connected() as connection, connection.transaction():
            if not await connection.fetchval("SELECT to_regnamespace($1) IS NOT NULL", f"{_ASIDE}now"):
                return
            for (name,) in await connection.fetch(_TABLES):
                await connection.execute(f'DROP TABLE public."{name}" CASCADE')
            await _move_all(connection, f"{_ASIDE}now", "public")
            await connection.execute(f"DROP SCHEMA {_ASIDE}now")

    async def facts(self, beside: Settings) -> Facts:  # noqa: ARG002 - the other kind of database needs it
        async with self._connected() as connection:
            try:
                return await facts_of(_asking(connection), _TABLES)
            except asyncpg.PostgresError as error:
                raise Damaged(str(error)) from None

    async def number_on(self, beside: Settings, gap: int) -> None:  # noqa: ARG002
        """No id is ever given again that was given after the backup."""
        async with self._connected() as connection, connection.transaction():
            for (name,) in await connection.fetch(_SEQUENCES):
                sequence = f'public."{name}"'
                await connection.execute(f"SELECT setval('{sequence}', last_value + {gap}) FROM {sequence}")  # noqa: S608

    async def take_place(self, stamp: str, *, keep: bool) -> str:
        """The old tables keep a schema of their own; returns which, "" when they are not kept."""
        schema = f"{_ASIDE}{stamp}"
        change = f"ALTER SCHEMA {_ASIDE}now RENAME TO {schema}" if keep else f"DROP SCHEMA {_ASIDE}now CASCADE"
        async with self._connected() as connection:
            await connection.execute(change)
            await connection.execute("ANALYZE")  # or the first pages are planned as if every table were small
        return f"the schema {schema}" if keep else ""


async def _move_all(connection: Any, source: str, target: str) -> None:
    """Tables go with their indexes, constraints and sequences."""
    if target != "public":
        await connection.execute(f"CREATE SCHEMA {target}")
    for (name,) in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", source):
        await connection.execute(f'ALTER TABLE {source}."{name}" SET SCHEMA {target}')


def program(name: str, server: int = 0) -> Path:
    """One of PostgreSQL's own programs: of the server's own major version, else the next one. Raises `BackupProblem`.

    A much newer one would write what an older server does not understand; an older one refuses a newer server.
    """
    found = {_major(place): place / name for pattern in _PLACES for place in Path("/").glob(pattern)}
    there = sorted(major for major, path in found.items() if path.exists())
    fitting = [major for major in there if major >= server]
    on_path = shutil.which(name)
    if not fitting and not on_path:
        raise BackupProblem(
            f"{name} was not found. It comes with PostgreSQL's client programs (Debian: postgresql-client) and must "
            "not be older than the server. Nothing was changed."
        )
    return found[fitting[0]] if fitting else Path(str(on_path))


def _major(place: Path) -> int:
    return int("".join(filter(str.isdigit, str(place))) or 0)


def _environment(url: str) -> dict[str, str]:
    """A database's address as the programs of PostgreSQL read it."""
    parts = urlsplit(url)
    sslmode = parse_qs(parts.query).get("sslmode", [""])[0]
    named = {
        "PGHOST": parts.hostname, "PGPORT": parts.port, "PGUSER": parts.username, "PGPASSWORD": parts.password,
        "PGDATABASE": parts.path.lstrip("/"), "PGSSLMODE": sslmode,
    }  # fmt: skip
    return {name: unquote(str(value)) for name, value in named.items() if value}
