"""Tortoise's PostgreSQL backend whose transactions give their connection back also when they never begin.

The stock backend keeps it for ever when a task is given up between taking a connection and BEGIN: after ten of them
nobody can take one, and whatever the task asks next goes to the transaction that is none. It also asks the server to
clean up after every statement, which costs as much as the statement, and lets it compile statements that read fifty
rows, which takes a second.
"""

from __future__ import annotations

from typing import Any

from asyncpg import Connection
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionContext, TransactionContextPooled
from tortoise.connection import get_connections


class Kept(Connection):  # type: ignore[misc]  # the driver comes without types
    """A connection that needs no cleaning: nothing of ours outlives its transaction in a session."""

    __slots__ = ()

    def get_reset_query(self) -> str:
        return ""


async def _ready(connection: Connection) -> None:
    """By SET and not by a setting of the connection: poolers in between refuse those they do not know."""
    await connection.execute("SET jit = off")


class GivenBack(TransactionContextPooled):
    __slots__ = ()

    async def __aenter__(self) -> Any:
        try:
            return await super().__aenter__()
        except BaseException:
            await self._undo()
            raise

    async def _undo(self) -> None:
        token = getattr(self, "token", None)
        if token is not None and not token._used:
            get_connections().reset(token)
        pool, connection = self.client._parent._pool, self.client._connection
        if pool is not None and connection is not None:
            await pool.release(connection)


class PostgresClient(AsyncpgDBClient):
    connection_class = Kept

    async def create_connection(self, with_db: bool) -> None:
        self.extra["init"] = _ready
        await super().create_connection(with_db)

    def _in_transaction(self) -> TransactionContext:
        return GivenBack(TransactionWrapper(self), self._pool_init_lock)


client_class = PostgresClient
