"""Tortoise's SQLite backend with transactions that start by BEGIN IMMEDIATE.

The stock backend begins deferred, so a transaction that reads before it writes fails with "database is locked"
as soon as two processes meet; and when BEGIN itself fails it keeps its lock for ever. Both are mended here.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from tortoise.backends.base.client import TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


class ImmediateWrapper(SqliteTransactionWrapper):
    async def begin(self) -> None:
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error


class ImmediateContext(SqliteTransactionContext):
    __slots__ = ()

    async def __aenter__(self) -> Any:
        try:
            return await super().__aenter__()
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        token = getattr(self, "token", None)
        if token is not None and not token._used:
            get_connections().reset(token)
        if self._trxlock.locked():
            self._trxlock.release()


class ImmediateClient(SqliteClient):
    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(ImmediateWrapper(self), self._lock)

    async def _post_connect(self) -> None:
        await super()._post_connect()
        if self._connection is not None:  # icontains is UPPER() LIKE UPPER(): make it know every alphabet
            await self._connection.create_function("UPPER", 1, _upper, deterministic=True)


client_class = ImmediateClient
