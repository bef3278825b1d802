"""How many statements something takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from tortoise.connection import get_connection


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that goes to the database inside the block, in order."""
    seen: list[str] = []
    kind = type(get_connection("default"))
    with ExitStack() as stack:
        for name in ("execute_query", "execute_query_dict"):
            stack.enter_context(patch.object(kind, name, _noted(getattr(kind, name), seen)))
        yield seen


def _noted(real: Callable[..., Awaitable[Any]], seen: list[str]) -> Callable[..., Awaitable[Any]]:
    async def counted(self: Any, query: str, values: Any = None) -> Any:
        seen.append(query)
        return await real(self, query, values)

    return counted
