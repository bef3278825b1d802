"""How many statements something takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.sqlite.client import SqliteClient

from bot.sqlite_backend import ImmediateClient, ImmediateWrapper

METHODS = ("execute_query", "execute_query_dict", "execute_insert", "execute_many")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that goes to the database inside the block, in order, in transactions and out of them."""
    seen: list[str] = []
    with ExitStack() as stack:
        for kind in (SqliteClient, AsyncpgDBClient):
            for name in METHODS:
                stack.enter_context(patch.object(kind, name, _noted(vars(kind)[name], seen)))
        for batch in (ImmediateClient, ImmediateWrapper):
            together = _all_noted(batch.execute_together, seen)
            stack.enter_context(patch.object(batch, "execute_together", together))
        yield seen


def _noted(real: Callable[..., Awaitable[Any]], seen: list[str]) -> Callable[..., Awaitable[Any]]:
    async def counted(self: Any, query: str, values: Any = None) -> Any:
        seen.append(query)
        return await real(self, query, values)

    return counted


def _all_noted(real: Callable[..., Awaitable[Any]], seen: list[str]) -> Callable[..., Awaitable[Any]]:
    async def counted(self: Any, statements: Any) -> Any:
        seen.extend(statement for statement, _ in statements)
        return await real(self, statements)

    return counted
