"""Inputs that failed for a reason of ours, kept whole."""

from __future__ import annotations

import traceback
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from domain.kit.clock import now
from domain.kit.db import transaction
from domain.outbox.models import FailedUpdate, Handled

AGAIN_WITHIN = timedelta(hours=24)


async def keep_failed(shop_id: int, key: str, incoming: Any, code: str, error: Exception) -> int:
    """Write the input and the trace, so that it can be run again; returns its id."""
    async with transaction():
        row = await FailedUpdate.create(
            shop_id=shop_id,
            key=key,
            channel=incoming.channel,
            body=asdict(incoming),
            error="".join(traceback.format_exception(error))[-8000:],
            code=code,
        )
    return int(row.id)


async def failed_input(row_id: int, shop_id: int, channel: str, external_id: str) -> dict[str, Any] | None:
    """What came in and failed, for the chat it came from and for a day."""
    since = now() - AGAIN_WITHIN
    row = await FailedUpdate.get_or_none(id=row_id, shop_id=shop_id, channel=channel, at__gt=since)
    body: dict[str, Any] = row.body if row else {}
    return body if body.get("external_id") == external_id else None


async def resolve_failed(row_id: int) -> None:
    """It has been done since."""
    await FailedUpdate.filter(id=row_id, resolved_at=None).update(resolved_at=now())


async def forget_handled(before_hours: int = 48) -> int:
    """Sweep keys of inputs nobody will deliver again. At least 48 hours are kept."""
    return await Handled.filter(at__lt=now() - timedelta(hours=max(48, before_hours))).delete()
