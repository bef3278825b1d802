"""Transactions, and the key of the input being handled.

Everything that comes in (an update, a webhook, a job) has a key. The first transaction of that input
inserts it into `handled`; a second arrival of the same input raises `AlreadyDone` and changes nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from asyncpg.exceptions import InterfaceError, PostgresConnectionError
from tortoise.connection import get_connection
from tortoise.exceptions import DBConnectionError
from tortoise.transactions import in_transaction

from domain.kit.clock import now
from domain.kit.errors import AlreadyDone


@dataclass
class _Input:
    key: str
    recorded: bool = False
    changed: dict[str, int | None] = field(default_factory=dict)


@dataclass
class _Transaction:
    """One that is open. `failed`: a part that had joined it raised."""

    failed: bool = False


_input: ContextVar[_Input | None] = ContextVar("hawker_input", default=None)
_open: ContextVar[_Transaction | None] = ContextVar("hawker_transaction", default=None)


@contextmanager
def handling(key: str | None) -> Iterator[_Input]:
    """Everything inside belongs to the input with this key; what is yielded knows what it has changed."""
    current = _Input(key or "")
    token = _input.set(current if key else None)
    try:
        yield current
    finally:
        _input.reset(token)


def note_change(what: str, value: int | None = None) -> None:
    """Let the edge know that this input has changed something every screen shows, such as "cart"; and to what."""
    current = _input.get()
    if current is not None:
        current.changed[what] = value


def is_away(error: BaseException) -> bool:
    """Whether the database could not be reached: nothing was done, and it may be tried again."""
    return isinstance(error, (DBConnectionError, PostgresConnectionError, InterfaceError, ConnectionError))


def inside_transaction() -> bool:
    """Whether a transaction of ours is open here; what talks to the outside asserts that it is not."""
    return _open.get() is not None


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Open the verb's transaction (nested calls join it, all or nothing) and record the input's key once.

    Raises `AlreadyDone` when this input has been committed before.
    """
    outer = _open.get()
    async with _joined(outer) if outer else _whole():
        yield


@asynccontextmanager
async def attempt() -> AsyncIterator[None]:
    """A part of a transaction that may be refused: its own writes are undone then, the rest stands."""
    async with _opened() if inside_transaction() else transaction():
        yield


@asynccontextmanager
async def _joined(outer: _Transaction) -> AsyncIterator[None]:
    try:
        yield
    except BaseException:
        outer.failed = True
        raise


@asynccontextmanager
async def _whole() -> AsyncIterator[None]:
    current = _input.get()
    first = current is not None and not current.recorded
    async with _opened():
        if first and current is not None:
            await _record(current.key)
        yield
    if first and current is not None:
        current.recorded = True


@asynccontextmanager
async def _opened() -> AsyncIterator[None]:
    token = _open.set(mine := _Transaction())
    try:
        async with in_transaction("default"):
            yield
            if mine.failed:
                raise RuntimeError("a part of this transaction failed and the rest went on: that part is an attempt()")
    finally:
        _open.reset(token)


@asynccontextmanager
async def snapshot() -> AsyncIterator[None]:
    """Everything read inside is of one instant. No writer waits for it, and nothing can be written."""
    connection: Any = get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        async with connection.reading():
            yield
        return
    async with in_transaction("default"):
        await sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


async def _record(key: str) -> None:
    rows = await sql("INSERT INTO handled (key, at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING key", key, now())
    if not rows:
        raise AlreadyDone(key)


async def sql(statement: str, *values: Any) -> list[dict[str, Any]]:
    """Run one statement on the current connection; $1… placeholders on both databases. Rows as dicts.

    RETURNING works on both because this asks the driver for rows.
    """
    connection = get_connection("default")
    if connection.capabilities.dialect != "sqlite":
        return await connection.execute_query_dict(statement, list(values))
    _, rows = await connection.execute_query(_numbered(statement), [_plain(v) for v in values])
    return _dicts(rows)


async def sql_in_turn(statements: Iterable[tuple[str, list[Any]]]) -> list[dict[str, Any]]:
    """Only on SQLite: statements by one trip to its thread, all or nothing; the rows of the last."""
    connection: Any = get_connection("default")
    plain = [(_numbered(statement), [_plain(v) for v in values]) for statement, values in statements]
    return _dicts(await connection.execute_together(plain))


def _dicts(rows: Sequence[Any]) -> list[dict[str, Any]]:
    names = rows[0].keys() if rows else ()  # dict(row) looks every name up from the first: slow for wide rows
    return [dict(zip(names, row, strict=True)) for row in rows]


def _numbered(statement: str) -> str:
    return statement.replace("$", "?")


def _plain(value: Any) -> Any:
    return value.isoformat(" ") if hasattr(value, "isoformat") else value
