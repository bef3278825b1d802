"""Tortoise's SQLite backend with transactions that start by BEGIN IMMEDIATE.

The stock backend begins deferred, so a transaction that reads before it writes fails with "database is locked"
as soon as two processes meet; when BEGIN itself fails it keeps its lock for ever; and a BEGIN that was given up is
carried out all the same, so that nobody can begin again. All three are mended here.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from tortoise.backends.base.client import NestedTransactionContext, TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
    translate_exceptions,
)
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

Statements = Sequence[tuple[str, Sequence[Any]]]


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _run(connection: sqlite3.Connection, statements: Statements, *, whole: bool) -> list[sqlite3.Row]:
    """In the database's own thread; `whole` makes a transaction of them."""
    rows: list[sqlite3.Row] = []
    if whole:
        connection.execute("BEGIN IMMEDIATE")
    try:
        for statement, values in statements:
            rows = connection.execute(statement, values).fetchall()
    except BaseException:
        if whole:
            connection.rollback()
        raise
    if whole:
        connection.commit()
    return rows


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    """Statement by statement: `executescript` would commit what is open first."""
    statement = ""
    for part in script.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


class ImmediateWrapper(SqliteTransactionWrapper):
    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(ImmediateWrapper(self))

    @translate_exceptions
    async def execute_script(self, query: str) -> None:
        async with self.acquire_connection() as connection:
            await connection._execute(_run_script, connection._conn, query)

    @translate_exceptions
    async def execute_together(self, statements: Statements) -> list[sqlite3.Row]:
        """Several statements by one trip to the database's thread; the rows of the last."""
        async with self.acquire_connection() as connection:
            rows: list[sqlite3.Row] = await connection._execute(_run, connection._conn, statements, whole=False)
            return rows

    async def begin(self) -> None:
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error
        except asyncio.CancelledError:
            self._end_what_may_begin()
            raise

    def _end_what_may_begin(self) -> None:
        """Nobody waits any more, but the database's thread still does: what it then begins, it ends at once."""
        self._connection._tx.put_nowait((None, self._connection._conn.rollback))


class ImmediateContext(SqliteTransactionContext):
    __slots__ = ()

    async def __aenter__(self) -> Any:
        await self._trxlock.acquire()  # who gives up here has nothing to undo: the lock is somebody else's
        try:
            await self.ensure_connection()
            self.token = get_connections().set(self.connection_name, self.connection)
            await self.connection.begin()
        except BaseException:
            self._undo()
            raise
        return self.connection

    def _undo(self) -> None:
        token = getattr(self, "token", None)
        if token is not None and not token._used:
            get_connections().reset(token)
        self._trxlock.release()


class ImmediateClient(SqliteClient):
    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(ImmediateWrapper(self), self._lock)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """A second connection for this task, which sees one instant and writes nothing: writers go on beside it."""
        own = ImmediateClient(
            self.filename, connection_name=self.connection_name, **self.pragmas | {"query_only": "ON"}
        )
        await own.create_connection(with_db=True)
        token = get_connections().set(self.connection_name, own)
        try:
            await own.execute_query("BEGIN")
            yield
        finally:
            get_connections().reset(token)
            await own.close()

    @translate_exceptions
    async def execute_together(self, statements: Statements) -> list[sqlite3.Row]:
        """The same as a transaction of its own."""
        async with self.acquire_connection() as connection:
            rows: list[sqlite3.Row] = await connection._execute(_run, connection._conn, statements, whole=True)
            return rows

    async def _post_connect(self) -> None:
        await super()._post_connect()
        if self._connection is not None:  # icontains is UPPER() LIKE UPPER(): make it know every alphabet
            await self._connection.create_function("UPPER", 1, _upper, deterministic=True)


client_class = ImmediateClient
