"""SQLite: copied by the database itself while others write, brought back beside the old file and put in its place."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from bot.backup.archive import unpack
from bot.backup.manifest import Ask, Facts, facts_of
from bot.backup.problems import BackupProblem, Damaged, Empty
from bot.config import Settings

MEMBER = "database.sqlite3"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_ALL_COUNTED = """
INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master
WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)
"""


def _asking(connection: sqlite3.Connection) -> Ask:
    async def ask(statement: str) -> list[tuple[Any, ...]]:
        return connection.execute(statement).fetchall()

    return ask


class SqliteDatabase:
    """The database in one file."""

    kind = "sqlite"
    member = MEMBER

    def __init__(self, settings: Settings, file: Path) -> None:
        self.settings = settings
        self.file = file

    @asynccontextmanager
    async def copied(self, folder: Path) -> AsyncIterator[tuple[Path, Facts]]:
        """A copy of one instant, made while others write, and what it holds."""
        if not self.file.exists():
            raise BackupProblem(f"There is no database at {self.file}.")
        copy = folder / MEMBER
        await asyncio.to_thread(self._copy, copy)
        try:
            with closing(sqlite3.connect(copy)) as connection:
                facts = await facts_of(_asking(connection), _TABLES)
        except sqlite3.OperationalError:
            raise Empty() from None
        yield copy, facts

    def _copy(self, copy: Path) -> None:
        with closing(sqlite3.connect(self.file, timeout=30)) as connection:
            connection.create_function("UPPER", 1, lambda value: value, deterministic=True)
            try:
                connection.execute("VACUUM INTO ?", (str(copy),))
            except sqlite3.DatabaseError as error:
                raise BackupProblem(f"The database cannot be copied: {error}. No backup was made.") from None

    # ------------------------------------------------------------------------------------------------- bringing back

    async def shops(self) -> int:
        """How many shops there are now, where the backup is to go."""
        if not self.file.exists() or not self.file.stat().st_size:
            return 0
        with closing(sqlite3.connect(self.file, timeout=5)) as connection:
            if not connection.execute(f"{_TABLES} AND name = 'shop'").fetchall():
                return 0
            return int(connection.execute("SELECT COUNT(*) FROM shop").fetchone()[0])

    async def asked(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the database that is here. Raises `BackupProblem` where they cannot be read."""
        try:
            with closing(sqlite3.connect(self.file, timeout=5)) as connection:
                return connection.execute(statement).fetchall()
        except sqlite3.Error as error:
            raise BackupProblem(f"The database cannot be read: {error}.") from None

    async def check_unused(self) -> None:
        """Raises `BackupProblem` while Hawker has the database open; what was still beside the file goes into it."""
        if not self.file.exists():
            return
        try:
            with closing(sqlite3.connect(self.file, timeout=0)) as connection:
                mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "wal"
        if mode != "delete":
            raise BackupProblem("Something has the database open: stop Hawker first. Nothing was changed.")

    @property
    def _side(self) -> Path:
        return self.file.with_name(f".{self.file.name}.restoring")

    @asynccontextmanager
    async def beside(self, archive: Path) -> AsyncIterator[Settings]:
        """The backup's database, to be worked on; it takes the place of the old one when nothing goes wrong inside."""
        _remove(self._side)
        try:
            unpack(archive, MEMBER, self._side)
            yield self.settings.model_copy(update={"database_url": f"sqlite://{self._side}"})
            await asyncio.to_thread(_close, self._side)
        except BaseException:
            _remove(self._side)
            raise

    async def facts(self, beside: Settings) -> Facts:  # noqa: ARG002 - the other kind of database needs it
        try:
            with closing(sqlite3.connect(self._side)) as connection:
                return await facts_of(_asking(connection), _TABLES)
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from None

    async def number_on(self, beside: Settings, gap: int) -> None:  # noqa: ARG002
        """No id is ever given again that was given after the backup."""
        with closing(sqlite3.connect(self._side)) as connection, connection:
            connection.execute(_ALL_COUNTED)
            connection.execute("UPDATE sqlite_sequence SET seq = seq + ?", (gap,))

    async def take_place(self, stamp: str, *, keep: bool) -> str:
        """Put the restored database where the old one was; returns where that is now, "" when it is not kept."""
        aside = self.file.with_name(f"{self.file.name}.before-{stamp}")
        if keep:
            os.link(self.file, aside)
        os.replace(self._side, self.file)
        _remove(self._side)
        return str(aside) if keep else ""


def _close(file: Path) -> None:
    """Everything into the one file, and the file onto the disk."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal", ".migrate.lock"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
