"""The tables of procrastinate beside ours, and what makes every row of the outbox a job there.

They stand in a schema of their own: a backup leaves them out. The row of the outbox is the truth; the job carries its
number and nothing else. It is inserted by the database itself, in the transaction that writes the row or makes it free
again, so that no way of writing a row can forget it.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

SCHEMA = "procrastinate"
QUEUE, TASK = "hawker", "hawker.outbox"
_NOTE = "Made by procrastinate {version}, last step {step}"
_KNOWN = f"SELECT obj_description(to_regclass('{SCHEMA}.procrastinate_jobs'), 'pg_class') AS note"
_LINKED = "SELECT 1 FROM pg_trigger WHERE tgrelid = 'outbox'::regclass AND tgname = 'outbox_written'"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.hawker_outbox_job() RETURNS trigger LANGUAGE plpgsql
SET search_path = {SCHEMA}, public AS $body$
BEGIN
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at) VALUES (
        '{QUEUE}', '{TASK}', jsonb_build_object('outbox_id', NEW.id),
        CASE WHEN NEW.not_before > NEW.created_at THEN NEW.not_before END
    );
    RETURN NULL;
END
$body$;
"""  # noqa: S608 - words of ours
_LINK = f"""
CREATE TRIGGER outbox_written AFTER INSERT ON outbox FOR EACH ROW WHEN (NEW.status = 'waiting')
    EXECUTE FUNCTION {SCHEMA}.hawker_outbox_job();
CREATE TRIGGER outbox_freed AFTER UPDATE ON outbox FOR EACH ROW
    WHEN (NEW.status = 'waiting' AND NEW.taken_by IS NULL AND (OLD.status <> 'waiting' OR OLD.taken_by IS NOT NULL))
    EXECUTE FUNCTION {SCHEMA}.hawker_outbox_job();
INSERT INTO {SCHEMA}.procrastinate_jobs (queue_name, task_name, args, scheduled_at)
    SELECT '{QUEUE}', '{TASK}', jsonb_build_object('outbox_id', id), not_before FROM outbox
    WHERE status = 'waiting' AND taken_by IS NULL;
"""  # noqa: S608 - words of ours
_UNLINK = f"""
DROP TRIGGER IF EXISTS outbox_written ON outbox;
DROP TRIGGER IF EXISTS outbox_freed ON outbox;
DELETE FROM {SCHEMA}.procrastinate_jobs WHERE queue_name = '{QUEUE}' AND status = 'todo';
"""  # noqa: S608 - words of ours


async def bring_up(connection: Any, *, wanted: bool) -> None:
    """Make or upgrade the library's tables and tie the outbox to them; untie it where they are not `wanted`.

    All or nothing: a step that is cut off is begun anew.
    """
    async with connection.transaction():
        if wanted:
            await stand_ready(connection)
        linked = await connection.fetchval(_LINKED)
        await connection.execute(f"SET LOCAL search_path = public, {SCHEMA}")
        if wanted and not linked:
            await connection.execute(_LINK)
        elif linked and not wanted:
            await connection.execute(_UNLINK)


async def stand_ready(connection: Any) -> None:
    """The library's tables and our function, in the open transaction; nothing of ours is tied to them yet."""
    note = await connection.fetchval(_KNOWN)
    if _made_by(note) == version("procrastinate"):
        return
    await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}; SET LOCAL search_path = {SCHEMA}, public")
    await _make(connection, note)
    await connection.execute(_FUNCTION)
    await connection.execute("SET LOCAL search_path = public")


def _made_by(note: str | None) -> str:
    return note.removeprefix("Made by procrastinate ").partition(",")[0] if note else ""


async def _make(connection: Any, note: str | None) -> None:
    """The whole schema at first, later the steps that have come since."""
    steps = _steps()
    if not note:
        await connection.execute(_whole())
    else:
        last = note.rpartition(" ")[2]
        for step in sorted(name for name in steps if name > last):
            await connection.execute(steps[step])
    words = _NOTE.format(version=version("procrastinate"), step=max(steps))
    await connection.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{words}'")


def _whole() -> str:
    from procrastinate.schema import SchemaManager

    return SchemaManager.get_schema()


def _steps() -> dict[str, str]:
    """The library's own migrations by name."""
    from procrastinate.schema import SchemaManager

    found = Path(SchemaManager.get_migrations_path()).glob("*.sql")
    return {path.stem: path.read_text(encoding="utf-8") for path in found}
