"""Raw rows made alike on both databases: SQLite hands out times and JSON as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tortoise.connection import get_connection

from domain.kit.db import sql


def moment(value: Any) -> datetime | None:
    """An instant as a raw row gives it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def unpacked(value: Any) -> Any:
    """A JSON column as a raw row gives it."""
    return json.loads(value) if isinstance(value, str) else value


def packed(value: Any) -> str:
    """A value for a JSON column of `insert_rows`."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def placeholders(count: int, start: int = 1) -> str:
    """`$start, $start+1, …` for a list of values."""
    return ", ".join(f"${n}" for n in range(start, start + count))


async def insert_rows(
    table: str, rows: Sequence[dict[str, Any]], *, conflict: str = "", returning: str = "id"
) -> list[dict[str, Any]]:
    """Insert rows of one shape with one statement and return what RETURNING says, in the order given.

    Table and column names are words of ours, never of a client.
    """
    columns = list(rows[0])
    width = len(columns)
    groups = ", ".join(f"({placeholders(width, 1 + n * width)})" for n in range(len(rows)))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {groups} {conflict} RETURNING {returning}"  # noqa: S608
    return await sql(statement, *(row[column] for row in rows for column in columns))


def joined(column: str) -> str:
    """The aggregate that joins a column's words with commas, in the dialect of the open database."""
    sqlite = get_connection("default").capabilities.dialect == "sqlite"
    return f"group_concat({column}, ', ')" if sqlite else f"string_agg({column}, ', ')"
