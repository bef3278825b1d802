"""How many statements something takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from tortoise.connection import get_connection


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that goes to the database inside the block, in order."""
    seen: list[str] = []
    kind = type(get_connection("default"))
    real = kind.execute_query_dict

    async def counted(self: Any, query: str, values: Any = None) -> Any:
        seen.append(query)
        return await real(self, query, values)

    with patch.object(kind, "execute_query_dict", counted):
        yield seen
