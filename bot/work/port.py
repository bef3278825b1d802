"""How a worker comes by the rows of the outbox: the port, with one form per kind of installation.

Whichever form brings a row, it is taken, carried out and ended in the same way, so that none is run twice at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol


class Hands(Protocol):
    """What a form may ask of the process that it works for."""

    def repeat(self, round_: Callable[[], Awaitable[Any]], name: str, every: float = 0) -> asyncio.Task[None]: ...

    async def run_outbox(self, overdue: timedelta = ...) -> int:
        """Carry out every row that has been due for so long; returns how many."""

    async def run_one(self, job_id: int) -> None:
        """Carry out this row, unless it is not due, or another worker has it."""


class Form(Protocol):
    """A way to hear of rows."""

    name: str

    def start(self, hands: Hands) -> None:
        """Bring rows to these hands until stopped."""

    async def stop(self, grace: float) -> None:
        """Bring no more, and let what is under way end for so many seconds."""
