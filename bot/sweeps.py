"""What is tidied by the clock."""

from __future__ import annotations

from typing import Any

import structlog

from domain.chats.actions import sweep_chats
from domain.events.actions import flush
from domain.outbox.actions import sweep_sent
from domain.outbox.failures import forget_handled
from domain.payments.actions import expire_orders as expire

log = structlog.get_logger()


async def expire_orders() -> Any:
    """Unpaid orders whose time is up give their goods back."""
    return await expire()


async def flush_events() -> None:
    await flush()


async def nightly() -> None:
    """Forget what nobody can need: handled keys, sent outbox rows, chats that never bought, old carts."""
    swept = {
        "handled": await forget_handled(),
        "outbox": await sweep_sent(days=14),
        "chats": await sweep_chats(days=30),
    }
    log.info("swept", **swept)
