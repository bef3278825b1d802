"""Room for longer texts in a column that exists."""

from __future__ import annotations

from typing import Any

from tortoise.migrations.operations import AlterField


class Widen(AlterField):
    """A longer CharField. SQLite keeps no lengths, and rebuilding its table would lose the checks that are triggers."""

    async def database_forward(self, app: str, old: Any, new: Any, editor: Any = None) -> None:
        if editor is not None and editor.DIALECT != "sqlite":
            await super().database_forward(app, old, new, editor)

    async def database_backward(self, app: str, old: Any, new: Any, editor: Any = None) -> None:
        """Nothing: longer texts may be there by now."""
