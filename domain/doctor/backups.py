"""That a backup was made, as every shop's record tells it."""

from __future__ import annotations

from datetime import timedelta

from domain.audit.actions import record
from domain.audit.models import AuditEntry
from domain.kit.actor import system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.shop.queries import shops

SUBJECT = "shop:backup"


async def note_backup() -> None:
    """Once a day: whoever backs up every hour does not fill the record with it."""
    for shop in await shops():
        by = system(shop.id)
        async with transaction():
            if not await AuditEntry.of(by, subject=SUBJECT, at__gt=now() - timedelta(hours=20)).exists():
                await record(by, "backup.made", SUBJECT)
