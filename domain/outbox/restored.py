"""What waited when a backup was taken may have been said since: after a restore it is held, not said again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from domain.kit.clock import now
from domain.outbox.models import OutboxItem, OutboxStatus

HELD = "Held after a restore: it may have been sent already."


async def hold_unsure(harmless: Collection[str]) -> dict[str, int]:
    """Hold every row that was due, but for topics that are harmless twice; how many of which topic.

    They can be revived one by one. What was due only later cannot have been said.
    """
    due = OutboxItem.filter(status=OutboxStatus.WAITING, not_before__lte=now()).exclude(topic__in=list(harmless))
    topics = Counter([row["topic"] for row in await due.values("topic")])
    await due.update(status=OutboxStatus.DEAD, taken_at=None, taken_by=None, error=HELD)
    return dict(topics)
