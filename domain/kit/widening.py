"""More room in a column of text, without rebuilding its table."""

from __future__ import annotations

from typing import Any

from tortoise.migrations.operations import AlterField


class Widen(AlterField):
    """SQLite never looks at lengths, and altering there would rebuild the table: nothing is done. PostgreSQL alters."""

    async def database_forward(self, app_label: str, old_state: Any, new_state: Any, state_editor: Any = None) -> None:
        if state_editor is not None and state_editor.DIALECT != "sqlite":
            await super().database_forward(app_label, old_state, new_state, state_editor)

    async def database_backward(self, app_label: str, old_state: Any, new_state: Any, state_editor: Any = None) -> None:
        await self.database_forward(app_label, old_state, new_state, state_editor)
