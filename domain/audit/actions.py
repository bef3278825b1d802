"""The record of who did what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.audit.models import AuditEntry
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.rows import insert_rows, packed


async def record(
    by: Actor, action: str, subject: str, changes: Mapping[str, Any] | None = None, reason: str = ""
) -> None:
    """Write one audit row, inside the transaction of the change. `subject` is a word and an id: "order:12"."""
    await AuditEntry.add(
        by, actor_kind=by.kind, actor_id=by.id, action=action, subject=subject, changes=plain(dict(changes or {})),
        reason=reason[:500],
    )  # fmt: skip


async def record_each(
    by: Actor, action: str, subjects: Sequence[str], changes: Mapping[str, Any], reason: str = ""
) -> None:
    """The same row for each of many subjects, by one statement."""
    said, at = packed(plain(dict(changes))), now()
    rows = [
        {"shop_id": by.shop_id, "at": at, "actor_kind": by.kind, "actor_id": by.id, "action": action,
         "subject": subject, "changes": said, "reason": reason[:500], "request_id": ""} for subject in subjects
    ]  # fmt: skip
    if rows:
        await insert_rows("audit", rows, returning="")


def plain(value: Any) -> Any:
    """What JSON can hold; everything else (money, dates, tuples) as a list or as its words."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
