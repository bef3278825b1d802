"""What has been carried out, for those who follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.outbox.models import OutboxItem, OutboxStatus

OVERLAP = timedelta(seconds=5)
LOOKED_BACK = 5_000


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """An outbox row that has been carried out, at `sent_at` (UTC)."""

    id: int
    shop_id: int
    topic: str
    payload: dict[str, Any]
    sent_at: datetime


async def carried_out_since(since: datetime) -> tuple[CarriedOut, ...]:
    """Rows carried out since this instant, and a few seconds before it: another process commits by its own clock."""
    rows = (
        await OutboxItem.filter(status=OutboxStatus.SENT, sent_at__gte=since - OVERLAP)
        .order_by("sent_at")
        .limit(200)
        .values("id", "shop_id", "topic", "payload", "sent_at")
    )
    return tuple(CarriedOut(**row) for row in rows)


async def carried_out_for(shop_id: int, since: datetime, most: int) -> tuple[CarriedOut, ...] | None:
    """The same for one shop, `most` at most, among the newest rows; None when those do not reach back that far."""
    newest = await OutboxItem.all().order_by("-id").first().values("id")
    first = max(0, (newest["id"] if newest else 0) - LOOKED_BACK)
    oldest = await OutboxItem.filter(id__gt=first).order_by("id").first().values("created_at")
    if first and oldest and oldest["created_at"] > since:
        return None
    rows = (
        await OutboxItem.filter(id__gt=first, shop_id=shop_id, status=OutboxStatus.SENT, sent_at__gte=since - OVERLAP)
        .order_by("sent_at", "id")
        .limit(most)
        .values("id", "shop_id", "topic", "payload", "sent_at")
    )
    return tuple(CarriedOut(**row) for row in rows)
