"""Raw rows made alike on both databases: SQLite hands out times and JSON as text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from tortoise.connection import get_connection

from domain.kit.db import sql, sql_in_turn

Statement = tuple[str, list[Any]]
_PLACEHOLDER = re.compile(r"\$(\d+)")
_BETWEEN = "\x1f"  # stands in no word of a merchant


def moment(value: Any) -> datetime | None:
    """An instant as a raw row gives it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def unpacked(value: Any) -> Any:
    """A JSON column as a raw row gives it."""
    return json.loads(value) if isinstance(value, str) else value


def packed(value: Any) -> str:
    """A value for a JSON column of `insert_rows`."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class Values(list[Any]):
    """The values of a statement's placeholders: `put` keeps one and gives its placeholder."""

    def put(self, value: Any) -> str:
        self.append(value)
        return f"${len(self)}"


def placeholders(count: int, start: int = 1) -> str:
    """`$start, $start+1, …` for a list of values."""
    return ", ".join(f"${n}" for n in range(start, start + count))


@lru_cache(maxsize=64)
def _groups(width: int, count: int) -> str:
    """Placeholders of `count` rows; imports write thousands of rows of the same few shapes."""
    return ", ".join(f"({placeholders(width, 1 + n * width)})" for n in range(count))


async def insert_rows(
    table: str, rows: Sequence[dict[str, Any]], *, conflict: str = "", returning: str = "id"
) -> list[dict[str, Any]]:
    """Insert rows of one shape with one statement and return what RETURNING says, in the order given.

    With `returning` empty nothing comes back, which is faster for thousands of rows. Table and column names are words
    of ours, never of a client.
    """
    statement, values = insertion(table, rows, conflict=conflict, returning=returning)
    return await sql(statement, *values)


def insertion(table: str, rows: Sequence[dict[str, Any]], *, conflict: str = "", returning: str = "") -> Statement:
    """The statement of `insert_rows`, to be sent `together` with others."""
    columns = list(rows[0])
    groups = _groups(len(columns), len(rows))
    back = f"RETURNING {returning}" if returning else ""
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {groups} {conflict} {back}"  # noqa: S608
    return statement, [row[column] for row in rows for column in columns]


async def together(*statements: Statement) -> list[dict[str, Any]]:
    """Carry out writes that need nothing of each other, all or nothing, and return the rows of the last.

    PostgreSQL takes them as one statement, SQLite one after the other by one trip to its thread.
    """
    return await sql(*_at_once(statements)) if writes_in_with() else await sql_in_turn(statements)


def _at_once(statements: Sequence[Statement]) -> list[Any]:
    """One statement of all of them, its values after it."""
    parts: list[str] = []
    values: list[Any] = []
    for statement, own in statements:
        parts.append(_shifted(statement, len(values)))
        values += own
    *first, last = parts
    named = ", ".join(f"write_{n} AS ({part})" for n, part in enumerate(first))
    return [f"WITH {named} {last}" if named else last, *values]


@lru_cache(maxsize=256)
def _shifted(statement: str, by: int) -> str:
    return _PLACEHOLDER.sub(lambda found: f"${int(found[1]) + by}", statement)


def writes_in_with() -> bool:
    """Whether the open database takes UPDATE and INSERT inside WITH, so that one statement can do both."""
    return bool(get_connection("default").capabilities.dialect == "postgres")


def row_lock(alias: str) -> str:
    """What makes a SELECT keep its rows of this alias for the transaction; SQLite has one writer, and no such words."""
    return f"FOR UPDATE OF {alias}" if writes_in_with() else ""


def in_order(statement: str, alias: str) -> str:
    """Tell SQLite to walk a whole shop's rows by id, which is their order, instead of sorting what an index gives."""
    return statement if writes_in_with() else statement.replace(f"{alias}.shop_id = $1", f"+{alias}.shop_id = $1", 1)


def joined(column: str) -> str:
    """The aggregate that joins a column's words, in the dialect of the open database; `parted` takes them apart."""
    sqlite = get_connection("default").capabilities.dialect == "sqlite"
    return f"group_concat({column}, '{_BETWEEN}')" if sqlite else f"string_agg({column}, '{_BETWEEN}')"


def parted(words: str | None) -> tuple[str, ...]:
    """What `joined` has joined."""
    return tuple(words.split(_BETWEEN)) if words else ()
