"""What customers do, noted in memory and written in batches. It may be lost in a crash; nothing depends on it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.rows import insert_rows, packed

KEPT = 20_000
AT_ONCE = 500

_waiting: deque[dict[str, Any]] = deque(maxlen=KEPT)


def note(by: Actor, kind: str, subject_id: int = 0, *, taps: int = 0, **data: Any) -> None:
    """Remember that somebody did something. Writes nothing yet.

    Kinds: start, link, view, search, cart, checkout, pay, paid.
    """
    _waiting.append(
        {
            "shop_id": by.shop_id,
            "at": now(),
            "kind": kind[:20],
            "channel": by.channel,
            "customer_id": by.id if by.kind == "customer" else 0,
            "subject_id": subject_id,
            "taps": taps,
            "data": packed(data),
        }
    )


def waiting() -> Iterator[dict[str, Any]]:
    """What has been noted and not yet written, the newest first."""
    yield from reversed(_waiting)


async def flush() -> int:
    """Write what has been noted since; returns how many."""
    written = 0
    while _waiting:
        rows = [_waiting.popleft() for _ in range(min(AT_ONCE, len(_waiting)))]
        await insert_rows("event", rows)
        written += len(rows)
    return written


def forget() -> None:
    """Drop what has not been written: another database has been opened."""
    _waiting.clear()
