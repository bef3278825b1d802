"""Put a whole database back to an earlier instant, in a few milliseconds: hundreds of tests share one set-up."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from tortoise.connection import get_connection

from bot.config import Settings
from domain.kit.cache import forget_all
from domain.kit.db import sql


class Rewind:
    """What every table held when it was made. `back()` needs the database to be idle."""

    def __init__(self, settings: Settings) -> None:
        self.url = settings.database_url
        self.copies: dict[str, list[tuple[Any, ...]]] = {}
        self.tables: list[str] = []
        self.numbers: dict[str, int | None] = {}

    @classmethod
    async def here(cls, settings: Settings) -> Rewind:
        made = cls(settings)
        await (made._keep_rows() if made.is_sqlite else made._keep_tables())
        return made

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite://")

    async def back(self) -> None:
        forget_all()
        await (self._write_rows() if self.is_sqlite else self._copy_tables())

    async def _keep_rows(self) -> None:
        names = await sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        with closing(self._own()) as own:
            self.copies = {x["name"]: own.execute(f"SELECT * FROM {x['name']}").fetchall() for x in names}
            self.copies["sqlite_sequence"] = own.execute("SELECT * FROM sqlite_sequence").fetchall()

    async def _write_rows(self) -> None:
        with closing(self._own()) as own:
            own.execute("PRAGMA synchronous = OFF")
            own.execute("BEGIN IMMEDIATE")
            for table, rows in self.copies.items():
                own.execute(f"DELETE FROM {table}")
                if rows:
                    own.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            own.execute("COMMIT")

    def _own(self) -> sqlite3.Connection:
        """A connection of its own, which does not ask what points where."""
        path = self.url.removeprefix("sqlite://").partition("?")[0]
        return sqlite3.connect(path, timeout=5, isolation_level=None)

    async def _keep_tables(self) -> None:
        rows = await sql("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
        self.tables = [row["name"] for row in rows]
        counters = "SELECT sequencename AS name, last_value AS n FROM pg_sequences WHERE schemaname = 'public'"
        self.numbers = {row["name"]: row["n"] for row in await sql(counters)}
        await sql(f"CREATE SCHEMA {self._schema}")
        for table in self.tables:
            await sql(f"CREATE TABLE {self._schema}.{table} AS SELECT * FROM public.{table}")

    @property
    def _schema(self) -> str:
        return f"kept_{id(self)}"

    async def _copy_tables(self) -> None:
        client: Any = get_connection("default")
        async with client.acquire_connection() as connection:
            await connection.execute(self._script)

    @property
    def _script(self) -> str:
        steps = [f"DELETE FROM {x}; INSERT INTO {x} SELECT * FROM {self._schema}.{x};" for x in self.tables]
        steps += [f"SELECT setval('{x}', {n or 1}, {n is not None});" for x, n in self.numbers.items()]
        return f"BEGIN; SET LOCAL session_replication_role = replica; {' '.join(steps)} COMMIT;"
