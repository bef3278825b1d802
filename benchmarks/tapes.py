"""What a piece of work sends to the database driver, recorded, and sent again without the work."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiosqlite
import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper

from bot.sqlite_backend import ImmediateWrapper

FIRST_ID = 100_000_000  # ids from here on, each table with its own hundred million, are like no other number
CLIENTS = (SqliteClient, SqliteTransactionWrapper, AsyncpgDBClient, TransactionWrapper)


@dataclass
class Tape:
    """What one order sent to the driver: (method, statement, values, ids that came back)."""

    steps: list[tuple[str, str, Any, list[int]]] = field(default_factory=list)
    savepoints: int = 0


tape: ContextVar[Tape | None] = ContextVar("tape", default=None)


# ---------------------------------------------------------------------------------------------------------- recording


def record_statements() -> None:
    """Let the database clients note what they send while a tape runs."""
    for client in CLIENTS:
        for name in ("execute_insert", "execute_query", "execute_query_dict", "execute_many"):
            if name in vars(client):
                setattr(client, name, _noted(name, vars(client)[name]))
        if "savepoint" in vars(client):
            client.savepoint = _counted(vars(client)["savepoint"])
    ImmediateWrapper.execute_together = _all_noted(ImmediateWrapper.execute_together)  # type: ignore[method-assign]


def _noted(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    async def noted(self: Any, statement: str, values: Any = None) -> Any:
        result = await method(self, statement, values)
        if running := tape.get():
            running.steps.append((name, statement, values or [], _ids(name, result)))
        return result

    return noted


def _all_noted(method: Callable[..., Any]) -> Callable[..., Any]:
    async def noted(self: Any, statements: Any) -> Any:
        rows = await method(self, statements)
        if running := tape.get():
            *first, last = statements
            running.steps += [("execute_query_dict", statement, values, []) for statement, values in first]
            running.steps.append(("execute_query_dict", *last, _ids("execute_query_dict", [dict(row) for row in rows])))
        return rows

    return noted


def _counted(method: Callable[..., Any]) -> Callable[..., Any]:
    async def counted(self: Any) -> Any:
        if running := tape.get():
            running.savepoints += 1
        return await method(self)

    return counted


def _ids(name: str, result: Any) -> list[int]:
    """Ids the database gave to new rows."""
    if name == "execute_insert":
        return [result["id"] if isinstance(result, asyncpg.Record) else result]
    return [row["id"] for row in result if "id" in row] if name == "execute_query_dict" else []


# ------------------------------------------------------------------------------------------------------------ playing

Send = Callable[[str, str, Any], Awaitable[list[int]]]


async def play(recorded: Tape, send: Send) -> None:
    """Send a tape again; ids that differ this time are put in the place of those recorded."""
    now: dict[int, int] = {}
    for name, statement, values, ids in recorded.steps:
        came = await send(name, statement, [_mended(value, now) for value in values] if now else values)
        now.update((old, new) for old, new in zip(ids, came, strict=True) if old >= FIRST_ID)


def _mended(value: Any, now: dict[int, int]) -> Any:
    if isinstance(value, str):
        return re.sub(r"\d{9,}", lambda found: str(now.get(int(found[0]), found[0])), value)
    return now.get(value, value) if isinstance(value, int) else value


async def _to_sqlite(connection: aiosqlite.Connection, name: str, statement: str, values: Any) -> list[int]:
    if name == "execute_many":
        await connection.executemany(statement, values)
        return []
    if name == "execute_insert":
        row = await connection.execute_insert(statement, values)
        return [row[0]] if row else []
    return _ids(name, [dict(row) for row in await connection.execute_fetchall(statement, values)])


async def _to_postgres(connection: Any, name: str, statement: str, values: Any) -> list[int]:
    if name == "execute_many":
        await connection.executemany(statement, values)
        return []
    if name == "execute_insert":
        return [(await connection.fetchrow(statement, *values))["id"]]
    if name == "execute_query" and statement.lstrip()[:6].upper() in ("UPDATE", "DELETE", "INSERT"):
        await connection.execute(statement, *values)
        return []
    return _ids(name, await connection.fetch(statement, *values))


Player = Callable[[Tape], Awaitable[None]]


@asynccontextmanager
async def sqlite_player(url: str) -> AsyncIterator[Player]:
    connection = await aiosqlite.connect(url.removeprefix("sqlite://"), isolation_level=None)
    connection.row_factory = aiosqlite.Row
    for pragma in ("journal_mode=WAL", "journal_size_limit=16384", "foreign_keys=ON", "synchronous=FULL"):
        await connection.execute(f"PRAGMA {pragma}")

    async def player(recorded: Tape) -> None:
        await connection.execute("BEGIN IMMEDIATE")
        await play(recorded, partial(_to_sqlite, connection))
        await connection.commit()

    try:
        yield player
    finally:
        await connection.close()


@asynccontextmanager
async def postgres_player(url: str) -> AsyncIterator[Player]:
    async with asyncpg.create_pool(url, min_size=1, max_size=10) as pool:

        async def player(recorded: Tape) -> None:
            async with pool.acquire() as connection, connection.transaction():
                await play(recorded, partial(_to_postgres, connection))

        yield player
