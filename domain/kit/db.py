"""Transactions, and the key of the input being handled.

Everything that comes in (an update, a webhook, a job) has a key. The first transaction of that input
inserts it into `handled`; a second arrival of the same input raises `AlreadyDone` and changes nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from domain.kit.clock import now
from domain.kit.errors import AlreadyDone


@dataclass
class _Input:
    key: str
    recorded: bool = False
    changed: set[str] = field(default_factory=set)


_input: ContextVar[_Input | None] = ContextVar("hawker_input", default=None)
_depth: ContextVar[int] = ContextVar("hawker_transaction_depth", default=0)


@contextmanager
def handling(key: str | None) -> Iterator[_Input]:
    """Everything inside belongs to the input with this key; what is yielded knows what it has changed."""
    current = _Input(key or "")
    token = _input.set(current if key else None)
    try:
        yield current
    finally:
        _input.reset(token)


def note_change(what: str) -> None:
    """Let the edge know that this input has changed something every screen shows, such as "cart"."""
    current = _input.get()
    if current is not None:
        current.changed.add(what)


def inside_transaction() -> bool:
    """Whether a transaction of ours is open here; what talks to the outside asserts that it is not."""
    return _depth.get() > 0


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Open the verb's transaction (nested calls join it as a savepoint) and record the input's key once.

    Raises `AlreadyDone` when this input has been committed before.
    """
    current = _input.get()
    first = current is not None and not current.recorded and not inside_transaction()
    token = _depth.set(_depth.get() + 1)
    try:
        async with in_transaction("default"):
            if first and current is not None:
                await _record(current.key)
            yield
        if first and current is not None:
            current.recorded = True
    finally:
        _depth.reset(token)


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
    names = rows[0].keys() if rows else ()  # dict(row) looks every name up from the first: slow for wide rows
    return [dict(zip(names, row, strict=True)) for row in rows]


def _numbered(statement: str) -> str:
    return statement.replace("$", "?")


def _plain(value: Any) -> Any:
    return value.isoformat(" ") if hasattr(value, "isoformat") else value
