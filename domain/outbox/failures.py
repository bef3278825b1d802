"""Inputs that failed for a reason of ours, kept whole."""

from __future__ import annotations

import traceback
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from domain.kit.clock import now
from domain.kit.db import transaction
from domain.outbox.models import FailedUpdate, Handled


async def keep_failed(shop_id: int, key: str, incoming: Any, code: str, error: Exception) -> None:
    """Write the input and the trace, so that a person can look and run it again."""
    async with transaction():
        await FailedUpdate.create(
            shop_id=shop_id,
            key=key,
            channel=incoming.channel,
            body=asdict(incoming),
            error="".join(traceback.format_exception(error))[-8000:],
            code=code,
        )


async def forget_handled(before_hours: int = 48) -> int:
    """Sweep keys of inputs nobody will deliver again. At least 48 hours are kept."""
    return await Handled.filter(at__lt=now() - timedelta(hours=max(48, before_hours))).delete()
