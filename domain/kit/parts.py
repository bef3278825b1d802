"""Indexes of the parts of words, for lists that are searched by any of them."""

from __future__ import annotations

from typing import Any

from tortoise.migrations.operations import Operation

_MAKE = """DO $$ BEGIN
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX {name} ON {table} USING gin ({columns});
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
RAISE NOTICE 'no index of parts of words: %', SQLERRM;
END $$"""


class IndexParts(Operation):
    """An index of all groups of three letters of some expressions, on a PostgreSQL that has pg_trgm and lets us use it.

    Elsewhere there is none: the same statements find the same rows by going through all of them.
    """

    def __init__(self, table: str, name: str, *expressions: str) -> None:
        self.table = table
        self.name = name
        self.expressions = expressions
        self.atomic = None
        self.reversible = False

    def describe(self) -> str:
        return f"Index parts of words in {self.table}"

    def state_forward(self, _app_label: str, _state: Any) -> None:
        return None

    async def database_forward(self, _app: str, _old: Any, _new: Any, editor: Any = None) -> None:
        if editor is not None and editor.DIALECT == "postgres":
            columns = ", ".join(f"{expression} gin_trgm_ops" for expression in self.expressions)
            await editor.client.execute_query(_MAKE.format(name=self.name, table=self.table, columns=columns))
