"""Inputs of one chat, one after another."""

from __future__ import annotations

import asyncio
from collections import OrderedDict


class ChatQueues:
    """Inputs of one chat are handled strictly one after another; idle locks are forgotten."""

    def __init__(self, keep: int = 10_000) -> None:
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self._keep = keep

    def of(self, chat: str) -> asyncio.Lock:
        lock = self._locks.pop(chat, None) or asyncio.Lock()
        self._locks[chat] = lock
        if len(self._locks) > self._keep:
            self._forget()
        return lock

    def _forget(self) -> None:
        oldest = next(iter(self._locks))
        if not self._locks[oldest].locked():
            del self._locks[oldest]
