"""What all migrations, one after the other, say to an empty database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from tortoise import Tortoise
from tortoise.transactions import in_transaction

from bot import schema
from bot.database import tortoise_config
from bot.postgres_backend import TransactionWrapper
from bot.sqlite_backend import ImmediateWrapper

_OF_THE_NOTES = "tortoise_migrations"
_OF_ROWS = ("SELECT", "PRAGMA", "INSERT", "UPDATE", "DELETE")


async def steps(url: str) -> str:
    """Take an empty database through every migration; the statements that did it, each ended by a semicolon."""
    said: list[str] = []
    config = tortoise_config(url, foreign_keys=False)
    await Tortoise.init(config=config, init_connections=False)
    try:
        with patch.object(schema, "whole_schema", return_value=None), _heard(said):
            async with in_transaction("default") as connection:
                await schema.to_newest(connection, config["apps"])
    finally:
        await Tortoise.close_connections()
    return "".join(f"{statement.strip().rstrip(';')};\n" for statement in said if _makes_something(statement))


def _makes_something(statement: str) -> bool:
    return _OF_THE_NOTES not in statement and not statement.lstrip().upper().startswith(_OF_ROWS)


@contextmanager
def _heard(said: list[str]) -> Iterator[None]:
    patches = [
        patch.object(wrapper, name, _telling(getattr(wrapper, name), said))
        for wrapper in (ImmediateWrapper, TransactionWrapper)
        for name in ("execute_script", "execute_query", "execute_insert")
    ]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


def _telling(plain: Any, said: list[str]) -> Any:
    async def told(self: Any, statement: str, *values: Any) -> Any:
        said.append(statement)
        return await plain(self, statement, *values)

    return told
