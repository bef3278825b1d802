"""A second net under the guarded updates: conditions the database itself refuses to break."""

from __future__ import annotations

from typing import Any

from tortoise.migrations.operations import AlterField, Operation

_TRIGGER = (
    'CREATE TRIGGER "{name}_{when}" BEFORE {when} ON "{table}" WHEN NOT ({condition}) '
    "BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}'); END"
)


class AddCheck(Operation):
    """CHECK on PostgreSQL, a pair of triggers on SQLite, which cannot add one without rebuilding the table.

    `condition` names columns as {row}column.
    """

    def __init__(self, table: str, name: str, condition: str) -> None:
        self.table = table
        self.name = name
        self.condition = condition
        self.atomic = None
        self.reversible = False

    def describe(self) -> str:
        return f"Hold {self.name} on {self.table}"

    def state_forward(self, _app_label: str, _state: Any) -> None:
        return None

    async def database_forward(self, _app: str, _old: Any, _new: Any, editor: Any = None) -> None:
        if editor is not None:
            for statement in self.statements(editor.DIALECT):
                await editor.client.execute_query(statement)

    def statements(self, dialect: str) -> list[str]:
        """The SQL for one dialect."""
        if dialect == "sqlite":
            condition = self.condition.format(row="NEW.")
            return [
                _TRIGGER.format(name=self.name, when=when, table=self.table, condition=condition)
                for when in ("INSERT", "UPDATE")
            ]
        check = self.condition.format(row="")
        return [f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.name}" CHECK ({check})']


class Redescribe(AlterField):
    """A field whose column stays as it is, such as one more word of a status.

    The library would rebuild the table on SQLite for it, and lose its indexes.
    """

    async def database_forward(self, *_args: Any, **_kwargs: Any) -> None:
        return None

    async def database_backward(self, *_args: Any, **_kwargs: Any) -> None:
        return None
