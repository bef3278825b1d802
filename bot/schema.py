"""The schema: step by step through the migrations, or for an empty database in one piece.

`migrations/newest.*.sql` hold what all migrations together say to a database without rows; `make schema` writes them
again. Going through the steps costs seconds, most of which the library spends on picturing each step in between; so the
picture from before an operation is only kept where the operation looks at it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import AddField, AddIndex, CreateModel, RunSQL
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

import migrations
from domain.kit.checks import AddCheck, Redescribe
from domain.kit.parts import IndexParts

APP = "shop"
HOME = Path(next(iter(migrations.__path__)))
DIALECTS = ("sqlite", "postgres")
ONLY_AHEAD = (CreateModel, AddField, AddIndex, RunSQL, AddCheck, IndexParts, Redescribe)  # never ask what was before


def known_migrations() -> list[str]:
    """The names of this version's migrations, oldest first."""
    return sorted(m.name for m in pkgutil.iter_modules(migrations.__path__))


def in_one_piece(dialect: str) -> Path:
    """Where the whole schema of a dialect (sqlite, postgres) is kept."""
    return HOME / f"newest.{dialect}.sql"


def heading() -> str:
    """The first line of such a file: which migrations it holds, to the letter."""
    names = known_migrations()
    digest = sha256(b"".join((HOME / f"{name}.py").read_bytes() for name in names)).hexdigest()
    return f"-- {names[-1]} {digest}\n"


def whole_schema(dialect: str) -> str | None:
    """The statements for an empty database; None where nobody wrote them since a migration changed."""
    file = in_one_piece(dialect)
    script, head = file.read_text(encoding="utf-8") if file.exists() else "", heading()
    return script.removeprefix(head) if script.startswith(head) else None


def unwritten_schemas() -> list[str]:
    """What is to be done before fresh databases are made in one piece again; empty when they are."""
    stale = [in_one_piece(dialect).name for dialect in DIALECTS if whole_schema(dialect) is None]
    return [f"{name} is not of these migrations: run `make schema`" for name in stale]


async def to_newest(connection: BaseDBAsyncClient, apps: dict[str, Any]) -> None:
    """Everything that is missing, and the notes of it. Inside the caller's transaction."""
    executor = await _executor(connection, apps)
    fresh = not await executor.recorder.applied_migrations()
    script = whole_schema(connection.capabilities.dialect) if fresh else None
    if script is None:
        with _only_ahead():
            await executor.migrate([MigrationTarget(APP, "__latest__")])
        return
    await connection.execute_script(script)
    for name in known_migrations():
        await executor.recorder.record_applied(APP, name)


async def _executor(connection: BaseDBAsyncClient, apps: dict[str, Any]) -> MigrationExecutor:
    executor = MigrationExecutor(connection, apps)
    # its loader asks the table of notes before the executor makes it, which ends a transaction of PostgreSQL
    await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
    return executor


@contextmanager
def _only_ahead() -> Iterator[None]:
    """The library copies its whole picture before every operation, which is two thirds of the time of a migration."""
    plain = Migration.apply
    Migration.apply = _forward  # type: ignore[method-assign]
    try:
        yield
    finally:
        Migration.apply = plain  # type: ignore[method-assign]


async def _forward(self: Migration, state: State, *, schema_editor: BaseSchemaEditor | None = None, **_: Any) -> State:
    """Without an editor the steps that are behind us are pictured alone."""
    for operation in self.operations:
        before = state if schema_editor is None or isinstance(operation, ONLY_AHEAD) else state.clone()
        operation.state_forward(self.app_label, state)
        if schema_editor is not None:
            await self._run_database_forward(operation, before, state, schema_editor, supports_transactions=True)
    state.validate_relations_initialized()
    return state
