"""Reading the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit.models import AuditEntry
from domain.kit.actor import Actor, Permission, require
from domain.kit.paging import Page, clamp

PAGE = 50


@dataclass(frozen=True, slots=True)
class EntryView:
    """Who (`actor_kind` and `actor_id`) did what (`action`, like "order.shipped") to which row ("order:12")."""

    at: datetime
    actor_kind: str
    actor_id: int
    action: str
    subject: str
    changes: Mapping[str, Any]
    reason: str


async def entries(by: Actor, page: int = 1, *, area: str = "") -> Page[EntryView]:
    """The record, newest first; `area` is the first word of the action ("order"). Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    found = AuditEntry.of(by, action__startswith=f"{area}.") if area else AuditEntry.of(by)
    total = await found.count()
    number = clamp(page, PAGE, total)
    rows = await found.order_by("-id").offset((number - 1) * PAGE).limit(PAGE)
    return Page(tuple(map(_view, rows)), number, PAGE, total)


def _view(row: AuditEntry) -> EntryView:
    return EntryView(row.at, row.actor_kind, row.actor_id, row.action, row.subject, dict(row.changes), row.reason)
